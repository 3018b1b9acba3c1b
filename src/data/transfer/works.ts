import { isDeepStrictEqual } from 'node:util';
import type { Library } from '../library.ts';
import { checkShape } from '../problems.ts';
import { type AlmanacRecord, isOwn, OWN_PREFIX, type Source, sourceSchema } from '../schema.ts';
import { cleanValue, isObject } from './clean.ts';
import type { Row } from './read.ts';
import { joinPath, type Refusal, refusalAt, type Wrong } from './refusal.ts';

/** What is wrong with a work or a citation; `path` is where in it. */
export type WorkProblem = Wrong & { readonly path: string };

/** A citation as the almanac keeps it, or what is wrong with it. */
export type Cited = { readonly citation: AlmanacRecord['sources'][number] } | Refused;

interface Refused {
  readonly problems: readonly WorkProblem[];
}

const NO_OBJECT: Refused = { problems: [{ path: '', code: 'wrong-type', values: { expected: 'object' } }] };

/** An id for a work that is given without one, until it has its own. */
const PENDING = `${OWN_PREFIX}pending`;

/**
 * The works that a file names, and the ids that they get here. What a work says counts, not the id that some other
 * almanac gave it: one that is here already keeps the id it has here, one of the guild's own is changed, and any
 * other is new.
 */
export class Works {
  readonly #library: Pick<Library, 'source'>;
  readonly #freshId: () => string;
  /** What the file says under an id, and where. */
  readonly #inFile = new Map<string, { work: Source; line: number }>();
  readonly #known = new Set<string>();
  /** The ids of works by what they say. */
  readonly #ids = new Map<string, string>();
  /** Those that are new here, or say something new. */
  readonly #taken = new Map<string, Source>();

  constructor(library: Pick<Library, 'source'>, freshId: () => string) {
    this.#library = library;
    this.#freshId = freshId;
  }

  /** Takes in the works that a record of the guild's cites. */
  know({ sources }: AlmanacRecord): void {
    for (const { id } of sources) {
      const work = this.#known.has(id) ? undefined : this.#library.source(id);
      if (work) this.#ids.set(wordsOf(work), id);
      this.#known.add(id);
    }
  }

  /** The works that must be kept beside the records. */
  get taken(): Source[] {
    return [...this.#taken.values()];
  }

  /** Takes in a work that the file lists beside its records; gives what is wrong with it. */
  list({ line, number, value }: Row): Refusal[] {
    const read = this.#read(cleanValue(value), line);
    if (!('problems' in read)) return [];
    return read.problems.map((problem) =>
      refusalAt({ line }, joinPath('sources', number - 1, problem.path), problem),
    );
  }

  /** Reads one of a record's sources: the id of a work with a note, or the work itself with a note. */
  cite(value: unknown, line: number): Cited {
    if (!isObject(value)) return NO_OBJECT;
    const { note, ...work } = value;
    const isMereId = Object.keys(work).join() === 'id';
    const cited = isMereId ? this.#find(work['id']) : this.#read(work, line);
    if ('problems' in cited) return cited;
    // The note is checked with the record.
    const citation = note === undefined ? { id: cited.id } : { id: cited.id, note: note as string };
    return { citation };
  }

  #find(id: unknown): { id: string } | Refused {
    const work = this.#inFile.get(String(id))?.work;
    if (work) return { id: this.#settle(work) };
    if (typeof id === 'string' && this.#library.source(id)) return { id };
    return { problems: [{ path: 'id', code: 'unknown-source', values: { id: String(id) } }] };
  }

  #read(value: unknown, line: number): { id: string } | Refused {
    if (!isObject(value)) return NO_OBJECT;
    const isNamed = Object.hasOwn(value, 'id');
    const checked = checkShape(sourceSchema, isNamed ? value : { ...value, id: PENDING });
    if ('problems' in checked) return checked;
    const work = checked.value;
    if (!isNamed) return { id: this.#idOf(work) };
    const known = this.#inFile.get(work.id);
    if (known && !isDeepStrictEqual(known.work, work))
      return {
        problems: [{ path: '', code: 'source-conflict', values: { id: work.id, line: known.line } }],
      };
    if (!known) this.#inFile.set(work.id, { work, line });
    return { id: this.#settle(work) };
  }

  /** The id that a work has here, by the one that it has in the file. */
  #settle(work: Source): string {
    const here = this.#library.source(work.id);
    if (here && wordsOf(here) === wordsOf(work)) return work.id;
    if (!isOwn(work.id)) return this.#idOf(work);
    this.#taken.set(work.id, work);
    return work.id;
  }

  /** The id of a work by what it says alone. */
  #idOf(work: Source): string {
    const words = wordsOf(work);
    const known = this.#ids.get(words);
    if (known !== undefined) return known;
    const id = this.#freshId();
    this.#ids.set(words, id);
    this.#taken.set(id, { ...work, id });
    return id;
  }
}

function wordsOf({ title, publisher, author, url, published, file }: Source): string {
  return JSON.stringify([title, publisher, author, url, published, file]);
}
