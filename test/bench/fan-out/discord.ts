/**
 * A Discord with its real rate limits as a process of its own, with many servers in it and people who ask. It is told
 * and says what {@link Told} and {@link Says} are.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Built, buildMany, startSandbox } from '../../../src/sandbox/index.ts';

/** What the parent says. */
export type Told =
  /** Moves the clock, in milliseconds ahead of the machine's. */
  | { readonly ahead: number }
  /** Has people ask something now and then. */
  | { readonly ask: true }
  /** Ends that; answered with `times`. */
  | { readonly ask: false }
  /** Answered with a `count` of the digests of a local date. */
  | { readonly count: string };

/** What it says. */
export type Says =
  | {
      readonly open: { readonly apiUrl: string; readonly token: string; readonly applicationId: string };
      readonly built: readonly Built[];
    }
  /** How long each reply took to reach the one who asked, in milliseconds, and how many never came. */
  | { readonly times: readonly number[]; readonly unanswered: number }
  | { readonly count: Count };

/** How many channels have how many digests, over how many milliseconds these came, and the requests refused so far. */
export interface Count {
  readonly none: number;
  readonly one: number;
  readonly more: number;
  readonly span: number;
  readonly limited: number;
}

const EVERY = 100;
const QUESTIONS = [
  ['search', { query: 'hangzhou blockchain park' }],
  ['onthisdate', { date: '04-09' }],
  ['park', { name: '杭州' }],
  ['timeline', { from: '2018', province: 'Zhejiang' }],
] as const;

const say = (words: Says) => process.send?.(words);

const guilds = Number(process.argv[2]);
let ahead = 0;
const clock = { now: () => new Date(Date.now() + ahead), set: async () => {} };
const sandbox = await startSandbox({ port: 0, clock, remember: 0 });
const built = buildMany(sandbox.world, { guilds, channels: 1 });
const channels = built.flatMap(({ channelIds }) => channelIds);
const seat = sandbox.as(sandbox.people.member).in(sandbox.channels.general);

/** Asks until told to end, one question every {@link EVERY} milliseconds whether the last was answered or not. */
async function ask(signal: AbortSignal): Promise<(number | undefined)[]> {
  const replies: Promise<number | undefined>[] = [];
  while (!signal.aborted) {
    const [name, values] = QUESTIONS[replies.length % QUESTIONS.length] ?? QUESTIONS[0];
    const begun = performance.now();
    replies.push(
      seat
        .command(name, values)
        .then(({ message }) => (message === undefined ? undefined : performance.now() - begun)),
    );
    await sleep(EVERY);
  }
  return Promise.all(replies);
}

function count(date: string): Count {
  const key = `${date.replaceAll('-', '')}"`;
  const found = channels.map((channel) =>
    sandbox.messages(channel).filter((message) => JSON.stringify(message).includes(key)),
  );
  const times = found.flat().map(({ timestamp }) => Date.parse(timestamp));
  return {
    none: found.filter(({ length }) => length === 0).length,
    one: found.filter(({ length }) => length === 1).length,
    more: found.filter(({ length }) => length > 1).length,
    span: times.length === 0 ? 0 : Math.max(...times) - Math.min(...times),
    limited: sandbox.statuses.get(429) ?? 0,
  };
}

let asking: { end: AbortController; replies: Promise<(number | undefined)[]> } | undefined;

async function obey(told: Told): Promise<void> {
  if ('ahead' in told) ahead = told.ahead;
  else if ('count' in told) say({ count: count(told.count) });
  else if (told.ask) {
    const end = new AbortController();
    asking = { end, replies: ask(end.signal) };
  } else if (asking) {
    asking.end.abort();
    const replies = await asking.replies;
    const times = replies.filter((time) => time !== undefined);
    say({ times, unanswered: replies.length - times.length });
  }
}

process.once('disconnect', () => process.exit());
process.on('message', (told: Told) => {
  obey(told).catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exit(1);
  });
});
const { apiUrl, token, applicationId } = sandbox;
say({ open: { apiUrl, token, applicationId }, built });
