/** Runs of random acts, which fast-check makes, and makes smaller where one goes wrong. */
import fc from 'fast-check';
import { type Deed, WEIGHTS } from './acts.ts';
import { type Act, Player } from './player.ts';
import { besiege } from './siege.ts';
import { openStage } from './stage.ts';

/** How much is played. */
export interface FuzzOptions {
  readonly seed: number;
  /** Ends after the run in which so many interactions were sent. */
  readonly interactions: number;
  /** Acts of a run, which plays in two servers of its own. */
  readonly acts: number;
  /** Told after each run. */
  readonly onRun?: (sum: FuzzSum) => void;
}

/** What was played. */
export interface FuzzSum {
  readonly runs: number;
  /** Interactions that reached the bot. */
  readonly sent: number;
  /** What a person's own client did not send. */
  readonly stopped: number;
}

/** So few records and entries that every limit is reached. */
const SMALL = { perServer: 12, bytesPerServer: 100_000, historyEntries: 15, changesPerMinute: 10_000 };

const act: fc.Arbitrary<Act> = fc.record({
  deed: fc.oneof(
    ...Object.entries(WEIGHTS).map(([deed, weight]) => ({ weight, arbitrary: fc.constant(deed as Deed) })),
  ),
  seed: fc.noShrink(fc.nat(2 ** 31)),
});

/** So many acts. A run is made smaller by leaving some out. */
const runOf = (acts: number): fc.Arbitrary<readonly Act[]> =>
  fc
    .array(fc.option(act, { nil: undefined, freq: 1e9 }), { minLength: acts, maxLength: acts })
    .map((played) => played.filter((each) => each !== undefined));

/** How long a run that goes wrong is made smaller, in milliseconds. */
const SHRINKING = 120_000;

/** Plays until enough was sent. Rejects with the smallest run that shows what is wrong, and its seed. */
export async function fuzz({ seed, interactions, acts, onRun }: FuzzOptions): Promise<FuzzSum> {
  const siege = await besiege({ records: SMALL, digest: { perServer: 4 } });
  let sum: FuzzSum = { runs: 0, sent: 0, stopped: 0 };
  let opened = 0;
  const run = async (played: readonly Act[]) => {
    opened += 1;
    const player = new Player(siege, await openStage(siege.sandbox, opened.toString(36)));
    const wrong: string[] = [];
    for (const each of played) if (wrong.length === 0) wrong.push(...(await player.play(each)));
    wrong.push(...(await player.end()));
    if (wrong.length > 0) throw new Error(wrong.join('\n'));
    sum = { runs: sum.runs + 1, sent: sum.sent + player.sent, stopped: sum.stopped + player.stopped };
    onRun?.(sum);
  };
  try {
    for (let batch = 0; sum.sent < interactions; batch += 1)
      await fc.assert(fc.asyncProperty(runOf(acts), run), {
        seed: seed + batch,
        numRuns: 1,
        interruptAfterTimeLimit: SHRINKING,
      });
    return sum;
  } finally {
    await siege.end();
  }
}
