/** Finds what is due and has it delivered. */
import { type Book, recount } from './book.ts';
import type { Books } from './books.ts';
import type { Timer } from './cron.ts';
import { close, deliver, type Scene } from './deliver.ts';
import { type Outcome, publish, tell } from './errands.ts';
import { inParallel } from './parallel.ts';
import { errandsOf, type Work, workOf } from './plan.ts';
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
  /** How many digests are under way at a time; how fast requests follow each other is for the ports to say. */
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

const ACTS = { deliver, close, publish, tell } as const;

/** See {@link Runner}. */
export function createRunner<Body>(options: RunnerOptions<Body>): Runner {
  const { books, ports, clock, logger, concurrency } = options;
  let stopped = false;
  let timer: Timer | undefined;
  let current: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;

  function lookUp(workIn: (book: Readonly<Book>) => Work[]): Task[] {
    const tasks: Task[] = [];
    for (const [guildId, file] of books.files)
      for (const work of workIn(file.data)) tasks.push({ ...work, guildId, file });
    return tasks;
  }

  function dueNow(): Task[] {
    const now = clock();
    const clocks = clocksAt(now);
    return lookUp((book) => workOf(book, clocks, now));
  }

  function errandsNow(): Task[] {
    const now = clock();
    return lookUp((book) => errandsOf(book, now));
  }

  function report({ act, guildId, occasion }: Task, outcome: Verdict | Outcome): void {
    const { cause: err, ...told } = { cause: undefined, ...outcome };
    const values = { guildId, act, ...occasion, ...told, ...(err !== undefined && { err }) };
    const isFine =
      outcome.to === 'done' ||
      (outcome.to === 'settled' && (outcome.state === 'sent' || outcome.state === 'skipped'));
    if (isFine) logger.info(values, 'digest settled');
    else logger.warn(values, 'digest not settled as it should be');
  }

  async function perform(task: Task): Promise<void> {
    if (stopped) return;
    const { act, occasion, guildId, file } = task;
    const scene: Scene<Body> = { guildId, file, ports, clock };
    try {
      if (act === 'recount') {
        await file.update((book) => recount(book, occasion.subscription, clock()));
        logger.warn({ guildId, ...occasion }, 'clock had run ahead');
        return;
      }
      const outcome = await ACTS[act](scene, occasion);
      if (outcome) report(task, outcome);
      if (outcome?.to === 'stop-all' && !stopped) {
        stopped = true;
        options.onStopAll?.();
      }
    } catch (error) {
      logger.error({ guildId, act, ...occasion, err: error }, 'digest attempt failed');
    }
  }

  async function run(): Promise<void> {
    next = undefined;
    // What follows from digests is looked up when they are out, so that it never holds them up.
    for (const find of [dueNow, errandsNow]) {
      if (stopped) return;
      try {
        await inParallel(find(), concurrency, perform);
      } catch (error) {
        logger.error({ err: error }, 'look-up of digests failed');
      }
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
