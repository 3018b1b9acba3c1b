import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AlmanacRecord } from '../../src/data/schema.ts';
import { buildSearch, fill, type Hit, type Search } from '../../src/data/search/index.ts';
import { CORPUS, record } from './search/corpus.ts';

const QUERIES = [
  '',
  'hangzhou',
  'hangzou blokchain parc',
  '杭州产业园',
  'qukuailian',
  'qu kuai lian',
  'hz',
  'shanxi',
  'fund 2018',
  'hangzhoublockchainpark',
  'pornography',
  'h',
];
const everything = { limit: 1000 };

const ids = (hits: readonly Hit[]) => hits.map((hit) => hit.record.id);

const foundBy = (search: Search, query: string) =>
  search
    .search(query, everything)
    .map((hit) => hit.record.id)
    .sort();

const subset = fc.subarray([...CORPUS], { minLength: 1 });
const query = fc.oneof(
  fc.constantFrom(...QUERIES),
  fc.constantFrom(...CORPUS.map((one) => one.name)),
  fc.constantFrom(...CORPUS.map((one) => one.name.slice(0, 7))),
  fc.string({ maxLength: 12 }),
);

describe('any search', () => {
  it('never throws and keeps to its limit', async () => {
    const search = await buildSearch(CORPUS);
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 450 }),
          fc.string({ unit: 'grapheme', maxLength: 60 }),
        ),
        fc.integer({ min: 0, max: 20 }),
        (text, limit) => {
          const hits = search.search(text, { limit });
          expect(hits.length).toBeLessThanOrEqual(limit);
          expect(new Set(hits.map((hit) => hit.record.id)).size).toBe(hits.length);
          for (const { score } of hits) expect(score >= 0 && score <= 1).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('finds every record by each of its names first', async () => {
    const search = await buildSearch(CORPUS);
    for (const one of CORPUS) {
      for (const name of [one.name, one.nameZh ?? one.name, ...(one.aliases ?? [])]) {
        expect(search.search(name)[0]?.record.id, name).toBe(one.id);
      }
    }
  });

  it('finds a record among the first five for its name with a slip in a word', async () => {
    const search = await buildSearch(CORPUS);
    const long = CORPUS.flatMap((one) =>
      (one.name.match(/[A-Za-z]{5,}/g) ?? []).map((word) => ({ id: one.id, name: one.name, word })),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...long),
        fc.constantFrom('drop', 'swap', 'replace', 'insert'),
        fc.nat(),
        fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'),
        ({ id, name, word }, slip, at, letter) => {
          const i = at % (word.length - 1);
          const mistaken = {
            drop: word.slice(0, i) + word.slice(i + 1),
            swap: word.slice(0, i) + word.charAt(i + 1) + word.charAt(i) + word.slice(i + 2),
            replace: word.slice(0, i) + letter + word.slice(i + 1),
            insert: word.slice(0, i) + letter + word.slice(i),
          }[slip];
          const found = search.search(name.replace(word, mistaken), { limit: 5 });
          expect(found.map((hit) => hit.record.id)).toContain(id);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('adding and removing', () => {
  it('comes to the same as building anew', async () => {
    await fc.assert(
      fc.asyncProperty(subset, subset, subset, query, async (first, added, removed, text) => {
        const grown = await buildSearch(first);
        for (const one of added) grown.add(one);
        for (const one of removed) grown.remove(one.id);
        const gone = new Set(removed.map((one) => one.id));
        const left = new Map(
          [...first, ...added].filter((one) => !gone.has(one.id)).map((one) => [one.id, one]),
        );
        const fresh = await buildSearch(left.values());
        expect(grown.search(text, everything)).toEqual(fresh.search(text, everything));
      }),
      { numRuns: 40 },
    );
  });

  it('replaces a record whose id is known, with all the words it had', async () => {
    const search = await buildSearch([record('park', 'one', 'Hefei Park', '合肥园')]);
    search.add(record('park', 'one', 'Wuhan Park', '武汉园'));
    expect(foundBy(search, 'wuhan')).toEqual(['one']);
    expect(foundBy(search, 'hefei')).toEqual([]);
    expect(foundBy(search, '合肥')).toEqual([]);
    expect(foundBy(search, '')).toEqual(['one']);
  });

  it('leaves nothing of what came and went', async () => {
    const search = await buildSearch(CORPUS.slice(0, 30));
    const before = QUERIES.map((text) => search.search(text, everything));
    for (let round = 0; round < 5; round++) {
      for (const one of CORPUS.slice(30)) search.add(one);
      for (const one of CORPUS.slice(30)) search.remove(one.id);
    }
    expect(QUERIES.map((text) => search.search(text, everything))).toEqual(before);
  });

  it('of an unknown id changes nothing', async () => {
    const search = await buildSearch(CORPUS);
    search.remove('nobody');
    expect(search.search('', everything)).toHaveLength(CORPUS.length);
  });

  it('begins with nothing', async () => {
    const search = await buildSearch([]);
    for (const text of QUERIES) expect(search.search(text)).toEqual([]);
    search.add(record('fund', 'one', 'Hefei Fund'));
    expect(search.search('hefei fund')).toMatchObject([{ record: { id: 'one' }, score: 1 }]);
  });

  it('takes the later of two records with one id', async () => {
    const search = await buildSearch([record('park', 'one', 'Hefei'), record('park', 'one', 'Wuhan')]);
    expect(search.search('', everything).map((hit) => hit.record.name)).toEqual(['Wuhan']);
  });
});

describe('an overlay', () => {
  const rename = (one: AlmanacRecord): AlmanacRecord => ({ ...one, name: `${one.name} renamed` });

  it('finds first by name what a search over all its records finds first', async () => {
    await fc.assert(
      fc.asyncProperty(subset, subset, subset, async (base, own, hidden) => {
        const changed = own.map(rename);
        const hiddenIds = new Set(hidden.map((one) => one.id));
        const overlay = (await buildSearch(base)).overlay(changed, hiddenIds);
        const union = new Map([
          ...base.filter((one) => !hiddenIds.has(one.id)).map((one) => [one.id, one] as const),
          ...changed.map((one) => [one.id, one] as const),
        ]);
        const anew = await buildSearch(union.values());
        for (const { name, nameZh = name } of union.values())
          for (const text of [name, nameZh])
            expect(ids(overlay.search(text, { limit: 1 }))).toEqual(ids(anew.search(text, { limit: 1 })));
        expect(foundBy(overlay, '')).toEqual([...union.keys()].sort());
      }),
      { numRuns: 30 },
    );
  });

  it('finds nothing that is hidden, nor the old words of what it corrects, whatever is asked', async () => {
    await fc.assert(
      fc.asyncProperty(subset, subset, query, async (own, hidden, text) => {
        const ownIds = new Set(own.map((one) => one.id));
        const hiddenIds = new Set(hidden.map((one) => one.id));
        const overlay = (await buildSearch(CORPUS)).overlay(own.map(rename), hiddenIds);
        for (const { record: found } of overlay.search(text, everything)) {
          expect(found.name.endsWith(' renamed')).toBe(ownIds.has(found.id));
          if (!ownIds.has(found.id)) expect(hiddenIds).not.toContain(found.id);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('is the same whether its records came at once or one after the other', async () => {
    const base = await buildSearch(CORPUS.slice(0, 40));
    const own = CORPUS.slice(30).map(rename);
    const slowly = base.overlay([], new Set());
    await fill(slowly, own);
    const atOnce = base.overlay(own, new Set());
    for (const text of QUERIES)
      expect(slowly.search(text, everything)).toEqual(atOnce.search(text, everything));
  });

  it('leaves its base as it is', async () => {
    const base = await buildSearch(CORPUS);
    const before = QUERIES.map((text) => base.search(text, everything));
    const overlay = base.overlay(CORPUS.slice(0, 9).map(rename), new Set(['huawei']));
    overlay.add(record('park', 'own-park', 'Hangzhou Own Park'));
    overlay.remove('tencent');
    expect(QUERIES.map((text) => base.search(text, everything))).toEqual(before);
  });

  it('puts its own record in place of the base’s, and lets that show again when it goes', async () => {
    const base = await buildSearch(CORPUS);
    const overlay = base.overlay([], new Set());
    overlay.add(record('park', 'foshan-park', 'Lotus Garden'));
    expect(foundBy(overlay, 'foshan')).toEqual([]);
    expect(foundBy(overlay, 'lotus garden')).toEqual(['foshan-park']);
    expect(foundBy(base, 'lotus garden')).toEqual([]);
    overlay.remove('foshan-park');
    expect(foundBy(overlay, 'foshan')).toEqual(['foshan-park']);
    expect(foundBy(overlay, 'lotus garden')).toEqual([]);
  });

  it('hides before the limit, also in the choices without a query', async () => {
    const base = await buildSearch(CORPUS);
    const overlay = base.overlay([], new Set(['hangzhou-park']));
    expect(overlay.search('', { limit: 1 })[0]?.record.id).toBe('grand-shores-fund');
    expect(overlay.search('hangzhou', { limit: 1 })).toHaveLength(1);
    expect(foundBy(overlay, 'hangzhou')).not.toContain('hangzhou-park');
  });

  it('sees what is hidden later, and what its base learns', async () => {
    const base = await buildSearch(CORPUS);
    const hiddenIds = new Set<string>();
    const overlay = base.overlay([], hiddenIds);
    hiddenIds.add('huawei');
    base.add(record('organization', 'baidu', 'Baidu', '百度'));
    expect(foundBy(overlay, 'huawei')).toEqual([]);
    expect(foundBy(overlay, 'baidu')).toEqual(['baidu']);
  });

  it('ranks its own records by what is rare in the base', async () => {
    const base = await buildSearch(CORPUS);
    const overlay = base.overlay([record('park', 'own-park', 'Foshan Lotus')], new Set());
    const [own] = overlay.search('foshan lotus');
    expect(own).toMatchObject({ record: { id: 'own-park' }, score: 1 });
    for (const one of CORPUS.slice(0, 20)) expect(overlay.search(one.name)[0]?.record.id).toBe(one.id);
  });

  it('can be laid over another', async () => {
    const base = await buildSearch(CORPUS);
    const middle = base.overlay([record('park', 'foshan-park', 'Lotus Garden')], new Set(['huawei']));
    const top = middle.overlay([record('park', 'own-top', 'Top Garden')], new Set(['tencent']));
    expect(foundBy(top, 'garden')).toEqual(['foshan-park', 'own-top']);
    expect(foundBy(top, 'huawei')).toEqual([]);
    expect(foundBy(top, 'tencent')).not.toContain('tencent');
    expect(foundBy(middle, 'tencent')).toContain('tencent');
  });
});
