/** One JSON document in one file: what is in memory is what is on the disk. */
import { setImmediate } from 'node:timers/promises';
import { Low } from 'lowdb';
import { type ZodType, z } from 'zod';
import { DurableFile, disk, type FileSystem, type JsonObject } from './adapter.ts';
import { keepBackup, removeDocument } from './backup.ts';
import { StoreError } from './error.ts';
import { freezeDeep } from './frozen.ts';

/** What a document of one kind looks like. On disk its version stands beside the data: `{ "version": 1, … }`. */
export interface Format<T extends object> {
  /** Counts up from 1 with each change of the shape. */
  readonly version: number;
  /** The shape of this version, without a transform and without a field named `version`. */
  readonly schema: ZodType<T>;
  /** What a document is before anything is written. */
  empty(): T;
  /** `migrate[n]` takes the data of version n to version n + 1. */
  readonly migrate?: Readonly<Record<number, (data: unknown) => unknown>>;
  /** Makes the costly checks of what was read ahead, a few at a time; what it finds is for the schema to say. */
  readonly prepare?: (data: object) => Promise<void>;
}

interface Waiting<T> {
  readonly change: (data: T) => T;
  readonly resolve: (data: T) => void;
  readonly reject: (reason: unknown) => void;
}

const versionSchema = z.int().min(1);

function check<T extends object>(path: string, format: Format<T>, data: unknown): T {
  const result = format.schema.safeParse(data);
  if (result.success) return freezeDeep(result.data);
  throw new StoreError(
    'wrong-shape',
    path,
    `is not what it should be: ${z.prettifyError(result.error)}`,
    result.error,
  );
}

/** The data of a file's object, brought to the format's version. */
async function load<T extends object>(path: string, format: Format<T>, stored: JsonObject): Promise<T> {
  const { version: stated, ...fields } = stored;
  const parsed = versionSchema.safeParse(stated);
  if (!parsed.success) throw new StoreError('wrong-shape', path, 'has no version', parsed.error);
  const version = parsed.data;
  if (version > format.version)
    throw new StoreError(
      'newer-version',
      path,
      `was written by a newer release: it has version ${version}, and this release knows ${format.version}`,
    );
  let data: unknown = fields;
  for (let from = version; from < format.version; from += 1) {
    const migrate = format.migrate?.[from];
    if (!migrate)
      throw new StoreError('wrong-shape', path, `has version ${from}, which this release cannot read`);
    try {
      data = migrate(data);
    } catch (error) {
      throw new StoreError('wrong-shape', path, `could not be brought on from version ${from}`, error);
    }
  }
  if (typeof data === 'object' && data !== null) await format.prepare?.(data);
  return check(path, format, data);
}

/**
 * What a document holds, read and checked without a trace; undefined where there is no file. Throws the
 * {@link StoreError}s of {@link openDocument}.
 */
export async function readDocument<T extends object>(
  path: string,
  format: Format<T>,
  fs: FileSystem = disk,
): Promise<T | undefined> {
  const stored = await new DurableFile(path, fs).read();
  return stored ? load(path, format, stored) : undefined;
}

/** An open document. Only one may be open for a file at a time; see {@link openDocument}. */
export class Document<T extends object> {
  readonly #path: string;
  readonly #format: Format<T>;
  readonly #fs: FileSystem;
  readonly #low: Low<JsonObject>;
  #data: T;
  #backedUp: boolean;
  #waiting: Waiting<T>[] = [];
  #tail: Promise<unknown> = Promise.resolve();

  /** Use {@link openDocument}, which reads and checks what is handed in here. */
  constructor(
    path: string,
    format: Format<T>,
    fs: FileSystem,
    low: Low<JsonObject>,
    data: T,
    backedUp: boolean,
  ) {
    this.#path = path;
    this.#format = format;
    this.#fs = fs;
    this.#low = low;
    this.#data = data;
    this.#backedUp = backedUp;
  }

  /** The state that is on the disk, deeply frozen. */
  get data(): Readonly<T> {
    return this.#data;
  }

  /**
   * Changes the document: `change` makes the next state of the one it is given, which it leaves as it is. Resolves
   * with the state that was written once it is safe on the disk; changes that wait at the same time share a write.
   * A change that returns what it was given writes nothing.
   *
   * Rejects with what `change` throws, with a `wrong-shape` {@link StoreError} where the new state is none of the
   * format, both without touching the other changes; with a `write-failed` one where the disk did not take it.
   */
  update(change: (data: T) => T): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ change, resolve, reject });
      if (this.#waiting.length === 1) void this.#queue(() => this.#commit());
    });
  }

  /** Removes the file and its backup; the document is then empty, and the next update begins the file anew. */
  remove(): Promise<void> {
    return this.#queue(() =>
      this.#store(freezeDeep(this.#format.empty()), () => removeDocument(this.#path, this.#fs)),
    );
  }

  /** One thing after the other: the file never has two writers. */
  #queue<R>(work: () => Promise<R>): Promise<R> {
    const done = this.#tail.then(work);
    this.#tail = done.catch(() => undefined);
    return done;
  }

  async #commit(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = [];
    let next = this.#data;
    const accepted: Waiting<T>[] = [];
    for (const each of waiting) {
      try {
        const changed = each.change(next);
        if (changed !== next) next = check(this.#path, this.#format, changed);
        accepted.push(each);
      } catch (error) {
        each.reject(error);
      }
      // Many changes to a large document are much to do at once.
      await setImmediate();
    }
    try {
      if (next !== this.#data) await this.#write(next);
      for (const each of accepted) each.resolve(next);
    } catch (error) {
      for (const each of accepted) each.reject(error);
    }
  }

  async #write(next: T): Promise<void> {
    if (!this.#backedUp) await keepBackup(this.#path, this.#fs).catch(asUnwritten);
    this.#backedUp = true;
    this.#low.data = { version: this.#format.version, ...next };
    await this.#store(next, () => this.#low.write());
  }

  /** Memory follows the disk, also where that failed to confirm what it did. */
  async #store(next: T, toDisk: () => Promise<void>): Promise<void> {
    try {
      await toDisk();
      this.#data = next;
    } catch (error) {
      if (error instanceof StoreError && error.applied) this.#data = next;
      throw error;
    }
  }
}

/** Whatever became of the backup: to the document nothing was done. */
function asUnwritten(error: unknown): never {
  if (!(error instanceof StoreError) || !error.applied) throw error;
  throw new StoreError(error.code, error.path, 'may not outlast a power cut', error);
}

/**
 * Opens the document in a file; where there is no file it is empty, and none is made until the first update. What was
 * read well is kept as `<path>.bak` (see {@link restoreBackup} in backup.ts).
 *
 * Throws a {@link StoreError}: `unreadable`, `wrong-shape` or `newer-version`; the file is then left as it is.
 */
export async function openDocument<T extends object>(
  path: string,
  format: Format<T>,
  fs: FileSystem = disk,
): Promise<Document<T>> {
  const data = (await readDocument(path, format, fs)) ?? check(path, format, format.empty());
  const low = new Low<JsonObject>(new DurableFile(path, fs), {});
  // A full disk must not keep anyone from reading: the first write tries again, and says so if it fails.
  const backedUp = await keepBackup(path, fs).then(
    () => true,
    () => false,
  );
  return new Document(path, format, fs, low, data, backedUp);
}
