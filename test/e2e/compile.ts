import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';

const MODULES = join(import.meta.dirname, '..', '..', 'node_modules');

/** A module that Node runs as it is. */
export interface Compiled {
  readonly file: string;
  remove(): Promise<void>;
}

/**
 * Compiles a TypeScript module and all that it takes of this project into one, beside the installed packages: for a
 * process that is started again and again, to compile at each start takes longer than all else.
 */
export async function compile(entry: string): Promise<Compiled> {
  const cache = join(MODULES, '.cache');
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'almanac-'));
  const file = join(folder, 'main.mjs');
  await build({
    entryPoints: [entry],
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    plugins: [
      {
        // What lies beside a module is found from where that module was.
        name: 'dirname',
        setup(building) {
          building.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
            const text = await readFile(path, 'utf8');
            const contents = text.replaceAll('import.meta.dirname', JSON.stringify(dirname(path)));
            return { contents, loader: 'ts' };
          });
        },
      },
    ],
  });
  return { file, remove: () => rm(folder, { recursive: true, force: true }) };
}
