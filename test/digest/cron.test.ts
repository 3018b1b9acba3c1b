import { getTasks } from 'node-cron';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { everyMinute } from '../../src/digest/cron.ts';
import { at, Lines } from './stage.ts';

afterEach(() => {
  vi.useRealTimers();
});

it('ticks on each minute until it is stopped, and survives a tick that fails', async () => {
  vi.useFakeTimers({ now: Date.parse('2026-11-22T00:59:30.500Z') });
  const ticks: string[] = [];
  const lines = new Lines();
  const timer = everyMinute(async () => {
    ticks.push(new Date().toISOString().slice(11, 17));
    if (ticks.length === 1) throw new Error('no luck');
  }, lines);
  await vi.advanceTimersByTimeAsync(90_000);
  expect(ticks).toEqual(['01:00:', '01:01:']);
  expect(lines.lines).toMatchObject([{ level: 'error', what: 'tick failed' }]);
  await timer.stop();
  await vi.advanceTimersByTimeAsync(180_000);
  expect(ticks).toHaveLength(2);
  expect(getTasks().size).toBe(0);
});

describe('when the clock', () => {
  /** Ticks with the time that the clock shows then, from half past 01:00. */
  const watch = () => {
    vi.useFakeTimers({ now: at('2026-11-22T01:00:30Z') });
    const ticks: string[] = [];
    const lines = new Lines();
    const timer = everyMinute(async () => {
      ticks.push(new Date().toISOString().slice(0, 16));
    }, lines);
    return { ticks, timer, lines };
  };

  it.each([
    ['back three hours', '2026-11-21T22:00:30Z', ['2026-11-21T22:00', '2026-11-21T22:01']],
    ['ahead three hours', '2026-11-22T04:00:30Z', ['2026-11-22T04:00', '2026-11-22T04:01']],
    ['ahead a year', '2027-11-22T01:00:30Z', ['2027-11-22T01:00', '2027-11-22T01:01']],
  ])('is set %s, it is caught up within a minute and goes on', async (_, to, expected) => {
    const { ticks, timer, lines } = watch();
    vi.setSystemTime(at(to));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ticks).toEqual(expected);
    expect(lines.lines).toMatchObject([{ level: 'warn', what: 'the clock was set' }]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ticks).toHaveLength(expected.length + 1);
    await timer.stop();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('drifts, nothing is made of it', async () => {
    const { ticks, timer, lines } = watch();
    vi.setSystemTime(at('2026-11-22T01:00:33Z'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ticks).toEqual(['2026-11-22T01:01']);
    expect(lines.lines).toEqual([]);
    await timer.stop();
  });
});
