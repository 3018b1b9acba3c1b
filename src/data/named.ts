/** Which records a text names: their names and aliases as they stand in it, in whatever script or case. */
import type { AlmanacRecord } from './schema.ts';
import { tokenize } from './search/fold.ts';

/** A name as it is looked for: its units, each between spaces, so that it never stands within another word. */
interface Needle {
  readonly units: string;
  /** Words that must be written just so, being too short to mean anything otherwise: `SAFE` is no other `safe`. */
  readonly exactly: readonly string[];
}

/** A place in a text where a record is named; offsets into the text's units. */
interface Sighting {
  readonly record: AlmanacRecord;
  readonly start: number;
  readonly end: number;
}

/** Shorter words of letters mean many things. */
const SHORTEST_WORD = 5;

/** What ends a name: the end of a line or of a sentence. */
const ENDS = /[\n\r。！？；;!?]+|[.](?=\s|$)/u;
/** Stands between what these ends part; no unit is like it. */
const BREAK = ' | ';

/** Records do not change once they are made, so what was made of their names holds as long as they do. */
const known = new WeakMap<AlmanacRecord, readonly Needle[]>();

/**
 * The records that a text names, in the order in which it does; those named by the same words by the number of their
 * relations, the most first. A name within a longer one that is found does not count: who writes of a fund does not
 * write of the company in its name. Looks at every record.
 */
export function recordsNamedIn(text: string, records: Iterable<AlmanacRecord>): AlmanacRecord[] {
  const units = text.split(ENDS).map(unitsOf).join(BREAK);
  const words = new Set(wordsAsWritten(text));
  const sightings: Sighting[] = [];
  for (const record of records)
    for (const { units: name, exactly } of needlesOf(record)) {
      if (!exactly.every((word) => words.has(word))) continue;
      for (let start = units.indexOf(name); start >= 0; start = units.indexOf(name, start + 1))
        sightings.push({ record, start, end: start + name.length });
    }
  sightings.sort((a, b) => a.start - b.start || b.end - a.end || weight(b.record) - weight(a.record));
  return [...new Set(outermost(sightings).map(({ record }) => record))];
}

const weight = ({ related = [] }: AlmanacRecord): number => related.length;

/** Those that lie within no longer one. They come by where they start, the longest first. */
function outermost(sightings: readonly Sighting[]): Sighting[] {
  const kept: Sighting[] = [];
  for (const sighting of sightings) {
    const before = kept.at(-1);
    const isSame = before?.start === sighting.start && before.end === sighting.end;
    if (!before || isSame || sighting.end > before.end) kept.push(sighting);
  }
  return kept;
}

function needlesOf(record: AlmanacRecord): readonly Needle[] {
  const made = known.get(record);
  if (made) return made;
  const names = [record.name, record.nameZh ?? '', ...(record.aliases ?? [])];
  const needles = names.map(needleOf).filter(({ units }) => units.trim().length > 1);
  known.set(record, needles);
  return needles;
}

function needleOf(name: string): Needle {
  const isShort = name.length < SHORTEST_WORD && /^[\p{sc=Latin}\p{N}/-]+$/u.test(name);
  return { units: unitsOf(name), exactly: isShort ? wordsAsWritten(name) : [] };
}

const wordsAsWritten = (text: string): string[] =>
  tokenize(text).map(({ start, end }) => text.slice(start, end));

/** A text as units between spaces: words of alphabets whole, Chinese by its characters. */
function unitsOf(text: string): string {
  const units = tokenize(text).flatMap((token) => (token.han ? [...token.text] : [token.text]));
  return ` ${units.join(' ')} `;
}
