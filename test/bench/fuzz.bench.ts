/** How many interactions of hostile and other people every answer to which is in order. */
import { fuzz } from '../e2e/hostile/fuzz.ts';

const isQuick = process.argv.includes('--quick');
const given = process.argv.find((word) => word.startsWith('--seed='))?.slice('--seed='.length);
const seed = Number(given ?? 1);
const interactions = isQuick ? 500 : 10_000;

const say = (...columns: readonly (string | number)[]) =>
  process.stdout.write(`| ${columns.map((column) => String(column).padStart(12)).join(' | ')} |\n`);

process.stdout.write(`${interactions} interactions in runs of 80 acts, two servers each, seed ${seed}\n\n`);
say('runs', 'sent', 'stopped', 'seconds', 'sent/s');
say(...Array.from({ length: 5 }, () => '---:'));

const begun = performance.now();
let last = begun;
try {
  await fuzz({
    seed,
    interactions,
    acts: 80,
    onRun({ runs, sent, stopped }) {
      if (runs % 20 !== 0 && sent < interactions) return;
      const now = performance.now();
      const perSecond = (sent * 1000) / (now - begun);
      say(runs, sent, stopped, ((now - begun) / 1000).toFixed(0), perSecond.toFixed(0));
      last = now;
    },
  });
  process.stdout.write(
    `\nNothing was wrong, in ${((last - begun) / 1000).toFixed(0)} s. “Stopped” is what a person's own client does not send.\n`,
  );
} catch (error) {
  process.stdout.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  if (error instanceof Error && error.cause instanceof Error)
    process.stdout.write(`${error.cause.message}\n`);
  process.exitCode = 1;
}
