/** A world for the digests to live in: Discord's channels and a disk that outlive the process, and a process that dies. */
import type { Records } from '../../src/data/library.ts';
import type { AlmanacRecord } from '../../src/data/schema.ts';
import { type Book, bookFormat } from '../../src/digest/book.ts';
import { Books } from '../../src/digest/books.ts';
import type { BookFile, Logger, LookResult, Ports, PostResult } from '../../src/digest/ports.ts';
import { createRunner, type Runner } from '../../src/digest/runner.ts';
import type { Random } from './random.ts';

/** How long Discord remembers a nonce, in milliseconds. */
const NONCE_MEMORY = 5 * 60_000;

/** A message in a channel. A reader sees no nonce. */
interface Message {
  readonly id: string;
  readonly key: string;
  readonly at: number;
}

/** How often what goes wrong, as probabilities of a step. */
export interface Troubles {
  readonly crash: number;
  readonly fault: number;
}

/** What is wrong with all of Discord at a time. */
export type Outage = 'none' | 'server-error' | 'no-access';

const silent: Logger = { info() {}, warn() {}, error() {} };

/** Something happened on every day of the year, and in every month. */
export const everyDay: Records = (() => {
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
  const byId = new Map(events.map((event) => [event.id, event]));
  return { get: (id) => byId.get(id), all: () => events };
})();

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
  readonly #disk = new Map<string, Book>();
  #lastId = 100_000;

  /** Discord's time, in milliseconds since the epoch. */
  now: number;
  /** How far the bot's clock is ahead of Discord's, in milliseconds. */
  offset = 0;
  outage: Outage = 'none';
  readonly counts = { crashes: 0, posts: 0, looks: 0, faults: 0, repeatedNonces: 0 };
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

  guilds(): Iterable<string> {
    return this.#disk.keys();
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
            return next;
          }),
      };
    };
    const ports: Ports<string> = {
      records: () => everyDay,
      leapDay: () => '02-28',
      render: (_digest, _subscription, key) => key,
      post: (channelId, key, nonce) => step(() => this.#post(channelId, key, nonce)),
      look: (channelId, key, since) => step(() => this.#look(channelId, key, since)),
    };
    const books = new Books(open);
    for (const guildId of this.guilds()) await books.of(guildId);
    const runner = createRunner({ books, ports, clock: this.clock, logger: silent, concurrency });
    return { runner, death, kill, isAlive: () => alive };
  }

  #fails(channelId: string): (PostResult & { ok: false }) | undefined {
    if (this.outage === 'none') return undefined;
    this.faulty.add(channelId);
    return this.outage === 'server-error'
      ? { ok: false, status: 503, cause: 'outage' }
      : { ok: false, status: 403, code: 50001, cause: 'outage' };
  }

  #fault(channelId: string): boolean {
    if (!this.#random.chance(this.#troubles.fault)) return false;
    this.counts.faults += 1;
    this.faulty.add(channelId);
    return true;
  }

  #post(channelId: string, key: string, nonce: string): PostResult {
    this.counts.posts += 1;
    const failure = this.#fails(channelId);
    if (failure) return failure;
    if (this.#fault(channelId)) return { ok: false, cause: 'connection lost before' };
    const message = this.#create(channelId, key, nonce);
    if (this.#fault(channelId)) return { ok: false, cause: 'connection lost after' };
    return { ok: true, messageId: message.id };
  }

  #create(channelId: string, key: string, nonce: string): Message {
    const known = this.#nonces.get(nonce);
    if (known && this.now - known.at < NONCE_MEMORY) {
      this.counts.repeatedNonces += 1;
      return known;
    }
    this.#lastId += 1;
    const message = { id: String(this.#lastId), key, at: this.now };
    this.#nonces.set(nonce, message);
    this.#channels.set(channelId, [...this.messagesIn(channelId), message]);
    return message;
  }

  #look(channelId: string, key: string, since: number): LookResult {
    this.counts.looks += 1;
    const failure = this.#fails(channelId);
    if (failure) return failure;
    if (this.#fault(channelId)) return { ok: false, cause: 'connection lost' };
    const found = this.messagesIn(channelId).find((message) => message.key === key && message.at >= since);
    return found ? { found: found.id } : 'absent';
  }
}
