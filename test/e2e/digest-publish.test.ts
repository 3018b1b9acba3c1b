/** One morning in many announcement channels, in each of which something else goes wrong with publishing. */
import { ChannelType, MessageFlags } from 'discord-api-types/v10';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fault, FaultName, FaultRule } from '../../src/sandbox/index.ts';
import { type DigestDesk, openDigestDesk } from './digest-desk.ts';
import { startTogether, type Together } from './together.ts';

const PUBLISH = { method: 'POST', route: '/channels/:/messages/:/crosspost' } as const;
const POST = { method: 'POST', route: '/channels/:/messages' } as const;

const PASSING: FaultName[] = [
  'drop-before',
  'drop-after',
  'error-before',
  'error-after',
  'hang-before',
  'hang-after',
  'rate-limit-user',
  'rate-limit-shared',
  'rate-limit-global',
];

const rulesOf: Record<string, FaultRule[]> = {
  ...Object.fromEntries(PASSING.map((fault) => [fault, [{ ...PUBLISH, fault, times: 1 }]])),
  'error-after of the post': [{ ...POST, fault: 'error-after', times: 1 }],
  'drop-after of both': [
    { ...POST, fault: 'drop-after', times: 1 },
    { ...PUBLISH, fault: 'drop-after', times: 1 },
  ],
  'a refusal that lasts': [{ ...PUBLISH, fault: 'missing-permissions' }],
};

let together: Together;
const desks = new Map<string, DigestDesk>();
const struck = new Map<string, Fault[]>();

beforeAll(async () => {
  together = await startTogether({ at: '2026-04-08T02:00:00Z' });
  for (const [name, rules] of Object.entries(rulesOf)) {
    const desk = openDigestDesk(together, { type: ChannelType.GuildAnnouncement });
    desks.set(name, desk);
    await desk.subscribe({ publish: true });
    const { channelId } = desk;
    struck.set(
      name,
      rules.map((rule) => together.sandbox.faults.add({ ...rule, channelId })),
    );
  }
  for (const minute of ['00', '01', '02', '04', '08', '16', '32', '48'])
    await together.moveTo(`2026-04-09T01:${minute}:00Z`);
});
afterAll(() => together.end());

const seen = (name: string) => {
  const desk = desks.get(name);
  const [message, ...more] = desk?.posted() ?? [];
  if (!desk || !message) throw new Error('Nothing was posted.');
  expect(more).toEqual([]);
  return { desk, isPublished: Boolean((message.flags ?? 0) & MessageFlags.Crossposted) };
};

describe('a digest is posted and published once', () => {
  it.each(Object.keys(rulesOf).filter((name) => name !== 'a refusal that lasts'))('%s', async (name) => {
    const { desk, isPublished } = seen(name);
    for (const { hits, rule } of struck.get(name) ?? []) expect(hits).toBe(rule.times);
    expect(isPublished).toBe(true);
    expect(await desk.digest('log')).toMatch(/\[posted\]\(.*\), published \(/);
    const done = together.sandbox.requests.filter(
      ({ path, status }) => path.includes(desk.channelId) && path.endsWith('/crosspost') && status === 200,
    );
    expect(done.length).toBeLessThanOrEqual(1);
  });
});

it('stays posted where it cannot be published, and the log says why', async () => {
  const { desk, isPublished } = seen('a refusal that lasts');
  expect(isPublished).toBe(false);
  expect(await desk.digest('log')).toMatch(
    /\[posted\]\(.*\), not published: the channel is gone or closed to the bot, Discord’s answer 50013 \(/,
  );
  expect(await desk.digest('list')).toContain('Next post');
});
