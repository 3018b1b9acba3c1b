/** Why a change to a guild's records was refused, as data; the sentences are the views'. */
export type RefusalReason =
  /** An own id that this guild does not have. */
  | { readonly code: 'unknown-id'; readonly id: string }
  /** An id that is not an own one, and that the catalogue does not have. */
  | { readonly code: 'not-in-catalogue'; readonly id: string }
  | { readonly code: 'id-taken'; readonly id: string }
  /** The record cites a work that neither the change brings nor the guild or the catalogue has. */
  | { readonly code: 'unknown-source'; readonly id: string; readonly source: string }
  /** The guild has this many records and corrections, and may have no more. */
  | { readonly code: 'limit-reached'; readonly limit: number }
  /** What is kept of the guild would be larger than this many bytes. */
  | { readonly code: 'too-large'; readonly limit: number }
  /** There were this many changes within a minute; the next may come in so many seconds. */
  | { readonly code: 'too-many-changes'; readonly limit: number; readonly seconds: number }
  /** These records are no longer as whoever wants the change saw them. */
  | { readonly code: 'changed-since'; readonly ids: readonly string[] }
  /** The history has no entry of this number, or none any more. */
  | { readonly code: 'nothing-to-undo'; readonly n: number }
  /** The entry of this number is not there, or did not touch the record. */
  | { readonly code: 'unknown-version'; readonly id: string; readonly n: number };

/** A change that the records as they stand do not allow. Nothing was changed. */
export class RecordRefused extends Error {
  override readonly name = 'RecordRefused';
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason) {
    super(JSON.stringify(reason));
    this.reason = reason;
  }
}
