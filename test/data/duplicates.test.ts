import { expect, it } from 'vitest';
import { likelyDuplicates } from '../../src/data/duplicates.ts';
import type { AlmanacRecord } from '../../src/data/schema.ts';
import { buildSearch } from '../../src/data/search/index.ts';

const park = (id: string, more: Partial<AlmanacRecord> = {}): AlmanacRecord => ({
  id,
  kind: 'park',
  name: id,
  summary: 'A park.',
  sources: [{ id: 's' }],
  ...more,
});
const hangzhou = [{ province: 'Zhejiang', city: 'Hangzhou' }];
const kept = park('hangzhou-park', {
  name: 'Hangzhou Blockchain Industrial Park',
  nameZh: '杭州区块链产业园',
  aliases: ["Xi'an Lake Base"],
  places: hangzhou,
  date: '2018-04-09',
});
const twins = ['a', 'b', 'c', 'd'].map((id) => park(`twin-${id}`, { name: 'Twin Park' }));
const search = await buildSearch([kept, ...twins, park('far-park', { name: 'Far Away Base' })]);
const idsLike = (more: Partial<AlmanacRecord>) =>
  likelyDuplicates(park('own-new', more), { search }).map(({ id }) => id);

it.each<[string, Partial<AlmanacRecord>]>([
  ['the same name', { name: 'Hangzhou Blockchain Industrial Park' }],
  ['the same name, folded', { name: 'HANGZHOU  blockchain-industrial park' }],
  ['the same Chinese name, in Traditional characters', { name: 'New', nameZh: '杭州區塊鏈產業園' }],
  ['a name that is an alias', { name: 'xian lake base' }],
  ['an alias that is its name', { name: 'New', aliases: ['Hangzhou Blockchain Industrial Park'] }],
  ['nearly its name, in the same place', { name: 'Hangzhou Blockchain Industral Park', places: hangzhou }],
  [
    'nearly its name, in the same province',
    { name: 'Hangzhou Blockchain Industral Park', places: [{ province: 'Zhejiang' }] },
  ],
  ['nearly its name, at the same time', { name: 'Hangzhou Blockchain Industral Park', date: '2018-04' }],
])('finds a record with %s', (_, more) => {
  expect(idsLike(more)).toEqual(['hangzhou-park']);
});

it.each<[string, Partial<AlmanacRecord>]>([
  ['is of another kind', { kind: 'fund', name: 'Hangzhou Blockchain Industrial Park' }],
  [
    'has nearly its name elsewhere, at another time',
    { name: 'Hangzhou Blockchain Industral Park', places: [{ province: 'Hebei' }], date: '2020' },
  ],
  ['has another name in the same place', { name: 'Silk Museum', places: hangzhou, date: '2018-04-09' }],
  ['has a name without a letter', { name: '!!!' }],
  ['is the record itself', { id: 'hangzhou-park', name: 'Hangzhou Blockchain Industrial Park' }],
])('does not take for it what %s', (_, more) => {
  expect(idsLike(more)).toEqual([]);
});

it('gives three at most', () => {
  expect(idsLike({ name: 'Twin Park' })).toHaveLength(3);
});
