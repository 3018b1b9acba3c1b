import { describe, expect, it } from 'vitest';
import { pause } from '../../src/digest/book.ts';
import { Books } from '../../src/digest/books.ts';
import type { Timer } from '../../src/digest/cron.ts';
import { intend, markDone, settle } from '../../src/digest/ledger.ts';
import type { PostResult } from '../../src/digest/ports.ts';
import { createRunner } from '../../src/digest/runner.ts';
import type { Subscription } from '../../src/digest/subscription.ts';
import { at, bookOf, DUE, FakePorts, Lines, MemoryFile, subscription } from './stage.ts';
import { everyDay } from './world.ts';

const MINUTE = 60_000;
const today = { subscription: 'abc', date: '2026-11-22' };

async function stage(guilds: Record<string, Subscription[]>, concurrency = 2) {
  const files = new Map(
    Object.entries(guilds).map(([guildId, all]) => [guildId, new MemoryFile(bookOf(...all))]),
  );
  const books = new Books(async (guildId) => files.get(guildId) ?? new MemoryFile(bookOf()));
  for (const guildId of files.keys()) await books.of(guildId);
  const ports = new FakePorts();
  ports.library = everyDay;
  const logger = new Lines();
  const options = { books, ports, clock: ports.clock, logger, concurrency };
  const fileOf = (guildId: string) => {
    const file = files.get(guildId);
    if (!file) throw new Error(`no guild ${guildId}`);
    return file;
  };
  return { ports, logger, options, books, fileOf, runner: createRunner(options) };
}

/** Holds posts back until they are let go. */
function gate(ports: FakePorts) {
  const held: (() => void)[] = [];
  let arrived = () => {};
  const post = ports.post.bind(ports);
  ports.post = async (...args): Promise<PostResult> => {
    await new Promise<void>((resolve) => {
      held.push(resolve);
      arrived();
    });
    return post(...args);
  };
  return {
    held,
    /** Resolves when so many are held. */
    holds: (count: number) =>
      new Promise<void>((resolve) => {
        arrived = () => held.length >= count && resolve();
        arrived();
      }),
    release: () => {
      for (const resolve of held.splice(0)) resolve();
    },
  };
}

const many = (count: number) =>
  Array.from({ length: count }, (_, n) => subscription({ id: `s${n}`, channelId: String(500 + n) }));

describe('a tick', () => {
  it('posts on the minute, not before, and not again', async () => {
    const { ports, runner } = await stage({ 1000: [subscription()] });
    ports.now = DUE - 1;
    await runner.tick();
    expect(ports.posts).toEqual([]);
    ports.now = DUE;
    await runner.tick();
    expect(ports.posts).toHaveLength(1);
    for (let minute = 1; minute < 60; minute += 1) {
      ports.now = DUE + minute * MINUTE;
      await runner.tick();
    }
    expect(ports.posts).toHaveLength(1);
  });

  it('catches up when the clock jumps, with the latest date alone', async () => {
    const { ports, runner } = await stage({ 1000: [subscription()] });
    ports.now = DUE + 3 * 24 * 60 * MINUTE;
    await runner.tick();
    expect(ports.posts.map(({ nonce }) => nonce)).toEqual(['abc20261125']);
  });

  it('goes on the next day when the clock had run ahead for a year', async () => {
    const { ports, runner } = await stage({ 1000: [subscription()] });
    ports.now = at('2027-11-22T01:00Z');
    await runner.tick();
    ports.now = DUE;
    await runner.tick();
    ports.now = DUE + 24 * 60 * MINUTE;
    await runner.tick();
    expect(ports.posts.map(({ nonce }) => nonce)).toEqual(['abc20271122', 'abc20261123']);
    ports.now = at('2027-11-22T01:00Z');
    await runner.tick();
    expect(ports.posts).toHaveLength(2);
  });

  it('never posts a date that the log knows as sent or unknown', async () => {
    for (const state of ['sent', 'unknown'] as const) {
      const { ports, runner, fileOf } = await stage({ 1000: [subscription()] });
      await fileOf('1000').update((book) => settle(book, today, '500', { state }, DUE));
      await runner.tick();
      expect(ports.posts).toEqual([]);
    }
  });

  it('called while another runs is done after it, and calls that wait share one', async () => {
    const { ports, runner } = await stage({ 1000: [subscription()] });
    const { holds, release } = gate(ports);
    const order: string[] = [];
    const first = runner.tick().then(() => order.push('first'));
    await holds(1);
    const second = runner.tick();
    const third = runner.tick();
    expect(third).toBe(second);
    const waiting = second.then(() => order.push('second'));
    release();
    await Promise.all([first, waiting]);
    expect(order).toEqual(['first', 'second']);
    expect(ports.posts).toHaveLength(1);
  });

  it('sends in order, so many at a time', async () => {
    const { ports, runner } = await stage({ 1000: many(5) }, 2);
    const { held, holds, release } = gate(ports);
    const ticked = runner.tick();
    for (const count of [2, 2, 1]) {
      await holds(count);
      expect(held).toHaveLength(count);
      release();
    }
    await ticked;
    expect(ports.posts.map(({ channelId }) => channelId)).toEqual(['500', '501', '502', '503', '504']);
  });

  it('does not let what waits after a failure hold up anything else', async () => {
    const { ports, runner } = await stage({ 1000: many(2) }, 1);
    ports.answers = [{ ok: false, status: 503, cause: 'outage' }];
    await runner.tick();
    expect(ports.posts.map(({ channelId }) => channelId)).toEqual(['500', '501']);
    await runner.tick();
    expect(ports.posts).toHaveLength(2);
    ports.now += MINUTE;
    await runner.tick();
    expect(ports.posts.map(({ channelId }) => channelId)).toEqual(['500', '501', '500']);
  });
});

describe('what follows from a digest', () => {
  it('is done in the same tick, when all digests are out, and not again', async () => {
    const { ports, runner } = await stage({
      1000: [subscription({ publish: true })],
      1001: [subscription({ id: 'def', channelId: '501' })],
    });
    const post = ports.post.bind(ports);
    ports.post = async (...args) => {
      expect(ports.published).toEqual([]);
      return post(...args);
    };
    await runner.tick();
    await runner.tick();
    expect(ports.posts).toHaveLength(2);
    expect(ports.published).toEqual([{ channelId: '500', messageId: '9001' }]);
  });

  it('is done at the start, where the process died before', async () => {
    const { ports, runner, fileOf } = await stage({ 1000: [subscription({ publish: true })] });
    await fileOf('1000').update((book) => {
      const begun = intend(book, today, { channelId: '500', shared: true }, DUE);
      const sent = settle(begun, today, '500', { state: 'sent', messageId: '8001' }, DUE);
      return pause(markDone(sent, today), 'abc', { code: 'destination-dead' }, DUE);
    });
    await runner.start();
    expect(ports.posts).toEqual([]);
    expect(ports.published).toEqual([{ channelId: '500', messageId: '8001' }]);
    expect(ports.told).toHaveLength(1);
  });

  it('waits after a failure, longer each time', async () => {
    const { ports, runner } = await stage({ 1000: [subscription({ publish: true })] });
    ports.publish = async (channelId, messageId) => {
      ports.published.push({ channelId, messageId });
      return { ok: false, status: 503, cause: 'outage' };
    };
    const tries: number[] = [];
    for (let minute = 0; minute <= 60; minute += 1) {
      ports.now = DUE + minute * MINUTE;
      const before = ports.published.length;
      await runner.tick();
      if (ports.published.length > before) tries.push(minute);
    }
    expect(tries.slice(0, 3)).toEqual([0, 1, 3]);
    expect(tries.length).toBeLessThan(12);
    expect(tries.length).toBeGreaterThan(6);
  });
});

describe('what goes wrong for one', () => {
  it('neither stops the others nor passes silently', async () => {
    const { ports, logger, runner, fileOf } = await stage({
      1000: [subscription()],
      1001: [subscription({ id: 'def', channelId: '501' })],
      1002: [subscription({ id: 'ghi', channelId: '502' })],
    });
    fileOf('1000').broken = true;
    const { library } = ports;
    ports.records = ({ guildId }) => {
      if (guildId === '1001') throw new Error('file unreadable');
      return library;
    };
    await runner.tick();
    expect(ports.posts.map(({ channelId }) => channelId)).toEqual(['502']);
    expect(logger.lines).toContainEqual(
      expect.objectContaining({ level: 'error', values: expect.objectContaining({ guildId: '1000' }) }),
    );
    expect(logger.lines).toContainEqual(
      expect.objectContaining({ level: 'warn', values: expect.objectContaining({ guildId: '1001' }) }),
    );
  });
});

describe('the start', () => {
  it('resolves intents that were left open: in the channel, absent, or too late', async () => {
    const { ports, runner, fileOf } = await stage({
      1000: [subscription()],
      1001: [subscription({ id: 'def', channelId: '501' })],
      1002: [subscription({ id: 'ghi', channelId: '502', done: '2026-11-20' })],
    });
    const left = (guildId: string, id: string, channelId: string, date: string) =>
      fileOf(guildId).update((book) => intend(book, { subscription: id, date }, { channelId }, DUE - MINUTE));
    await left('1000', 'abc', '500', '2026-11-22');
    await left('1001', 'def', '501', '2026-11-22');
    await left('1002', 'ghi', '502', '2026-11-21');
    ports.look = async (channelId) => (channelId === '500' ? { found: '8001' } : 'absent');
    await runner.start();
    expect(fileOf('1000').data.deliveries).toMatchObject([{ state: 'sent', messageId: '8001' }]);
    expect(fileOf('1001').data.deliveries).toMatchObject([{ state: 'sent', messageId: '9001' }]);
    expect(fileOf('1002').data.deliveries).toMatchObject([
      { date: '2026-11-21', state: 'failed', reason: { code: 'late' } },
      { date: '2026-11-22', state: 'sent', messageId: '9002' },
    ]);
    for (const guildId of ['1000', '1001', '1002']) expect(fileOf(guildId).data.intents).toEqual([]);
  });

  it('posts what is due, together with a first tick of the timer, once', async () => {
    const { ports, options } = await stage({ 1000: [subscription()] });
    const ticks: Promise<void>[] = [];
    const timer = (tick: () => Promise<void>): Timer => {
      ticks.push(tick());
      return { stop: async () => {} };
    };
    await createRunner({ ...options, timer }).start();
    await Promise.all(ticks);
    expect(ports.posts).toHaveLength(1);
  });
});

describe('the stop', () => {
  it('waits for what is in flight and begins nothing more', async () => {
    const { ports, fileOf, options } = await stage({ 1000: many(3) }, 1);
    let timerStopped = false;
    const timer = (): Timer => ({
      stop: async () => {
        timerStopped = true;
      },
    });
    const runner = createRunner({ ...options, timer });
    const { holds, release } = gate(ports);
    const started = runner.start();
    await holds(1);
    const stopped = runner.stop();
    release();
    await stopped;
    await started;
    await runner.tick();
    expect(timerStopped).toBe(true);
    expect(ports.posts).toHaveLength(1);
    expect(fileOf('1000').data).toMatchObject({ intents: [], deliveries: [{ state: 'sent' }] });
  });
});

describe('when Discord does not take the token', () => {
  it('nothing more is sent, and the owner is told once', async () => {
    const { ports, fileOf, options } = await stage({ 1000: many(4) }, 2);
    let told = 0;
    const runner = createRunner({ ...options, onStopAll: () => (told += 1) });
    ports.post = async (channelId, body, nonce) => {
      ports.posts.push({ channelId, body, nonce });
      return { ok: false, status: 401, code: 0, cause: 'unauthorized' };
    };
    await runner.tick();
    await runner.tick();
    expect(told).toBe(1);
    expect(ports.posts.length).toBeLessThanOrEqual(2);
    const { intents, deliveries } = fileOf('1000').data;
    expect(deliveries).toEqual([]);
    expect(intents).toHaveLength(ports.posts.length);
  });
});
