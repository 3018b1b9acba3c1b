/** What is kept of each guild: one file a guild, opened when it is first asked for. */
import type { AlmanacRecord, Source } from '../schema.ts';
import { isOwn } from '../schema.ts';
import { disk, type FileSystem } from './adapter.ts';
import { removeDocument } from './backup.ts';
import {
  type Author,
  applyBatch,
  type Batch,
  type CatalogueView,
  type Outcome,
  type RecordChange,
  restore,
  undo,
} from './changes.ts';
import { type GuildFiles, RECORDS_SUFFIX } from './directory.ts';
import { type Document, openDocument } from './document.ts';
import { StoreError } from './error.ts';
import { inSlices } from './frozen.ts';
import { type GuildData, type GuildSettings, guildFormat, prepareKept } from './guild-format.ts';
import { type GuildLimits, keepWithin, Pace } from './limits.ts';

/** What a test or a small machine may set. */
export interface GuildOptions {
  /** How many guilds' documents stay in memory while nobody uses them; default 1,000. */
  readonly keptOpen?: number;
  readonly fs?: FileSystem;
}

/** Who changes a record, when, and the revision that was seen then; see {@link RecordChange}. */
export type Edit = Author & Pick<RecordChange, 'against'>;

/** Settings to change: null takes one away, what is absent stays. */
export type SettingsChange = { readonly [K in keyof GuildSettings]: GuildSettings[K] | null };

interface Entry {
  readonly document: Promise<Document<GuildData>>;
  /** Calls under way. A document in use stays, since a file must not have two. */
  users: number;
}

/**
 * What is kept of all guilds. Every method rejects with a {@link StoreError} where that guild's file is bad, the disk
 * does not take a change, or a record is none (`wrong-shape`), and with a RangeError for a guild id that is none; no
 * other guild is touched by it. A change that the guild's records, its limits or its pace do not allow is refused with
 * a {@link RecordRefused}. What is handed in is copied.
 */
export class GuildRecords {
  readonly #files: GuildFiles;
  readonly #catalogue: CatalogueView;
  readonly #limits: GuildLimits;
  readonly #pace: Pace;
  readonly #keptOpen: number;
  readonly #fs: FileSystem;
  /** The least recently used first. */
  readonly #entries = new Map<string, Entry>();

  constructor(
    files: GuildFiles,
    catalogue: CatalogueView,
    limits: GuildLimits,
    { keptOpen = 1_000, fs = disk }: GuildOptions = {},
  ) {
    this.#files = files;
    this.#catalogue = catalogue;
    this.#limits = limits;
    this.#pace = new Pace(limits.changesPerMinute);
    this.#keptOpen = keptOpen;
    this.#fs = fs;
  }

  /** What a guild has, deeply frozen, and another object after each change; a guild without anything has no file. */
  read(guildId: string): Promise<GuildData> {
    return this.#use(guildId, (document) => document.data);
  }

  /** Adds an own record, with the works that it cites. */
  add(guildId: string, record: AlmanacRecord, author: Author, sources?: readonly Source[]): Promise<Outcome> {
    return this.#one(guildId, 'add', { do: 'add', record }, author, sources);
  }

  /** Replaces an own record, or corrects one of the catalogue. */
  replace(guildId: string, record: AlmanacRecord, edit: Edit, sources?: readonly Source[]): Promise<Outcome> {
    const { against } = edit;
    const action = isOwn(record.id) ? 'edit' : 'correct';
    return this.#one(guildId, action, { do: 'replace', record, against }, edit, sources);
  }

  /** Removes an own record, or hides one of the catalogue. */
  remove(guildId: string, id: string, edit: Edit): Promise<Outcome> {
    const { against } = edit;
    return this.#one(guildId, isOwn(id) ? 'remove' : 'hide', { do: 'remove', id, against }, edit);
  }

  /** Shows a record of the catalogue as it is there: a correction is dropped, what was hidden is shown. */
  show(guildId: string, id: string, author: Author): Promise<Outcome> {
    return this.#one(guildId, 'show', { do: 'show', id }, author);
  }

  /** Puts a record back as it was before the entry `n` of the history; see {@link restore}. */
  restore(guildId: string, id: string, n: number, author: Author): Promise<Outcome> {
    return this.#change(guildId, author, (data) => restore(data, this.#catalogue, id, n, author));
  }

  /** Takes a whole entry of the history back; see {@link undo}. */
  undo(guildId: string, n: number, author: Author): Promise<Outcome> {
    return this.#change(guildId, author, (data) => undo(data, this.#catalogue, n, author));
  }

  /** Makes many changes together or not at all, as one entry of the history. */
  async apply(guildId: string, { action, changes, sources = [] }: Batch, author: Author): Promise<Outcome> {
    const copies: RecordChange[] = [];
    await inSlices(changes, (change) => {
      copies.push('record' in change ? { ...change, record: copyOf(change.record) } : change);
    });
    const batch = { action, changes: copies, sources: sources.map(copyOf) };
    const records = copies.flatMap((change) => ('record' in change ? change.record : []));
    await prepareKept(records, batch.sources);
    return this.#change(guildId, author, (data) => applyBatch(data, this.#catalogue, batch, author));
  }

  /** Changes what a guild has chosen for itself. */
  async setSettings(guildId: string, change: SettingsChange, { at }: Author): Promise<GuildData> {
    this.#pace.admit(guildId, at);
    return this.#use(guildId, (document) =>
      document.update((data) => {
        const wanted = Object.entries({ ...data.settings, ...change });
        return { ...data, settings: Object.fromEntries(wanted.filter(([, value]) => value != null)) };
      }),
    );
  }

  /** Removes a guild's file and its backup, for good, whatever state the file is in. */
  forget(guildId: string): Promise<void> {
    return this.#use(guildId, (document) => document.remove()).catch((error: unknown) => {
      // A file that could not be opened has no document that could write to it.
      if (!(error instanceof StoreError) || error.code === 'write-failed') throw error;
      return removeDocument(this.#files.guildFile(guildId, RECORDS_SUFFIX), this.#fs);
    });
  }

  #one(
    guildId: string,
    action: Batch['action'],
    change: RecordChange,
    author: Author,
    sources: readonly Source[] = [],
  ): Promise<Outcome> {
    return this.apply(guildId, { action, changes: [change], sources }, author);
  }

  async #change(guildId: string, { at }: Author, change: (data: GuildData) => Outcome): Promise<Outcome> {
    this.#pace.admit(guildId, at);
    let entry: Outcome['entry'];
    const data = await this.#use(guildId, (document) =>
      document.update((before) => {
        const made = change(before);
        entry = made.entry;
        return keepWithin(this.#limits, before, made.data);
      }),
    );
    return { data, entry };
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

/** As it will be read from the disk: a field that is undefined is none. */
function copyOf<T extends object>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}
