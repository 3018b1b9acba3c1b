/** A world for the digests to live in: Discord's channels and a disk that outlive the process, and a process that dies. */
import type { Records } from '../../src/data/library.ts';
import type { AlmanacRecord } from '../../src/data/schema.ts';
import { type Book, bookFormat } from '../../src/digest/book.ts';
import { Books } from '../../src/digest/books.ts';
import { deliveryKey } from '../../src/digest/key.ts';
import type { Failure } from '../../src/digest/outcome.ts';
import type { BookFile, Logger, LookResult, Ports, PostResult, Result } from '../../src/digest/ports.ts';
import { createRunner, type Runner } from '../../src/digest/runner.ts';
import type { Random } from './random.ts';

/** How long Discord remembers a nonce, in milliseconds. */
const NONCE_MEMORY = 5 * 60_000;

const DAY = 86_400_000;

/** A message in a channel. A reader sees no nonce. */
export interface Message {
  readonly id: string;
  readonly key: string;
  readonly at: number;
  readonly role: string | undefined;
  published: boolean;
  /** The attempts to publish it that failed. */
  readonly failures: { readonly at: number; readonly dead: boolean }[];
}

/** How often what goes wrong, as probabilities of a step. */
export interface Troubles {
  readonly crash: number;
  readonly fault: number;
}

/** What is wrong with all of Discord at a time. */
export type Outage = 'none' | 'server-error' | 'no-access';

const silent: Logger = { info() {}, warn() {}, error() {} };

function recordsOf(events: readonly AlmanacRecord[]): Records {
  const byId = new Map(events.map((event) => [event.id, event]));
  return { get: (id) => byId.get(id), all: () => events };
}

const events = Array.from({ length: 366 }, (_, index): AlmanacRecord => {
  const date = new Date(Date.UTC(2016, 0, 1 + index)).toISOString().slice(0, 10);
  return {
    id: `event-${date}`,
    kind: 'event',
    name: date,
    date,
    summary: 'It was.',
    sources: [{ id: 's' }],
  };
});

/** Something happened on every day of the year, and in every month. */
export const everyDay: Records = recordsOf(events);

const around = new Map<string, Records>();

/** Of those, what any digest that may go out now is about: most of a year's work would go into leafing through the rest. */
function eventsAround(now: number): Records {
  const days = Array.from({ length: 19 }, (_, n) => new Date(now + (n - 9) * DAY).toISOString().slice(5, 10));
  const [first = ''] = days;
  const known = around.get(first);
  if (known) return known;
  const records = recordsOf(events.filter(({ date }) => date && days.includes(date.slice(5))));
  around.set(first, records);
  return records;
}

/** What a process runs as long as it lives. */
export interface Life {
  readonly runner: Runner;
  /** Resolves when the process dies. */
  readonly death: Promise<void>;
  isAlive(): boolean;
  kill(): void;
}

export class World {
  readonly #random: Random;
  readonly #troubles: Troubles;
  readonly #channels = new Map<string, Message[]>();
  readonly #nonces = new Map<string, Message>();
  readonly #notices = new Map<string, number>();
  readonly #disk = new Map<string, Book>();
  #lastId = 100_000;

  /** Discord's time, in milliseconds since the epoch. */
  now: number;
  /** How far the bot's clock is ahead of Discord's, in milliseconds. */
  offset = 0;
  outage: Outage = 'none';
  readonly counts = {
    crashes: 0,
    posts: 0,
    looks: 0,
    faults: 0,
    repeatedNonces: 0,
    published: 0,
    repeatedPublishes: 0,
    told: 0,
    toldAgain: 0,
  };
  /** Keys of digests that were given up as unknown: whether they are in the channel, nobody could see. */
  readonly unknown = new Set<string>();
  /** Channels in which something failed since last asked. */
  readonly faulty = new Set<string>();

  constructor(now: number, random: Random, troubles: Troubles) {
    this.now = now;
    this.#random = random;
    this.#troubles = troubles;
  }

  /** What the bot's clock shows. */
  readonly clock = (): number => Math.floor(this.now + this.offset);

  bookOf(guildId: string): Book {
    return this.#disk.get(guildId) ?? bookFormat.empty();
  }

  change(guildId: string, change: (book: Book) => Book): void {
    this.#disk.set(guildId, change(this.bookOf(guildId)));
  }

  get books(): ReadonlyMap<string, Book> {
    return this.#disk;
  }

  messagesIn(channelId: string): readonly Message[] {
    return this.#channels.get(channelId) ?? [];
  }

  /** Starts the process. */
  async live(concurrency: number): Promise<Life> {
    let alive = true;
    let die = () => {};
    const death = new Promise<void>((resolve) => {
      die = resolve;
    });
    const kill = () => {
      if (alive) this.counts.crashes += 1;
      alive = false;
      die();
    };
    // A dead process never hears of anything again.
    const gone = () => new Promise<never>(() => {});
    const crashes = () => {
      if (alive && this.#random.chance(this.#troubles.crash)) kill();
      return !alive;
    };
    const step = async <T>(effect: () => T): Promise<T> => {
      await Promise.resolve();
      this.now += this.#random.between(0, 200);
      if (crashes()) return gone();
      const result = effect();
      if (crashes()) return gone();
      return result;
    };
    const open = async (guildId: string): Promise<BookFile> => {
      const bookOf = () => this.bookOf(guildId);
      return {
        get data() {
          return bookOf();
        },
        update: (change) =>
          step(() => {
            const next = change(bookOf());
            this.#disk.set(guildId, next);
            const last = next.deliveries.at(-1);
            if (last?.state === 'unknown') this.unknown.add(deliveryKey(last.subscription, last.date));
            return next;
          }),
      };
    };
    const ports: Ports<string> = {
      records: () => eventsAround(this.clock()),
      leapDay: () => '02-28',
      render: (_digest, _subscription, key) => key,
      post: (channelId, key, nonce, role) => step(() => this.#post(channelId, key, nonce, role)),
      look: (channelId, key, since) => step(() => this.#look(channelId, key, since)),
      publish: (channelId, messageId) => step(() => this.#publish(channelId, messageId)),
      tell: (_guildId, { channelId }, _reason, nonce) => step(() => this.#tell(channelId, nonce)),
    };
    const books = new Books(open);
    for (const guildId of this.#disk.keys()) await books.of(guildId);
    const runner = createRunner({ books, ports, clock: this.clock, logger: silent, concurrency });
    return { runner, death, kill, isAlive: () => alive };
  }

  #fails(channelId: string): Failure | undefined {
    if (this.outage === 'none') return undefined;
    this.faulty.add(channelId);
    return this.outage === 'server-error'
      ? { ok: false, status: 503, cause: 'outage' }
      : { ok: false, status: 403, code: 50001, cause: 'outage' };
  }

  #fault(channelId: string, when: string): Failure | undefined {
    if (!this.#random.chance(this.#troubles.fault)) return undefined;
    this.counts.faults += 1;
    this.faulty.add(channelId);
    return { ok: false, cause: `connection lost ${when}` };
  }

  /** A request that may fail before it has its effect, and after. */
  #request<T>(channelId: string, effect: () => T): T | Failure {
    const failure = this.#fails(channelId) ?? this.#fault(channelId, 'before');
    if (failure) return failure;
    const result = effect();
    return this.#fault(channelId, 'after') ?? result;
  }

  #post(channelId: string, key: string, nonce: string, role: string | undefined): PostResult {
    this.counts.posts += 1;
    return this.#request(channelId, () => {
      const message = this.#create(channelId, key, nonce, role);
      return { ok: true, messageId: message.id };
    });
  }

  #create(channelId: string, key: string, nonce: string, role: string | undefined): Message {
    const known = this.#nonces.get(nonce);
    if (known && this.now - known.at < NONCE_MEMORY) {
      this.counts.repeatedNonces += 1;
      return known;
    }
    this.#lastId += 1;
    const message = { id: String(this.#lastId), key, at: this.now, role, published: false, failures: [] };
    this.#nonces.set(nonce, message);
    const messages = this.#channels.get(channelId);
    if (messages) messages.push(message);
    else this.#channels.set(channelId, [message]);
    return message;
  }

  #look(channelId: string, key: string, since: number): LookResult {
    this.counts.looks += 1;
    return this.#request(channelId, () => {
      const found = this.messagesIn(channelId).find((message) => message.key === key && message.at >= since);
      return found ? { found: found.id } : 'absent';
    });
  }

  #publish(channelId: string, messageId: string): Result {
    const message = this.messagesIn(channelId).find(({ id }) => id === messageId);
    if (!message) return { ok: false, status: 404, code: 10008, cause: 'no such message' };
    const result = this.#request<Result>(channelId, () => {
      if (message.published) this.counts.repeatedPublishes += 1;
      else this.counts.published += 1;
      message.published = true;
      return { ok: true };
    });
    if (!result.ok) message.failures.push({ at: this.now, dead: result.code === 50001 });
    return result;
  }

  #tell(channelId: string, nonce: string): Result {
    return this.#request<Result>(channelId, () => {
      const before = this.#notices.get(nonce);
      if (before !== undefined && this.now - before < NONCE_MEMORY) return { ok: true };
      this.#notices.set(nonce, this.now);
      if (before === undefined) this.counts.told += 1;
      else this.counts.toldAgain += 1;
      return { ok: true };
    });
  }
}
