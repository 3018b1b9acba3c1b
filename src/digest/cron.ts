/** The clock that drives the digests. */
import { type ScheduledTask, schedule } from 'node-cron';
import type { Logger } from './ports.ts';

/** Something that goes on until it is stopped. */
export interface Timer {
  stop(): Promise<void>;
}

const MINUTE = 60_000;

/** How often the clock is compared with the time that really went by, in milliseconds. */
const WATCH = 20_000;

/** From how much on the clock was set rather than late, in milliseconds. */
const STEP = 5_000;

/** Calls `tick` once a minute, also where the minute comes late, and at once when the system's clock was set. */
export function everyMinute(tick: () => Promise<void>, logger: Logger): Timer {
  const run = async () => {
    try {
      await tick();
    } catch (error) {
      logger.error({ err: error }, 'tick failed');
    }
  };
  const start = () =>
    schedule('* * * * *', run, {
      name: 'digests',
      missedExecutionTolerance: MINUTE,
      suppressMissedWarning: true,
    });

  let task: ScheduledTask = start();
  // A task waits for an instant of the clock: after that was set back it would be silent for as long, and after it was
  // set forward it would walk through every minute that never was.
  const offset = () => Date.now() - performance.now();
  let before = offset();
  const restart = async () => {
    logger.warn({ seconds: Math.round((offset() - before) / 1000) }, 'the clock was set');
    before = offset();
    const old = task;
    task = start();
    await old.destroy();
    await run();
  };
  const watch = setInterval(() => {
    if (Math.abs(offset() - before) >= STEP) void restart();
    else before = offset();
  }, WATCH);

  return {
    async stop() {
      clearInterval(watch);
      await task.destroy();
    },
  };
}
