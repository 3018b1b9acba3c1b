/** One morning in many servers, in each of which something else goes wrong with the digest's message. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fault, FaultRule } from '../../src/sandbox/index.ts';
import { type DigestDesk, openDigestDesk } from './digest-desk.ts';
import { startTogether, type Together } from './together.ts';

const POST = { method: 'POST', route: '/channels/:/messages' } as const;
const LOOK = { method: 'GET', route: '/channels/:/messages' } as const;

/** What goes wrong for a while; the digest comes all the same. */
const PASSING: Record<string, FaultRule[]> = {
  'the connection drops before the message is made': [{ ...POST, fault: 'drop-before', times: 1 }],
  'the connection drops after it was made': [{ ...POST, fault: 'drop-after', times: 1 }],
  'a 503 before it is made': [{ ...POST, fault: 'error-before', times: 1 }],
  'a 503 after it was made': [{ ...POST, fault: 'error-after', times: 1 }],
  'a 500, again and again': [{ ...POST, fault: 'error-before', status: 500, times: 3 }],
  'no answer before it is made': [{ ...POST, fault: 'hang-before', times: 1 }],
  'no answer after it was made': [{ ...POST, fault: 'hang-after', times: 1 }],
  'a rate limit of the channel': [{ ...POST, fault: 'rate-limit-user', times: 1 }],
  'a rate limit that is shared': [{ ...POST, fault: 'rate-limit-shared', times: 1 }],
  'a rate limit of the whole bot': [{ ...POST, fault: 'rate-limit-global', times: 1 }],
  'a rate limit longer than one waits for': [{ ...POST, fault: 'rate-limit-user', retryAfter: 60, times: 1 }],
  'a 503 after it was made, and no way to look for it': [
    { ...POST, fault: 'error-after', times: 1 },
    { ...LOOK, fault: 'error-before', times: 2 },
  ],
  'a channel that seems gone for twenty minutes': [{ ...POST, fault: 'unknown-channel', times: 4 }],
};

/** What goes wrong until someone mends it, and why the subscription is then paused. */
const LASTING: Record<string, { rule: FaultRule; reason: string }> = {
  'missing access': { rule: { ...POST, fault: 'missing-access' }, reason: 'Discord’s answer 50001' },
  'missing permissions': {
    rule: { ...POST, fault: 'missing-permissions' },
    reason: 'Discord’s answer 50013',
  },
  'an unknown channel': { rule: { ...POST, fault: 'unknown-channel' }, reason: 'Discord’s answer 10003' },
};

const REASON = 'the channel is gone or closed to the bot';

let together: Together;
const desks = new Map<string, DigestDesk>();
const struck = new Map<string, Fault[]>();
const deskOf = (name: string) => {
  const desk = desks.get(name);
  if (!desk) throw new Error(`There is no desk for ${name}.`);
  return desk;
};
const at = (minute: number) => new Date(Date.parse('2026-04-09T01:00:00Z') + minute * 60_000).toISOString();

/** Lets the minutes come in which something that failed is attempted again. */
async function pass(minutes: readonly number[]): Promise<void> {
  for (const minute of minutes) await together.moveTo(at(minute));
}

beforeAll(async () => {
  together = await startTogether({ at: '2026-04-08T02:00:00Z' });
  const rules = [
    ...Object.entries(PASSING),
    ...Object.entries(LASTING).map(([name, { rule }]) => [name, [rule]] as const),
    ['nothing', []] as const,
    ['a refusal', [{ ...POST, fault: 'invalid-form', times: 1 }]] as const,
  ] as const;
  for (const [name, faults] of rules) {
    const desk = openDigestDesk(together);
    desks.set(name, desk);
    await desk.subscribe();
    const { channelId } = desk;
    struck.set(
      name,
      faults.map((rule) => together.sandbox.faults.add({ ...rule, channelId })),
    );
  }
  await pass([0, 1, 2, 4, 8, 14, 20, 30, 40, 50]);
});
afterAll(() => together.end());

describe('exactly one digest comes through', () => {
  it.each(['nothing', ...Object.keys(PASSING)])('%s', async (name) => {
    const desk = deskOf(name);
    for (const { hits, rule } of struck.get(name) ?? []) expect(hits).toBe(rule.times);
    expect(desk.posted()).toHaveLength(1);
    const log = await desk.digest('log');
    expect(log.match(/^- .*$/gmu)).toEqual([expect.stringMatching(/April 9, 2026\*\*: \[posted\]/)]);
    expect(log).toContain(String(desk.posted()[0]?.id));
    expect(await desk.digest('list')).toContain('Next post');
    expect(desk.told()).toEqual([]);
  });
});

it('a message that Discord refuses is given up for that day and said so', async () => {
  const desk = deskOf('a refusal');
  expect(desk.posted()).toEqual([]);
  expect(await desk.digest('log')).toContain(
    'not posted, Discord refused the message, Discord’s answer 50035',
  );
  expect(await desk.digest('list')).toContain('Next post');
});

describe('a channel that stays closed pauses its subscription, which is never lost', () => {
  it.each(Object.entries(LASTING))('%s', async (name, { reason }) => {
    const desk = deskOf(name);
    expect(desk.posted()).toEqual([]);
    const list = await desk.digest('list');
    expect(list).toMatch(new RegExp(`\\*\\*Paused\\*\\* <t:\\d+:R>: ${REASON}, ${reason}`));
    expect(list).toContain('`/digest resume`');
    expect(await desk.digest('log')).toContain(`not posted, ${REASON}, ${reason}`);
    expect(await desk.digest('preview')).toContain(REASON);
    expect(desk.told()).toEqual([expect.stringContaining(REASON)]);
    expect(desk.told().join()).toContain('`/digest resume`');
  });

  it('is told once whatever restarts, and once resumed brings the latest digest alone', async () => {
    await together.restart();
    await pass([60, 61]);
    for (const name of Object.keys(LASTING)) expect(deskOf(name).told()).toHaveLength(1);
    // The next day's time has come as well: it is the latest then.
    await pass([24 * 60 + 5]);
    together.sandbox.faults.clear();
    for (const name of Object.keys(LASTING)) expect(await deskOf(name).digest('resume')).toContain('Resumed');
    await pass([24 * 60 + 6, 24 * 60 + 7, 24 * 60 + 30]);
    for (const name of Object.keys(LASTING)) {
      const desk = deskOf(name);
      expect(desk.posted()).toHaveLength(1);
      expect(JSON.stringify(desk.posted())).toContain('20260410');
      expect(desk.told()).toHaveLength(1);
      expect(await desk.digest('list')).not.toContain('Paused');
    }
  });
});
