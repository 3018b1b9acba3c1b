import { beforeAll, describe, expect, it } from 'vitest';
import { type Catalogue, readCatalogue } from '../../../src/data/catalogue.ts';
import { KINDS } from '../../../src/data/schema.ts';
import { buildSearch } from '../../../src/data/search/index.ts';
import { HAND_WRITTEN } from './hand-written.ts';

const HOW_MANY = 3;

let catalogue: Catalogue;
let search: Awaited<ReturnType<typeof buildSearch>>;

beforeAll(async () => {
  catalogue = await readCatalogue();
  search = await buildSearch(catalogue.all());
});

describe('queries written by hand find what was meant among the first three', () => {
  it.each(HAND_WRITTEN.map(({ query, finds }) => [query, finds] as const))('%s', (query, finds) => {
    const found = search.search(query, { limit: HOW_MANY }).map(({ record }) => record.id);
    const wanted = [finds].flat();
    expect(found.length).toBeLessThanOrEqual(HOW_MANY);
    expect(
      wanted.some((id) => found.includes(id)),
      `wanted ${wanted.join(' or ')}, found ${found.join(', ') || 'nothing'}`,
    ).toBe(true);
  });

  it('expect records of every kind, all of which exist, and ask nothing twice', () => {
    const wanted = HAND_WRITTEN.flatMap(({ finds }) => finds);
    expect(wanted.filter((id) => !catalogue.get(id))).toEqual([]);
    expect(new Set(wanted.map((id) => catalogue.get(id)?.kind))).toEqual(new Set(KINDS));
    const queries = HAND_WRITTEN.map(({ query }) => query.toLowerCase());
    expect(queries.filter((query, i) => queries.indexOf(query) !== i)).toEqual([]);
  });

  it.each([
    ['pinyin', 15],
    ['slip', 40],
    ['summary', 15],
    ['half', 15],
  ])('stay hard: %s in at least %i of them', (what, least) => {
    const such = HAND_WRITTEN.filter(({ note }) => note?.split(', ').includes(what));
    expect(such.length).toBeGreaterThanOrEqual(least);
  });

  it('stay hard: at least 35 in Chinese or mixed script', () => {
    const chinese = HAND_WRITTEN.filter(({ query }) => /\p{Script=Han}/u.test(query));
    expect(chinese.length).toBeGreaterThanOrEqual(35);
  });
});
