/** What an operator can do about damaged files of guilds: see which they are, and bring a backup back. */
import { stat } from 'node:fs/promises';
import { backupOf, replacedOf, restoreBackup } from './backup.ts';
import { guildFolderIn } from './directory.ts';
import { type Format, readDocument } from './document.ts';
import { StoreError, type StoreErrorCode } from './error.ts';
import { lockDirectory } from './lock.ts';

/** A file, and whether it can be read; `problem` says in words why it cannot. */
export interface Inspection {
  readonly path: string;
  readonly state: 'good' | 'missing' | StoreErrorCode;
  readonly problem?: string;
}

/** The backup of a file. */
export interface BackupInspection extends Inspection {
  /** When it was written: an instant in ISO 8601. */
  readonly at: string;
  readonly bytes: number;
}

/** A file of a guild, and its backup where there is one. */
export interface GuildFileInspection extends Inspection {
  readonly guild: string;
  readonly backup: BackupInspection | null;
}

/** What a restore did: what was brought back from where, and where what was damaged is kept. */
export interface Restored {
  readonly guild: string;
  readonly path: string;
  readonly backup: string;
  /** Null where there was no file. */
  readonly replaced: string | null;
}

async function inspect(path: string, format: Format<object>): Promise<Inspection> {
  try {
    return { path, state: (await readDocument(path, format)) ? 'good' : 'missing' };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return { path, state: error.code, problem: error.message };
  }
}

async function inspectBackup(path: string, format: Format<object>): Promise<BackupInspection | null> {
  const backup = await inspect(backupOf(path), format);
  if (backup.state === 'missing') return null;
  const { mtime, size } = await stat(backup.path);
  return { ...backup, at: mtime.toISOString(), bytes: size };
}

/**
 * Looks at the files of one kind of all guilds, and at their backups; changes nothing, and can be done while a bot is
 * at work. Throws an `unreadable` {@link StoreError} where the directory holds no guilds.
 */
export async function inspectGuildFiles(
  dir: string,
  suffix: string,
  format: Format<object>,
): Promise<GuildFileInspection[]> {
  const folder = guildFolderIn(dir);
  const guilds = new Set([...(await folder.guildIds(suffix)), ...(await folder.guildIds(backupOf(suffix)))]);
  const found: GuildFileInspection[] = [];
  for (const guild of [...guilds].sort()) {
    const path = folder.guildFile(guild, suffix);
    const file = await inspect(path, format);
    found.push({ guild, ...file, backup: await inspectBackup(path, format) });
  }
  return found;
}

/**
 * Brings the backup of a guild's damaged or missing file back; what stood there is kept. Undefined, and nothing done,
 * where the file is good. Throws a {@link StoreError}: `in-use` while a bot is at work in the directory, and what keeps
 * the backup from being read; a RangeError for what is no guild's id.
 */
export async function restoreGuildFile(
  dir: string,
  guild: string,
  suffix: string,
  format: Format<object>,
): Promise<Restored | undefined> {
  const path = guildFolderIn(dir).guildFile(guild, suffix);
  const release = await lockDirectory(dir);
  try {
    const { state } = await inspect(path, format);
    if (state === 'good') return undefined;
    await readDocument(backupOf(path), format);
    await restoreBackup(path);
    return { guild, path, backup: backupOf(path), replaced: state === 'missing' ? null : replacedOf(path) };
  } finally {
    await release();
  }
}
