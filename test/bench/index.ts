/**
 * `npm run bench [name…] [-- --quick]`: runs the benchmarks of those names, or all, each in a process of its own, so
 * that neither heap nor compiled code of one shows in another. Ends with 1 where one of them was wrong, not slow.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const SUFFIX = '.bench.ts';

const known = readdirSync(import.meta.dirname).flatMap((file) =>
  file.endsWith(SUFFIX) ? [file.slice(0, -SUFFIX.length)] : [],
);
const given = process.argv.slice(2);
const options = given.filter((word) => word.startsWith('--'));
const named = given.filter((word) => !word.startsWith('--'));
const unknown = named.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`There is no benchmark ${unknown.join(', ')}. There are: ${known.join(', ')}.\n`);
  process.exit(2);
}

for (const name of named.length > 0 ? named : known) {
  process.stdout.write(`\n# ${name}\n\n`);
  const file = join(import.meta.dirname, name + SUFFIX);
  const child = spawn(process.execPath, ['--expose-gc', '--import', 'tsx', file, ...options], {
    stdio: 'inherit',
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) process.exitCode = 1;
}
