/**
 * The disk under lowdb. A file is only ever replaced as a whole: a new one is written beside it, forced to the disk,
 * renamed over it, and the rename is forced to the disk too (fsync of the directory, without which a power cut
 * undoes it: https://man7.org/linux/man-pages/man2/fsync.2.html).
 */
import { randomBytes } from 'node:crypto';
import * as node from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Adapter } from 'lowdb';
import { reasonOf, StoreError, systemCode } from './error.ts';
import { encode } from './frozen.ts';

/** What the store needs of a file system, as in `node:fs/promises`. */
export type FileSystem = Pick<typeof node, 'open' | 'readdir' | 'readFile' | 'rename' | 'rm' | 'stat'>;

/** The machine's own file system. */
export const disk: FileSystem = node;

/** A JSON object as it stands in a file. */
export type JsonObject = Record<string, unknown>;

const TEMP = /\.[0-9a-f]{16}\.tmp$/;

/** Forces a directory's entries to the disk. Windows has no such call, and needs none. */
export async function syncDirectory(directory: string, fs: FileSystem = disk): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await fs.open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Removes what writers that were killed left in a directory. Only for who alone writes there. */
export async function sweepTemps(directory: string, fs: FileSystem = disk): Promise<void> {
  const stale = (await fs.readdir(directory)).filter((name) => TEMP.test(name));
  await Promise.all(stale.map((name) => fs.rm(join(directory, name), { force: true })));
}

async function writeTemp(path: string, bytes: Uint8Array, fs: FileSystem): Promise<void> {
  const handle = await fs.open(path, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A rename takes no notice of the file that it replaces, so a file's own write protection is looked at here. */
async function refuseReadOnly(path: string, fs: FileSystem): Promise<void> {
  const mode = await fs.stat(path).then(
    (stats) => stats.mode,
    (error: unknown) => {
      if (systemCode(error) === 'ENOENT') return undefined;
      throw error;
    },
  );
  if (mode !== undefined && (mode & 0o222) === 0) throw new Error('the file is read-only');
}

/**
 * Replaces a file, atomically and durably; its mode is 0600. Throws a `write-failed` {@link StoreError}, which says
 * in `applied` whether the file is the new one all the same.
 */
export async function replaceFile(path: string, bytes: Uint8Array, fs: FileSystem = disk): Promise<void> {
  const temp = `${path}.${randomBytes(8).toString('hex')}.tmp`;
  let applied = false;
  try {
    await refuseReadOnly(path, fs);
    await writeTemp(temp, bytes, fs);
    await fs.rename(temp, path);
    applied = true;
    await syncDirectory(dirname(path), fs);
  } catch (error) {
    // What cannot be removed now is swept at the next start.
    if (!applied) await fs.rm(temp, { force: true }).catch(() => undefined);
    const problem = applied ? 'was written, but may not outlast a power cut' : 'could not be written';
    throw new StoreError('write-failed', path, `${problem}: ${reasonOf(error)}`, error, applied);
  }
}

/** The bytes of a file, or null where there is none. Throws an `unreadable` {@link StoreError}. */
export async function readBytes(path: string, fs: FileSystem = disk): Promise<Buffer | null> {
  try {
    return await fs.readFile(path);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw new StoreError('unreadable', path, `cannot be read: ${reasonOf(error)}`, error);
  }
}

/** Reads one JSON object in UTF-8. Throws an `unreadable` {@link StoreError} for all else; `path` is for its message. */
export function parseObject(path: string, bytes: Uint8Array): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    const problem = bytes.length === 0 ? 'is empty' : 'is not whole: it is no JSON in UTF-8';
    throw new StoreError('unreadable', path, problem, error);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new StoreError('unreadable', path, 'does not hold a JSON object');
  return value as JsonObject;
}

const COMMA = Buffer.from(',');

function pushList(parts: Buffer[], list: readonly unknown[]): void {
  parts.push(Buffer.from('['));
  for (const [i, item] of list.entries()) {
    if (i > 0) parts.push(COMMA);
    const isObject = typeof item === 'object' && item !== null;
    parts.push(isObject ? encode(item) : Buffer.from(JSON.stringify(item)));
  }
  parts.push(Buffer.from(']'));
}

/**
 * What `JSON.stringify` makes of an object, and a line break. Of its lists the items that are frozen were encoded
 * before, so a small change to a long list costs little (10,000 records: 3 ms instead of 30).
 */
function encodeObject(data: JsonObject): Buffer {
  const parts: Buffer[] = [];
  for (const [key, value] of Object.entries(data)) {
    if (value === undefined) continue;
    parts.push(Buffer.from(`${parts.length === 0 ? '{' : ','}${JSON.stringify(key)}:`));
    if (Array.isArray(value)) pushList(parts, value);
    else parts.push(Buffer.from(JSON.stringify(value)));
  }
  if (parts.length === 0) parts.push(Buffer.from('{'));
  parts.push(Buffer.from('}\n'));
  return Buffer.concat(parts);
}

/** lowdb's adapter for a file that holds one JSON object; an absent file reads as null, a bad one is an error. */
export class DurableFile implements Adapter<JsonObject> {
  readonly #path: string;
  readonly #fs: FileSystem;

  constructor(path: string, fs: FileSystem = disk) {
    this.#path = path;
    this.#fs = fs;
  }

  read = async (): Promise<JsonObject | null> => {
    const bytes = await readBytes(this.#path, this.#fs);
    return bytes && parseObject(this.#path, bytes);
  };

  write = (data: JsonObject): Promise<void> => replaceFile(this.#path, encodeObject(data), this.#fs);
}
