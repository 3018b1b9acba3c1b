import { randomBytes } from 'node:crypto';

/** Who keeps a draft, and where: nobody else can find it. */
export interface Owner {
  readonly userId: string;
  readonly guildId: string | undefined;
}

interface Kept<T> {
  readonly owner: Owner;
  readonly content: T;
  readonly weight: number;
  /** In milliseconds since the epoch. */
  readonly until: number;
}

/** What people have typed or handed in and not saved yet, for some minutes and in memory alone. */
export class Drafts<T> {
  readonly #lifetime: number;
  readonly #capacity: number;
  /** Oldest first. */
  readonly #kept = new Map<string, Kept<T>>();
  #weight = 0;

  /** `minutes` is how long a draft is kept; `capacity` is what all may weigh together, the oldest going first. */
  constructor(minutes: number, capacity: number) {
    this.#lifetime = minutes * 60_000;
    this.#capacity = capacity;
  }

  /** Keeps a draft; gives the name to find it by, which nobody can guess. */
  keep({ userId, guildId }: Owner, content: T, now: Date, weight = 1): string {
    for (const [name, { until }] of this.#kept)
      if (until <= now.getTime() || this.#weight + weight > this.#capacity) this.#drop(name);
    const name = randomBytes(9).toString('base64url');
    const until = now.getTime() + this.#lifetime;
    this.#kept.set(name, { owner: { userId, guildId }, content, weight, until });
    this.#weight += weight;
    return name;
  }

  /** The draft of that name; undefined when it is another's, its time is over, or the bot was started since. */
  find({ userId, guildId }: Owner, name: string, now: Date): T | undefined {
    const kept = this.#kept.get(name);
    const isTheirs = kept?.owner.userId === userId && kept.owner.guildId === guildId;
    return isTheirs && kept.until > now.getTime() ? kept.content : undefined;
  }

  /** Forgets a draft that has been saved, where it is this person's. */
  done(owner: Owner, name: string, now: Date): void {
    if (this.find(owner, name, now) !== undefined) this.#drop(name);
  }

  /** Forgets all drafts of a guild. */
  forget(guildId: string): void {
    for (const [name, { owner }] of this.#kept) if (owner.guildId === guildId) this.#drop(name);
  }

  #drop(name: string): void {
    this.#weight -= this.#kept.get(name)?.weight ?? 0;
    this.#kept.delete(name);
  }
}
