/**
 * How much the store of records comes through, with the real bot before it: a disk that fails under whatever people do,
 * and kills while eight of them write.
 */
import { playDiskFaults } from '../e2e/hostile/full-disk.ts';
import { playRecordKills } from '../e2e/hostile/record-kills.ts';

const isQuick = process.argv.includes('--quick');
const given = process.argv.find((word) => word.startsWith('--seed='))?.slice('--seed='.length);
const seed = Number(given ?? 1);

const write = (text: string) => void process.stdout.write(text);
const say = (...columns: readonly (string | number)[]) =>
  write(`| ${columns.map((column) => String(column).padStart(14)).join(' | ')} |\n`);

const secondsSince = (begun: number) => ((performance.now() - begun) / 1000).toFixed(0);

async function failDisks(rounds: number): Promise<void> {
  write(`${rounds} deeds on a disk that fails, seed ${seed}\n\n`);
  say('trouble', 'deeds', 'with a restart', 'wrong');
  say(...Array.from({ length: 4 }, () => '---:'));
  const begun = performance.now();
  const byTrouble = new Map<string, { deeds: number; restarts: number; wrong: number }>();
  for await (const { deed, trouble, restarted, wrong } of playDiskFaults({ rounds, seed })) {
    const sum = byTrouble.get(trouble) ?? { deeds: 0, restarts: 0, wrong: 0 };
    byTrouble.set(trouble, {
      deeds: sum.deeds + 1,
      restarts: sum.restarts + Number(restarted),
      wrong: sum.wrong + Number(wrong.length > 0),
    });
    for (const line of wrong) write(`${deed}, ${trouble}: ${line}\n`);
    if (wrong.length > 0) process.exitCode = 1;
  }
  for (const [trouble, { deeds, restarts, wrong }] of byTrouble) say(trouble, deeds, restarts, wrong);
  write(`\nin ${secondsSince(begun)} s\n\n`);
}

async function kill(rounds: number): Promise<void> {
  write(`${rounds} kills while eight people write in two servers, seed ${seed}\n\n`);
  say('kills', 'told', 'unanswered', 'of them made', 'temps', 'swept', 'killed starts', 'wrong', 'seconds');
  say(...Array.from({ length: 9 }, () => '---:'));
  const begun = performance.now();
  const sum = { kills: 0, told: 0, unanswered: 0, made: 0, midWrite: 0, starts: 0, wrong: 0 };
  for await (const round of playRecordKills({ rounds, seed })) {
    const { acknowledged, unanswered, made, temps, swept, killedStarts, wrong } = round;
    const broken = wrong.length + swept + Number(temps > 1);
    sum.kills += 1;
    sum.told += acknowledged;
    sum.unanswered += unanswered;
    sum.made += made;
    sum.midWrite += Number(temps > 0);
    sum.starts += killedStarts;
    sum.wrong += broken;
    for (const line of wrong) write(`${line}\n`);
    if (isQuick || sum.kills % 25 === 0 || broken > 0)
      say(
        sum.kills,
        sum.told,
        sum.unanswered,
        sum.made,
        temps,
        swept,
        sum.starts,
        broken,
        secondsSince(begun),
      );
  }
  write(
    `\n${sum.kills} kills and ${sum.starts} of starts, ${sum.midWrite} in the middle of a file; ${sum.told} changes told, ` +
      `${sum.unanswered} unanswered (${sum.made} of them made): ${sum.wrong} wrong, in ${secondsSince(begun)} s\n`,
  );
  if (sum.wrong > 0) process.exitCode = 1;
}

await failDisks(isQuick ? 26 : 200);
await kill(isQuick ? 10 : 250);
