import type { Library } from '../library.ts';
import { type AlmanacRecord, isOwn, OWN_PREFIX } from '../schema.ts';
import { checkRow } from './check.ts';
import { isObject } from './clean.ts';
import { MAX_REFUSALS } from './limits.ts';
import type { TransferFile } from './read.ts';
import { type Refusal, refusalAt } from './refusal.ts';
import { giveWay, SLICE, type Work } from './slices.ts';
import type { Works } from './works.ts';

/** What a guild's readers see now. */
export type Present = Pick<Library, 'get' | 'all' | 'source' | 'standing' | 'revision'>;

/** A record of a file that a guild may keep, and the line that it begins in. */
export interface Accepted {
  readonly line: number;
  readonly record: AlmanacRecord;
}

/**
 * Checks what a file says, record by record, in slices: each by itself, that no id stands twice, and that each means
 * something to this guild. Ends after the first thousand refusals.
 */
export async function acceptRows(
  file: TransferFile,
  library: Present,
  works: Works,
  freshId: () => string,
  work: Work,
): Promise<{ accepted: Accepted[]; refused: Refusal[] }> {
  const accepted: Accepted[] = [];
  const refused = [...file.refused];
  const lines = new Map<string, number>();

  /** What of the ids together is wrong with a record. */
  const refuseId = (id: string, line: number): Pick<Refusal, 'code' | 'values'> | undefined => {
    const first = lines.get(id);
    if (first !== undefined) return { code: 'duplicate-id', values: { id, line: first } };
    lines.set(id, line);
    return isOwn(id) || library.standing(id) ? undefined : { code: 'unknown-id', values: { id } };
  };

  for (const [i, row] of [...file.sources, ...file.rows].entries()) {
    if (refused.length >= MAX_REFUSALS) break;
    if (i % SLICE === 0) await giveWay(work, i / (file.sources.length + file.rows.length));
    const { line, number } = row;
    if (i < file.sources.length) {
      refused.push(...works.list(row));
      continue;
    }
    const checked = checkRow(row, works, freshId);
    if ('refused' in checked) refused.push(...checked.refused);
    else {
      const wrong = refuseId(checked.record.id, line);
      if (wrong) refused.push(refusalAt({ line, record: number }, 'id', wrong));
      else accepted.push({ line, record: checked.record });
    }
  }
  return { accepted, refused };
}

/** Gives ids that neither the guild nor the file has; `newId` gives what stands behind `own-`. */
export function idsBeside(file: TransferFile, library: Present, newId: () => string): () => string {
  const given = new Set([...file.rows, ...file.sources].map(({ value }) => isObject(value) && value['id']));
  return () => {
    for (;;) {
      const id = OWN_PREFIX + newId();
      if (!given.has(id) && !library.standing(id) && !library.source(id)) return id;
    }
  };
}
