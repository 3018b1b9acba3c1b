/** The bot's data directory: whose it is, that it is held by one process, and where things are in it. */
import { mkdir, readdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { sweepTemps, syncDirectory } from './adapter.ts';
import { type Format, openDocument } from './document.ts';
import { reasonOf, StoreError } from './error.ts';
import { lockDirectory } from './lock.ts';

/** A Discord id: https://docs.discord.com/developers/reference#snowflakes. */
const SNOWFLAKE = /^\d{17,20}$/;

/** Whether a text is the id of a guild. */
export const isGuildId = (text: string): boolean => SNOWFLAKE.test(text);

const GUILD_FILE = /^(\d{17,20})\.(.+)$/;

/** The suffix of the files of guilds' records, for {@link GuildFiles}. */
export const RECORDS_SUFFIX = 'json';

/** The suffix of the files of guilds' digests. */
export const DIGESTS_SUFFIX = 'digests.json';

interface Owner {
  /** Absent before the directory was first used. */
  readonly applicationId?: string | undefined;
}

const ownerFormat: Format<Owner> = {
  version: 1,
  schema: z.strictObject({ applicationId: z.string().regex(SNOWFLAKE).optional() }),
  empty: () => ({}),
};

/** The places of guilds' files, by which the parts of the store find them. */
export interface GuildFiles {
  /** The path of a guild's file: `json` is its records. Throws a RangeError for what is no snowflake. */
  guildFile(guildId: string, suffix: string): string;
}

/** The files of guilds in a data directory. */
export interface GuildFolder extends GuildFiles {
  /** The ids, sorted, of the guilds that have a file of this suffix; without one, of those that have any file. */
  guildIds(suffix?: string): Promise<string[]>;
}

/** An open data directory; see {@link openDataDirectory}. */
export interface DataDirectory extends GuildFolder {
  /** A path in the directory. */
  path(...segments: string[]): string;
  /** Gives the directory back, for other processes to open. */
  close(): Promise<void>;
}

/** The files of guilds in a data directory, to be looked at; only who has opened it may write. */
export function guildFolderIn(dir: string): GuildFolder {
  const guilds = join(dir, 'guilds');
  return {
    guildFile(guildId, suffix) {
      if (!isGuildId(guildId)) throw new RangeError(`not a guild's id: ${JSON.stringify(guildId)}`);
      return join(guilds, `${guildId}.${suffix}`);
    },
    async guildIds(suffix) {
      const names = await readdir(guilds).catch((error: unknown) => {
        throw new StoreError('unreadable', dir, `is no data directory: ${reasonOf(error)}`, error);
      });
      const ids = names.flatMap((name) => {
        const [, id, end] = GUILD_FILE.exec(name) ?? [];
        return id !== undefined && (suffix === undefined || suffix === end) ? id : [];
      });
      return [...new Set(ids)].sort();
    },
  };
}

/** Makes a directory for this user alone, with those above it, to stay after a power cut. */
async function makeDirectory(dir: string): Promise<void> {
  const first = await mkdir(dir, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  const top = dirname(resolve(first));
  for (let parent = dirname(resolve(dir)); ; parent = dirname(parent)) {
    await syncDirectory(parent);
    if (parent === top) return;
  }
}

async function claimFor(applicationId: string, dir: string): Promise<void> {
  const owner = await openDocument(join(dir, 'application.json'), ownerFormat);
  const { applicationId: known } = await owner.update((data) =>
    data.applicationId === undefined ? { applicationId } : data,
  );
  if (known !== applicationId)
    throw new StoreError(
      'other-application',
      dir,
      `belongs to the application ${known}, not to ${applicationId}; set another data directory`,
    );
}

async function prepare(dir: string, applicationId: string): Promise<void> {
  await makeDirectory(join(dir, 'guilds'));
  await claimFor(applicationId, dir);
  await sweepTemps(dir);
  await sweepTemps(join(dir, 'guilds'));
}

/** Passes a {@link StoreError} on, and makes one of what the system said about a directory. */
const asStoreError = (dir: string) => (error: unknown) => {
  throw error instanceof StoreError
    ? error
    : new StoreError('write-failed', dir, `cannot be used: ${reasonOf(error)}`, error);
};

/**
 * Opens a data directory for one application and one process: makes it (mode 0700) where it is absent, locks it,
 * writes down whose it is, and sweeps what killed writers left.
 *
 * Throws a {@link StoreError}: `in-use`, `other-application`, `write-failed`, and those of {@link openDocument} for
 * `application.json`. The lock is given back then.
 */
export async function openDataDirectory(dir: string, applicationId: string): Promise<DataDirectory> {
  const fail = asStoreError(dir);
  await makeDirectory(dir).catch(fail);
  const release = await lockDirectory(dir);
  try {
    await prepare(dir, applicationId).catch(fail);
  } catch (error) {
    await release();
    throw error;
  }
  return {
    ...guildFolderIn(dir),
    path: (...segments) => join(dir, ...segments),
    close: release,
  };
}
