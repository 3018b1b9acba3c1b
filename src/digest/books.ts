/** The digest books of all guilds, open side by side. */

import type { Book } from './book.ts';
import { inParallel } from './parallel.ts';
import type { BookFile, Logger } from './ports.ts';

const AT_ONCE = 16;

/** Opens the digests file of a guild; rejects with the store's error where it cannot be read. */
export type OpenBook = (guildId: string) => Promise<BookFile>;

/** A book that can be taken out of use: what is still under way with it writes no more then. */
class OpenBookFile implements BookFile {
  readonly #file: BookFile;
  #last: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(file: BookFile) {
    this.#file = file;
  }

  get data(): Readonly<Book> {
    return this.#file.data;
  }

  async update(change: (book: Book) => Book): Promise<Book> {
    if (this.#closed) throw new Error('the book was removed');
    const written = this.#file.update(change);
    this.#last = Promise.allSettled([this.#last, written]);
    return written;
  }

  /** Resolves when nothing is being written any more. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#last;
  }
}

/** Every guild's book that could be opened. A bad file keeps that guild alone from being served. */
export class Books {
  readonly #open: OpenBook;
  readonly #opening = new Map<string, Promise<OpenBookFile>>();
  readonly #files = new Map<string, OpenBookFile>();
  /** What must be over before a book of that guild is opened again. */
  readonly #removing = new Map<string, Promise<unknown>>();

  constructor(open: OpenBook) {
    this.#open = open;
  }

  /** The books that are open, by guild. */
  get files(): ReadonlyMap<string, BookFile> {
    return this.#files;
  }

  /**
   * A guild's book, opened when it is asked for the first time. Rejects with the store's error, and goes on doing so,
   * where the file is bad: what stands in it waits for an operator.
   */
  of(guildId: string): Promise<BookFile> {
    const known = this.#opening.get(guildId);
    if (known) return known;
    const opening = this.#openNew(guildId);
    this.#opening.set(guildId, opening);
    return opening;
  }

  /**
   * Takes a guild's book out of use, and has `remove` remove its file when nothing is written to it any more. Rejects
   * with what `remove` does; the guild begins anew with an empty book, or where that failed with what is left.
   */
  async forget(guildId: string, remove: () => Promise<void>): Promise<void> {
    const opening = this.#opening.get(guildId);
    this.#opening.delete(guildId);
    this.#files.delete(guildId);
    const removing = Promise.allSettled([this.#removing.get(guildId), opening]).then(async () => {
      const file = await opening?.catch(() => undefined);
      this.#files.delete(guildId);
      await file?.close();
      await remove();
    });
    this.#removing.set(guildId, removing);
    await removing.finally(() => {
      if (this.#removing.get(guildId) === removing) this.#removing.delete(guildId);
    });
  }

  async #openNew(guildId: string): Promise<OpenBookFile> {
    await this.#removing.get(guildId)?.catch(() => undefined);
    const file = new OpenBookFile(await this.#open(guildId));
    this.#files.set(guildId, file);
    return file;
  }
}

/** Opens the books of the guilds that have one. What cannot be opened is logged. */
export async function openBooks(guildIds: Iterable<string>, open: OpenBook, logger: Logger): Promise<Books> {
  const books = new Books(open);
  await inParallel([...guildIds], AT_ONCE, async (guildId) => {
    try {
      await books.of(guildId);
    } catch (error) {
      logger.error({ guildId, err: error }, 'digests file not opened');
    }
  });
  return books;
}
