import { getTasks } from 'node-cron';
import { afterEach, expect, it, vi } from 'vitest';
import { everyMinute } from '../../src/digest/cron.ts';
import { Lines } from './stage.ts';

afterEach(() => {
  vi.useRealTimers();
});

it('ticks on each minute until it is stopped, and survives a tick that fails', async () => {
  vi.useFakeTimers({ now: Date.parse('2026-11-22T00:59:30.500Z') });
  const at: string[] = [];
  const lines = new Lines();
  const timer = everyMinute(async () => {
    at.push(new Date().toISOString().slice(11, 17));
    if (at.length === 1) throw new Error('no luck');
  }, lines);
  await vi.advanceTimersByTimeAsync(90_000);
  expect(at).toEqual(['01:00:', '01:01:']);
  expect(lines.lines).toMatchObject([{ level: 'error', what: 'tick failed' }]);
  await timer.stop();
  await vi.advanceTimersByTimeAsync(180_000);
  expect(at).toHaveLength(2);
  expect(getTasks().size).toBe(0);
});
