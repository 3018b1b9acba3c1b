/** The clock that drives the digests. */
import { schedule } from 'node-cron';
import type { Logger } from './ports.ts';

/** Something that goes on until it is stopped. */
export interface Timer {
  stop(): Promise<void>;
}

/** Calls `tick` once a minute; a minute that finds it still at work, or that is missed, is made up by the next. */
export function everyMinute(tick: () => Promise<void>, logger: Logger): Timer {
  const task = schedule(
    '* * * * *',
    async () => {
      try {
        await tick();
      } catch (error) {
        logger.error({ err: error }, 'tick failed');
      }
    },
    { name: 'digests', noOverlap: true },
  );
  return {
    async stop() {
      await task.destroy();
    },
  };
}
