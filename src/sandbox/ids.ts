/** First millisecond of Discord's snowflakes: https://discord.com/developers/docs/reference#snowflakes */
const EPOCH = 1_420_070_400_000;

/** Ids that stay the same between starts, so that whatever the bot remembers of them still holds. */
export const FIXED = {
  application: '1100000000000000001',
  guild: '1100000000000000100',
  elsewhere: '1100000000000000101',
  owner: '1100000000000000200',
  admin: '1100000000000000201',
  member: '1100000000000000202',
  botRole: '1100000000000000300',
  editors: '1100000000000000301',
  readers: '1100000000000000302',
  general: '1100000000000000401',
  almanac: '1100000000000000402',
  announcements: '1100000000000000403',
  privateDesk: '1100000000000000404',
  thread: '1100000000000000405',
  readingRoom: '1100000000000000406',
  adminDirect: '1100000000000000501',
  memberDirect: '1100000000000000502',
} as const;

/** The bot's token. It opens nothing but a sandbox on the loopback. */
export const TOKEN = `${Buffer.from(FIXED.application).toString('base64url')}.sandbox.loopback-only`;

/** Gives ids that carry the time of the clock handed in and always rise, also when that clock is set back. */
export class Snowflakes {
  readonly #now: () => Date;
  #last = 0n;

  constructor(now: () => Date) {
    this.#now = now;
  }

  next(): string {
    const fresh = BigInt(Math.max(0, this.#now().getTime() - EPOCH)) << 22n;
    this.#last = fresh > this.#last ? fresh : this.#last + 1n;
    return this.#last.toString();
  }
}

/** Compares ids by age, oldest first. Of two numbers without leading zeros the longer one is the larger. */
export function byId(a: { id: string }, b: { id: string }): number {
  return a.id.length - b.id.length || (a.id < b.id ? -1 : Number(a.id > b.id));
}
