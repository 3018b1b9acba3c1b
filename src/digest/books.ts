/** The digest books of all guilds, open side by side. */

import { inParallel } from './parallel.ts';
import type { BookFile, Logger } from './ports.ts';

const AT_ONCE = 16;

/** Opens the digests file of a guild; rejects with the store's error where it cannot be read. */
export type OpenBook = (guildId: string) => Promise<BookFile>;

/** Every guild's book that could be opened. A bad file keeps that guild alone from being served. */
export class Books {
  readonly #open: OpenBook;
  readonly #opening = new Map<string, Promise<BookFile>>();
  readonly #files = new Map<string, BookFile>();

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
    const opening = this.#open(guildId).then((file) => {
      this.#files.set(guildId, file);
      return file;
    });
    this.#opening.set(guildId, opening);
    return opening;
  }
}

/** Opens the books of the guilds that have one. What cannot be opened is logged. */
export async function openBooks(guildIds: Iterable<string>, open: OpenBook, logger: Logger): Promise<Books> {
  const books = new Books(open);
  await inParallel(guildIds, AT_ONCE, async (guildId) => {
    try {
      await books.of(guildId);
    } catch (error) {
      logger.error({ guildId, err: error }, 'digests file not opened');
    }
  });
  return books;
}
