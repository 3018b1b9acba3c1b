/** Synthetic corpora of the almanac's domain: any number of records, the same ones for the same number. */
import type { AlmanacRecord, Kind } from '../../../../src/data/schema.ts';
import { record } from '../../../data/search/corpus.ts';
import { Random } from '../../../digest/random.ts';
import { draw } from './coin.ts';
import { type Draft, NAMING } from './drafts.ts';
import { BUSY_SPOTS, SPOTS, type Spot } from './spots.ts';
import { summarize } from './summary.ts';
import { TOPICS, type Unit } from './words.ts';

/** A record with what it was made of, from which queries are made. */
export interface Made extends Pick<Draft, 'mark' | 'han' | 'short'> {
  readonly record: AlmanacRecord;
  readonly spot: Spot;
}

const CORPUS_SEED = 2018;

/** How many records of a hundred are of each kind. */
const SHARES: Readonly<Record<Kind, number>> = {
  organization: 36,
  event: 28,
  project: 17,
  policy: 8,
  park: 5,
  fund: 4,
  figure: 2,
};
const HUNDRED = Object.entries(SHARES).flatMap(([kind, share]) => Array<Kind>(share).fill(kind as Kind));

/** The first so many records of the one endless corpus. */
export function makeCorpus(size: number): Made[] {
  const random = new Random(CORPUS_SEED);
  const taken = new Set<string>();
  const made: Made[] = [];
  while (made.length < size) {
    const kind = draw(random, HUNDRED);
    const spot = draw(random, random.chance(0.35) ? BUSY_SPOTS : SPOTS);
    const year = random.between(2013, 2024);
    const topic = draw(random, TOPICS);
    const known = made.length > 0 && random.chance(0.3) ? draw(random, made).mark : undefined;
    const theme = {
      area: spot.area,
      topic,
      year,
      known: known && !TOPICS.includes(known) ? known : undefined,
    };
    const draft = NAMING[kind](random, theme);
    // Names are told apart by number where chance makes two the same, as batches and phases are.
    const name = taken.has(draft.name) ? `${draft.name} No. ${made.length}` : draft.name;
    taken.add(name);
    made.push(finish(random, kind, spot, year, { ...draft, name }, made));
  }
  return made;
}

/** Fills in all but the names. */
function finish(
  random: Random,
  kind: Kind,
  spot: Spot,
  year: number,
  { name, mark, ...draft }: Draft,
  before: readonly Made[],
): Made {
  const han = random.chance(0.9) ? draft.han : [];
  const short = han.length > 0 && random.chance(0.5) ? draft.short : [];
  const aliases = [...draft.aliases, ...(short.length > 0 ? [hanOf(short)] : [])];
  const day = `${year}-${two(random.between(1, 12))}-${two(random.between(1, 28))}`;
  const count = before.length > 0 ? random.between(0, 3) : 0;
  const others = Array.from({ length: count }, () => draw(random, before).record);
  const organizations = others.flatMap(({ id, name, kind }) =>
    kind === 'organization' ? { id, name, role: 'partner' } : [],
  );
  const made = record(kind, `${kind}-${before.length}`, name, hanOf(han), spot.path, {
    date: kind === 'event' || random.chance(0.6) ? day : `${year}`,
    summary: summarize(random, mark, spot.area, year),
    ...(aliases.length > 0 && { aliases }),
    ...(others.length > 0 && { related: [...new Set(others.map(({ id }) => id))] }),
    ...(organizations.length > 0 && { organizations }),
  });
  return { record: made, spot, mark, han, short };
}

/** The Chinese of some units. */
export function hanOf(units: readonly Unit[]): string {
  return units.map(({ zh }) => zh).join('');
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
