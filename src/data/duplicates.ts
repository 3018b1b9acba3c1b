/** Whether something is there already under another id. */
import { parsePartialDate } from './dates.ts';
import type { Library } from './library.ts';
import type { AlmanacRecord } from './schema.ts';
import { squash } from './search/fold.ts';

/** As many as people look through. */
const MOST = 3;
/** As many as may hide behind records that have the name in common but nothing else. */
const CANDIDATES = 10;
/** From this score on a name is nearly another. */
const NEAR = 0.8;

const namesOf = ({ name, nameZh, aliases = [] }: AlmanacRecord) =>
  [name, ...(nameZh === undefined ? [] : [nameZh]), ...aliases].filter((each) => squash(each) !== '');

/** Whether one is where the other is, as closely as both say. */
function sharePlace(a: AlmanacRecord, b: AlmanacRecord): boolean {
  return (a.places ?? []).some((here) =>
    (b.places ?? []).some(
      (there) =>
        here.province === there.province &&
        (here.city === undefined || there.city === undefined || here.city === there.city),
    ),
  );
}

function shareDate({ date: a = '' }: AlmanacRecord, { date: b = '' }: AlmanacRecord): boolean {
  const [one, other] = [parsePartialDate(a), parsePartialDate(b)];
  return one !== undefined && other !== undefined && one.first <= other.last && other.first <= one.last;
}

/**
 * The records that a new one may be another of, at most 3, the likeliest first: those of the same kind that share a
 * name, as the search folds names, and those that have nearly its name and are of the same place or the same time.
 */
export function likelyDuplicates(
  record: AlmanacRecord,
  { search }: Pick<Library, 'search'>,
): AlmanacRecord[] {
  const names = namesOf(record);
  const folded = new Set(names.map(squash));
  const likely = new Map<string, { other: AlmanacRecord; score: number }>();
  for (const name of names)
    for (const { record: other, score: found } of search.search(name, {
      kind: record.kind,
      limit: CANDIDATES,
    })) {
      const named = namesOf(other).some((each) => folded.has(squash(each)));
      const near = found >= NEAR && (sharePlace(record, other) || shareDate(record, other));
      const score = named ? 1 : found;
      if (other.id !== record.id && (named || near) && score > (likely.get(other.id)?.score ?? 0))
        likely.set(other.id, { other, score });
    }
  return [...likely.values()]
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST)
    .map(({ other }) => other);
}
