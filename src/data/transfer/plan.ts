/** What taking a file of records would change for a guild. Nothing is changed here. */
import { isDeepStrictEqual } from 'node:util';
import type { AlmanacRecord, Source } from '../schema.ts';
import type { RecordChange } from '../store/changes.ts';
import { acceptRows, idsBeside, type Present } from './accept.ts';
import { Names } from './names.ts';
import type { TransferFile } from './read.ts';
import type { Refusal } from './refusal.ts';
import { giveWay, SLICE, share, type Work } from './slices.ts';
import { Works } from './works.ts';

/** What an import would do. While anything is refused, it does nothing: all else is empty then. */
export interface ImportPlan {
  /** What must be mended first. */
  readonly refused: readonly Refusal[];
  readonly added: readonly AlmanacRecord[];
  readonly changed: readonly Changed[];
  /** How many records say what is there already. */
  readonly unchanged: number;
  /** Added records that share their kind and a name with others, here or further up in the file. */
  readonly duplicates: readonly Duplicate[];
  /** For the store, which makes all of them or none. */
  readonly changes: readonly RecordChange[];
  /** The works that go with the changes. */
  readonly sources: readonly Source[];
}

/** A record that is there in other words. */
export interface Changed {
  /** What the guild sees now: nothing where it has hidden the record, which then shows again. */
  readonly before: AlmanacRecord | undefined;
  readonly after: AlmanacRecord;
}

/** A record of the file that may be there already. */
export interface Duplicate {
  /** Where it begins in the file. */
  readonly line: number;
  readonly record: AlmanacRecord;
  /** At most 3. */
  readonly of: readonly AlmanacRecord[];
}

/** How a plan is made. */
export interface PlanOptions extends Work {
  /**
   * What stands behind `own-` in the id of a new record or work: kebab-case, another one at each call, such as the
   * interaction's id with a counter. Ids that are taken are passed over.
   */
  readonly newId: () => string;
}

/**
 * Plans an import, in slices. A record without an id is new. One with an id of the guild's own changes that record,
 * or adds it where there is none (it may have been forgotten here); one of the catalogue becomes a correction; no
 * other id means anything here. A work that changes is a change of the records that cite it.
 */
export async function planImport(
  file: TransferFile,
  library: Present,
  { newId, ...work }: PlanOptions,
): Promise<ImportPlan> {
  const freshId = idsBeside(file, library, newId);
  const works = new Works(library, freshId);
  const names = new Names();
  const present = [...library.all()];
  for (const [i, record] of present.entries()) {
    if (i % SLICE === 0) await giveWay(share(work, 0, 0.2), i / present.length);
    works.know(record);
    names.add(record);
  }
  const { accepted, refused } = await acceptRows(file, library, works, freshId, share(work, 0.2, 0.9));
  if (refused.length > 0)
    return { refused, added: [], changed: [], unchanged: 0, duplicates: [], changes: [], sources: [] };

  const taken = new Map(works.taken.map((source) => [source.id, source]));
  const added: AlmanacRecord[] = [];
  const duplicates: Duplicate[] = [];
  const changed: Changed[] = [];
  const changes: RecordChange[] = [];
  for (const [i, { line, record: after }] of accepted.entries()) {
    if (i % SLICE === 0) await giveWay(share(work, 0.9, 1), i / accepted.length);
    const before = library.get(after.id);
    if (!library.standing(after.id)) {
      added.push(after);
      changes.push({ do: 'add', record: after });
      const of = names.like(after);
      if (of.length > 0) duplicates.push({ line, record: after, of });
      names.add(after);
    } else if (!isDeepStrictEqual(before, after) || after.sources.some(({ id }) => taken.has(id))) {
      changed.push({ before, after });
      changes.push({ do: 'replace', record: after, against: library.revision(after.id) });
    }
  }
  work.onProgress?.(1);
  const kept = [...added, ...changed.map(({ after }) => after)];
  const cited = new Set(kept.flatMap((record) => record.sources.map(({ id }) => id)));
  return {
    refused,
    added,
    changed,
    unchanged: accepted.length - kept.length,
    duplicates,
    changes,
    sources: [...taken.values()].filter(({ id }) => cited.has(id)),
  };
}
