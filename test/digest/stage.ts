/** What tests of single deliveries share: a book in memory that takes only what its format takes, and a scripted Discord. */
import type { Records } from '../../src/data/library.ts';
import type { AlmanacRecord } from '../../src/data/schema.ts';
import { type Book, bookFormat } from '../../src/digest/book.ts';
import type {
  Audience,
  BookFile,
  Logger,
  LookResult,
  Ports,
  PostResult,
  Result,
} from '../../src/digest/ports.ts';
import type { Reason } from '../../src/digest/reason.ts';
import type { Schedule, Subscription } from '../../src/digest/subscription.ts';

export const at = (text: string): number => Date.parse(text);

export function recordsOf(...records: AlmanacRecord[]): Records {
  return { get: (id) => records.find((record) => record.id === id), all: () => records };
}

export function record(fields: Partial<AlmanacRecord> & { id: string }): AlmanacRecord {
  return { kind: 'event', name: fields.id, summary: 'It was.', sources: [{ id: 'source' }], ...fields };
}

/** A daily subscription in Shanghai at 09:00 whose 21 November is done, unless told otherwise. */
export function subscription(
  fields: Partial<Omit<Subscription, 'cadence' | 'day'>> & Partial<Schedule> = {},
): Subscription {
  return {
    id: 'abc',
    channelId: '500',
    cadence: 'daily',
    time: '09:00',
    zone: 'Asia/Shanghai',
    quiet: 'skip',
    createdBy: '1',
    createdAt: '2026-11-01T00:00:00.000Z',
    done: '2026-11-21',
    ...fields,
  } as Subscription;
}

export const bookOf = (...subscriptions: Subscription[]): Book => ({ ...bookFormat.empty(), subscriptions });

export class MemoryFile implements BookFile {
  data: Book;
  /** Set to have the disk refuse what comes. */
  broken = false;

  constructor(book: Book) {
    this.data = bookFormat.schema.parse(book);
  }

  async update(change: (book: Book) => Book): Promise<Book> {
    await Promise.resolve();
    if (this.broken) throw new Error('disk full');
    this.data = bookFormat.schema.parse(change(this.data));
    return this.data;
  }
}

/** The moment at which 22 November's digest of {@link subscription} is due. */
export const DUE = at('2026-11-22T01:00:00Z');

/** A Discord that answers as told, and posts what it is given otherwise. The message is the digest's key. */
export class FakePorts implements Ports<string> {
  now = DUE;
  library: Records = recordsOf(record({ id: 'then', date: '2018-11-22' }));
  readonly posts: { channelId: string; body: string; nonce: string; role?: string }[] = [];
  readonly looks: { channelId: string; key: string; since: number }[] = [];
  readonly published: { channelId: string; messageId: string }[] = [];
  readonly told: { userId: string; guildId: string; reason: Reason; nonce: string }[] = [];
  /** What comes of publishing and telling in turn; then all go well. */
  results: Result[] = [];
  /** What comes of posts in turn; then all go well. */
  answers: PostResult[] = [];
  /** What looks show in turn; then nothing is there. */
  sights: LookResult[] = [];

  readonly clock = () => this.now;
  records = (_audience: Audience): Records => this.library;
  leapDay: Ports<string>['leapDay'] = () => '02-28';
  render = (_digest: unknown, _subscription: unknown, key: string): string | undefined => key;

  async post(channelId: string, body: string, nonce: string, role?: string): Promise<PostResult> {
    this.posts.push({ channelId, body, nonce, ...(role !== undefined && { role }) });
    await Promise.resolve();
    return this.answers.shift() ?? { ok: true, messageId: String(9000 + this.posts.length) };
  }

  async look(channelId: string, key: string, since: number): Promise<LookResult> {
    this.looks.push({ channelId, key, since });
    await Promise.resolve();
    return this.sights.shift() ?? 'absent';
  }

  async publish(channelId: string, messageId: string): Promise<Result> {
    this.published.push({ channelId, messageId });
    await Promise.resolve();
    return this.results.shift() ?? { ok: true };
  }

  async tell(guildId: string, { createdBy }: Subscription, reason: Reason, nonce: string): Promise<Result> {
    this.told.push({ userId: createdBy, guildId, reason, nonce });
    await Promise.resolve();
    return this.results.shift() ?? { ok: true };
  }
}

/** Keeps what was logged, the worst level first in each line. */
export class Lines implements Logger {
  readonly lines: { level: string; what: string; values: object }[] = [];
  info(values: object, what: string): void {
    this.lines.push({ level: 'info', what, values });
  }
  warn(values: object, what: string): void {
    this.lines.push({ level: 'warn', what, values });
  }
  error(values: object, what: string): void {
    this.lines.push({ level: 'error', what, values });
  }
}
