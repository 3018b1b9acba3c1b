/** Finds what is due and has it delivered. */
import { type Occasion, recount } from './book.ts';
import type { Books } from './books.ts';
import type { Timer } from './cron.ts';
import { close, deliver, type Scene } from './deliver.ts';
import { inParallel } from './parallel.ts';
import { type Work, workOf } from './plan.ts';
import type { BookFile, Logger, Ports } from './ports.ts';

import type { Verdict } from './verdict.ts';
import { clocksAt } from './zone.ts';

/** What a runner is made of. */
export interface RunnerOptions<Body> {
  readonly books: Books;
  readonly ports: Ports<Body>;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  readonly logger: Logger;
  /** How many digests are under way at a time. */
  readonly concurrency: number;
  /** What calls the tick from the start until the stop; without one it is called by hand. */
  readonly timer?: (tick: () => Promise<void>) => Timer;
  /** Called once when Discord does not take the bot's token, after which nothing more is sent. */
  readonly onStopAll?: () => void;
}

/** The digests at work. No call rejects: what goes wrong is logged, and concerns its own subscription alone. */
export interface Runner {
  /** Makes up for the time that nothing ran, open intents included, and goes on by the timer. */
  start(): Promise<void>;
  /** Does what is due now. Resolves when a look-up that began after the call is through; calls that wait share one. */
  tick(): Promise<void>;
  /** Begins nothing more and waits for what is in flight. */
  stop(): Promise<void>;
}

interface Task extends Work {
  readonly guildId: string;
  readonly file: BookFile;
}

/** See {@link Runner}. */
export function createRunner<Body>(options: RunnerOptions<Body>): Runner {
  const { books, ports, clock, logger, concurrency } = options;
  let stopped = false;
  let timer: Timer | undefined;
  let current: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;

  function lookUp(): Task[] {
    const now = clock();
    const clocks = clocksAt(now);
    const tasks: Task[] = [];
    for (const [guildId, file] of books.files)
      for (const work of workOf(file.data, clocks, now)) tasks.push({ ...work, guildId, file });
    return tasks;
  }

  function tell(guildId: string, occasion: Occasion, verdict: Verdict): void {
    const values = { guildId, ...occasion, ...verdict, ...('cause' in verdict && { err: verdict.cause }) };
    const isFine = verdict.to === 'settled' && (verdict.state === 'sent' || verdict.state === 'skipped');
    if (isFine) logger.info(values, 'digest settled');
    else logger.warn(values, 'digest not posted');
  }

  async function perform({ act, occasion, guildId, file }: Task): Promise<void> {
    if (stopped) return;
    const scene: Scene<Body> = { guildId, file, ports, clock };
    try {
      if (act === 'recount') {
        await file.update((book) => recount(book, occasion.subscription, clock()));
        logger.warn({ guildId, ...occasion }, 'clock had run ahead');
        return;
      }
      const verdict = await (act === 'deliver' ? deliver(scene, occasion) : close(scene, occasion));
      if (verdict) tell(guildId, occasion, verdict);
      if (verdict?.to === 'stop-all' && !stopped) {
        stopped = true;
        options.onStopAll?.();
      }
    } catch (error) {
      logger.error({ guildId, ...occasion, err: error }, 'digest attempt failed');
    }
  }

  async function run(): Promise<void> {
    next = undefined;
    if (stopped) return;
    try {
      await inParallel(lookUp(), concurrency, perform);
    } catch (error) {
      logger.error({ err: error }, 'look-up of digests failed');
    }
  }

  function tick(): Promise<void> {
    if (next !== undefined) return next;
    next = current.then(run);
    current = next;
    return next;
  }

  return {
    tick,
    async start() {
      timer = options.timer?.(tick);
      await tick();
    },
    async stop() {
      stopped = true;
      await timer?.stop();
      await current;
    },
  };
}
