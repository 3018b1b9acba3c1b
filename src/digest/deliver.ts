/**
 * Exactly once: the intent on the disk, then the post, then what became of it on the disk. Whatever stops in between
 * leaves an intent, and nothing is posted for an intent before a look into the channel has shown that it is not there.
 */
import { type Delivery, findIntent, findSubscription, type Intent, type Occasion } from './book.ts';
import { type Digest, digestFor } from './content.ts';
import { deliveryKey } from './key.ts';
import { begunOf, intend } from './ledger.ts';
import type { Failure } from './outcome.ts';
import type { BookFile, LookResult, Ports } from './ports.ts';
import type { Subscription } from './subscription.ts';
import { over, record, sent, type Verdict, verdictOf, verdictOfLook } from './verdict.ts';

/** How far a look reaches back before a digest can have been posted, in milliseconds: zones and clocks need not agree. */
const LOOK_MARGIN = 24 * 60 * 60_000;

/** Where a delivery takes place. */
export interface Scene<Body> {
  readonly guildId: string;
  readonly file: BookFile;
  readonly ports: Ports<Body>;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

/** A port that rejects is one that failed for now. */
export const asFailure = (cause: unknown): Failure => ({ ok: false, cause });

/** A digest and the message it makes; no message where there is nothing to post. Rejects as the ports do. */
export async function compose<Body>(
  ports: Pick<Ports<Body>, 'records' | 'leapDay' | 'render'>,
  guildId: string,
  subscription: Subscription,
  date: string,
): Promise<{ digest: Digest; body: Body | undefined }> {
  const audience = { guildId, shared: subscription.publish === true };
  const records = await ports.records(audience);
  const digest = digestFor(subscription, date, records, await ports.leapDay(guildId));
  if (digest.quiet === 'skip') return { digest, body: undefined };
  const key = deliveryKey(subscription.id, date);
  return { digest, body: await ports.render(digest, subscription, key, audience) };
}

function look<Body>({ ports }: Scene<Body>, begun: Intent | Delivery): Promise<LookResult> {
  // What was given up and begun again may have been posted long before that was noted, but not before its date.
  const since = Math.min(Date.parse(begun.at), Date.parse(begun.date)) - LOOK_MARGIN;
  return ports.look(begun.channelId, deliveryKey(begun.subscription, begun.date), since).catch(asFailure);
}

async function conclude<Body>(
  { file, clock }: Scene<Body>,
  occasion: Occasion,
  channelId: string,
  verdict: Verdict,
): Promise<Verdict> {
  await file.update((book) => record(book, occasion, channelId, verdict, clock()));
  return verdict;
}

async function post<Body>(
  scene: Scene<Body>,
  subscription: Subscription,
  occasion: Occasion,
): Promise<Verdict> {
  const { file, ports, guildId, clock } = scene;
  const { channelId, publish, role } = subscription;
  let body: Body | undefined;
  try {
    ({ body } = await compose(ports, guildId, subscription, occasion.date));
  } catch (cause) {
    return { to: 'later', reason: { code: 'not-composed' }, cause };
  }
  if (body === undefined) return over('skipped', { code: 'quiet' });
  const destination = { channelId, shared: publish === true || undefined };
  await file.update((book) => intend(book, occasion, destination, clock()));
  const nonce = deliveryKey(occasion.subscription, occasion.date);
  const posted = await ports.post(channelId, body, nonce, role).catch(asFailure);
  return posted.ok ? sent(posted.messageId) : verdictOf(posted, findIntent(file.data, occasion), clock());
}

/**
 * Posts the digest of an occasion that is due, unless an earlier attempt did. Undefined where nobody wants it any
 * more. Rejects where the disk does not take it.
 */
export async function deliver<Body>(scene: Scene<Body>, occasion: Occasion): Promise<Verdict | undefined> {
  const { file, clock } = scene;
  const subscription = findSubscription(file.data, occasion.subscription);
  if (!subscription || subscription.paused) return undefined;
  const intent = findIntent(file.data, occasion);
  const begun = begunOf(file.data, occasion);
  if (begun) {
    const looked = await look(scene, begun);
    const verdict = verdictOfLook(looked, intent, begun.channelId === subscription.channelId, clock());
    if (verdict) return conclude(scene, occasion, begun.channelId, verdict);
  }
  const verdict = await post(scene, subscription, occasion);
  return conclude(scene, occasion, subscription.channelId, verdict);
}

/**
 * Finds out what became of an intent that nothing will post any more. Undefined where there is none. Rejects where the
 * disk does not take it.
 */
export async function close<Body>(scene: Scene<Body>, occasion: Occasion): Promise<Verdict | undefined> {
  const intent = findIntent(scene.file.data, occasion);
  if (!intent) return undefined;
  const looked = await look(scene, intent);
  const verdict =
    verdictOfLook(looked, intent, false, scene.clock()) ?? over('failed', intent.reason ?? { code: 'late' });
  return conclude(scene, occasion, intent.channelId, verdict);
}
