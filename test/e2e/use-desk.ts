import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type Desk, openDesk, warmUp } from './desk.ts';
import { startTogether, type Together } from './together.ts';

/** A bot for all tests of a file, and a server of its own for each of them. */
export function useDesk(opening: Parameters<typeof startTogether>[0] = { at: '2026-05-05T02:00:00Z' }): {
  readonly together: Together;
  readonly desk: Desk;
} {
  let together: Together;
  let desk: Desk;
  beforeAll(async () => {
    together = await startTogether(opening);
    await warmUp(together);
  });
  beforeEach(() => {
    desk = openDesk(together);
  });
  afterAll(() => together.end());
  return {
    get together() {
      return together;
    },
    get desk() {
      return desk;
    },
  };
}
