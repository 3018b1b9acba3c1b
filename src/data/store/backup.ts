/** The last good state of a document, kept beside it, so that an operator can bring it back. */
import { constants } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { disk, type FileSystem, parseObject, readBytes, replaceFile, syncDirectory } from './adapter.ts';
import { reasonOf, StoreError, systemCode } from './error.ts';

/** Where the backup of a file is. */
export const backupOf = (path: string): string => `${path}.bak`;

/** Where a file that a backup replaced is kept. */
export const replacedOf = (path: string): string => `${path}.bad`;

/** Copies a file to its backup where the two differ. The caller has found the file good. */
export async function keepBackup(path: string, fs: FileSystem = disk): Promise<void> {
  const good = await readBytes(path, fs);
  if (!good) return;
  const kept = await readBytes(backupOf(path), fs).catch(() => null);
  if (!kept?.equals(good)) await replaceFile(backupOf(path), good, fs);
}

/**
 * Puts the backup of a document in its place; what stood there is kept as `<path>.bad`. Only for who holds the lock
 * of the data directory. Throws a {@link StoreError}: `unreadable` where there is no good backup, `write-failed`.
 */
export async function restoreBackup(path: string): Promise<void> {
  const backup = backupOf(path);
  const bytes = await readBytes(backup);
  if (!bytes) throw new StoreError('unreadable', backup, 'does not exist: there is no backup to bring back');
  parseObject(backup, bytes);
  try {
    await copyFile(path, replacedOf(path), constants.COPYFILE_FICLONE);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT')
      throw new StoreError(
        'write-failed',
        replacedOf(path),
        `could not be written: ${reasonOf(error)}`,
        error,
      );
  }
  await replaceFile(path, bytes);
}

/** Removes a document with all that is kept beside it, for good. Throws a `write-failed` {@link StoreError}. */
export async function removeDocument(path: string, fs: FileSystem = disk): Promise<void> {
  let applied = false;
  try {
    // The document itself goes last: as long as anything is left, it can be found and removed again.
    for (const file of [backupOf(path), replacedOf(path), path]) await fs.rm(file, { force: true });
    applied = true;
    await syncDirectory(dirname(path), fs);
  } catch (error) {
    const problem = applied ? 'was removed, but may come back after a power cut' : 'could not be removed';
    throw new StoreError('write-failed', path, `${problem}: ${reasonOf(error)}`, error, applied);
  }
}
