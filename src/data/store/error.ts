/**
 * What can be wrong with a file or a directory of the store:
 * - `unreadable`: it cannot be read, or is no JSON object in UTF-8
 * - `wrong-shape`: it is JSON, but not what its format asks for
 * - `newer-version`: a later release wrote it
 * - `write-failed`: the disk did not take a change
 * - `in-use`: another process holds the data directory
 * - `other-application`: the data directory is another application's
 */
export type StoreErrorCode =
  | 'unreadable'
  | 'wrong-shape'
  | 'newer-version'
  | 'write-failed'
  | 'in-use'
  | 'other-application';

/** A fault of the store. Its message is for the operator's log, and names the file or directory. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;
  readonly path: string;
  /**
   * With `write-failed` only: true when the change did reach the file, and the disk then failed to confirm that
   * it would outlast a power cut. False when the file is as it was.
   */
  readonly applied: boolean;

  constructor(code: StoreErrorCode, path: string, problem: string, cause?: unknown, applied = false) {
    super(`${path} ${problem}`, cause === undefined ? {} : { cause });
    this.code = code;
    this.path = path;
    this.applied = applied;
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission was refused',
  EDQUOT: 'the disk quota is used up',
  EIO: 'the disk failed',
  EISDIR: 'it is a directory',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  ENOENT: 'it does not exist',
  ENOSPC: 'the disk is full',
  EPERM: 'permission was refused',
  EROFS: 'the file system is read-only',
};

/** Node's code of a failed system call (`ENOSPC`), or undefined for any other error. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Why a system call failed, in words where they are known: `the disk is full (ENOSPC)`. */
export function reasonOf(error: unknown): string {
  const code = systemCode(error);
  const words = code === undefined ? undefined : REASONS[code];
  if (words !== undefined) return `${words} (${code})`;
  return error instanceof Error ? error.message : String(error);
}
