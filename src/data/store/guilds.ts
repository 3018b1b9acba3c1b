/** A guild's own records: one file a guild, opened when it is first asked for. */
import { z } from 'zod';
import { type AlmanacRecord, isOwn, OWN_PREFIX, recordSchema, type Source, sourceSchema } from '../schema.ts';
import { disk, type FileSystem } from './adapter.ts';
import { removeDocument } from './backup.ts';
import type { GuildFiles } from './directory.ts';
import { type Document, type Format, openDocument } from './document.ts';
import { StoreError } from './error.ts';
import { checkOnce } from './frozen.ts';

/** The suffix of the files, for {@link GuildFiles}. */
const RECORDS_SUFFIX = 'json';

/** How much a guild may keep. */
export interface GuildLimits {
  /** Records of its own. */
  readonly records: number;
}

/** What a test or a small machine may set. */
export interface GuildOptions {
  /** How many guilds' documents stay in memory while nobody uses them; default 1,000. */
  readonly keptOpen?: number;
  readonly fs?: FileSystem;
}

/** Why a change to a guild's records was refused; `id` is the record's. */
export type RefusalReason =
  | { readonly code: 'unknown-id'; readonly id: string }
  | { readonly code: 'id-taken'; readonly id: string }
  | { readonly code: 'limit-reached'; readonly id: string; readonly limit: number };

/** A change that the records as they stand do not allow. Nothing was changed. */
export class RecordRefused extends Error {
  override readonly name = 'RecordRefused';
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason) {
    super(`${reason.code}: ${reason.id}`);
    this.reason = reason;
  }
}

/** What is kept of a guild: its records in the order they were added, and the works that these cite. */
export interface GuildData {
  readonly records: readonly AlmanacRecord[];
  readonly sources: readonly Source[];
}

const ownRecordSchema = recordSchema.refine((record) => isOwn(record.id), {
  path: ['id'],
  message: `must begin with ${OWN_PREFIX}`,
});

/** The document of a guild's records. */
export const guildFormat: Format<GuildData> = {
  version: 1,
  schema: z.strictObject({
    records: z
      .array(checkOnce(ownRecordSchema))
      .refine((records) => new Set(records.map((record) => record.id)).size === records.length, {
        message: 'two records share an id',
      }),
    sources: z.array(checkOnce(sourceSchema)),
  }),
  empty: () => ({ records: [], sources: [] }),
};

interface Entry {
  readonly document: Promise<Document<GuildData>>;
  /** Calls under way. A document in use stays, since a file must not have two. */
  users: number;
}

/**
 * The own records of all guilds. Every method rejects with a {@link StoreError} where that guild's file is bad or the
 * disk does not take a change, and with a RangeError for a guild id that is none; no other guild is touched by it.
 */
export class GuildRecords {
  readonly #files: GuildFiles;
  readonly #limits: GuildLimits;
  readonly #keptOpen: number;
  readonly #fs: FileSystem;
  /** The least recently used first. */
  readonly #entries = new Map<string, Entry>();

  constructor(files: GuildFiles, limits: GuildLimits, { keptOpen = 1_000, fs = disk }: GuildOptions = {}) {
    this.#files = files;
    this.#limits = limits;
    this.#keptOpen = keptOpen;
    this.#fs = fs;
  }

  /** What a guild has, deeply frozen, and another object after each change; a guild without anything has no file. */
  read(guildId: string): Promise<GuildData> {
    return this.#use(guildId, (document) => document.data);
  }

  /** Adds a record with what it cites; resolves with what the guild then has. Rejects with {@link RecordRefused}: `id-taken`, `limit-reached`. */
  add(guildId: string, record: AlmanacRecord, sources: readonly Source[] = []): Promise<GuildData> {
    const { id } = record;
    return this.#change(guildId, sources, (records) => {
      if (records.some((other) => other.id === id)) throw new RecordRefused({ code: 'id-taken', id });
      const limit = this.#limits.records;
      if (records.length >= limit) throw new RecordRefused({ code: 'limit-reached', id, limit });
      return [...records, structuredClone(record)];
    });
  }

  /** Puts a record in the place of the one with its id. Rejects with `unknown-id`. */
  replace(guildId: string, record: AlmanacRecord, sources: readonly Source[] = []): Promise<GuildData> {
    return this.#change(guildId, sources, (records) =>
      records.with(indexOf(records, record.id), structuredClone(record)),
    );
  }

  /** Removes a record. Rejects with `unknown-id`. */
  remove(guildId: string, id: string): Promise<GuildData> {
    return this.#change(guildId, [], (records) => records.toSpliced(indexOf(records, id), 1));
  }

  /** Removes a guild's file and its backup, for good, whatever state the file is in. */
  forget(guildId: string): Promise<void> {
    return this.#use(guildId, (document) => document.remove()).catch((error: unknown) => {
      // A file that could not be opened has no document that could write to it.
      if (!(error instanceof StoreError) || error.code === 'write-failed') throw error;
      return removeDocument(this.#files.guildFile(guildId, RECORDS_SUFFIX), this.#fs);
    });
  }

  #change(
    guildId: string,
    sources: readonly Source[],
    change: (records: readonly AlmanacRecord[]) => readonly AlmanacRecord[],
  ): Promise<GuildData> {
    return this.#use(guildId, (document) =>
      document.update((before) => {
        const records = change(before.records);
        return { ...before, records, sources: citedBy(records, [...sources, ...before.sources]) };
      }),
    );
  }

  async #use<R>(guildId: string, work: (document: Document<GuildData>) => R | Promise<R>): Promise<R> {
    const entry = this.#entry(guildId);
    entry.users += 1;
    try {
      return await work(await entry.document);
    } finally {
      entry.users -= 1;
      this.#shrink();
    }
  }

  #entry(guildId: string): Entry {
    const known = this.#entries.get(guildId);
    const entry = known ?? this.#open(guildId);
    this.#entries.delete(guildId);
    this.#entries.set(guildId, entry);
    return entry;
  }

  #open(guildId: string): Entry {
    const document = openDocument(this.#files.guildFile(guildId, RECORDS_SUFFIX), guildFormat, this.#fs);
    // A bad file is looked at anew by the next call: it may have been put right.
    document.catch(() => this.#entries.delete(guildId));
    return { document, users: 0 };
  }

  #shrink(): void {
    for (const [guildId, entry] of this.#entries) {
      if (this.#entries.size <= this.#keptOpen) return;
      if (entry.users === 0) this.#entries.delete(guildId);
    }
  }
}

function indexOf(records: readonly AlmanacRecord[], id: string): number {
  const index = records.findIndex((record) => record.id === id);
  if (index < 0) throw new RecordRefused({ code: 'unknown-id', id });
  return index;
}

/** The sources that records cite, each once; of two with one id the first. */
function citedBy(records: readonly AlmanacRecord[], sources: readonly Source[]): readonly Source[] {
  const cited = new Set(records.flatMap((record) => record.sources.map(({ id }) => id)));
  return sources.filter(({ id }, i) => cited.has(id) && sources.findIndex((other) => other.id === id) === i);
}
