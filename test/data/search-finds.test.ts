import { beforeAll, describe, expect, it } from 'vitest';
import { KINDS } from '../../src/data/schema.ts';
import { buildSearch, type Search, type SearchOptions } from '../../src/data/search/index.ts';
import { CORPUS, record } from './search/corpus.ts';

let search: Search;
beforeAll(async () => {
  search = await buildSearch(CORPUS);
});

const ids = (query: string, options?: SearchOptions) =>
  search.search(query, options).map((hit) => hit.record.id);

describe('finds first', () => {
  it.each([
    ['an exact name', 'Hangzhou Blockchain Industrial Park', 'hangzhou-park'],
    ['an exact Chinese name', '杭州市区块链产业园', 'hangzhou-park'],
    ['an alias', 'China Hangzhou Blockchain Industrial Park', 'hangzhou-park'],
    ['some words of a name', 'hangzhou blockchain park', 'hangzhou-park'],
    ['a word typed halfway', 'hangzhou blockch', 'hangzhou-park'],
    ['several words typed halfway', 'yue int block', 'yuexiu'],
    ['slips in every word', 'hangzou blokchain parc', 'hangzhou-park'],
    ['two slips in a long word', 'zhonguancum', 'zgc-alliance'],
    ['a transposition', 'tencnet', 'tencent'],
    ['a transposition in a short word', 'bns', 'bsn'],
    ['another order of words', 'park blockchain yuexiu', 'yuexiu'],
    ['no spaces', 'hangzhoublockchainindustrialpark', 'hangzhou-park'],
    ['no spaces, the last word cut short', 'foshanblockchainpa', 'foshan-park'],
    ['a space too many', 'chain maker', 'changan-chain'],
    ['a space too many, typed halfway', 'chain mak', 'changan-chain'],
    ['many spaces', '  grand    shores  ', 'grand-shores-fund'],
    ['words of the name', 'grand shores', 'grand-shores-fund'],
    ['an apostrophe', "xi'an silk road", 'xian-park'],
    ['a curly apostrophe', 'Xi’an Silk Road', 'xian-park'],
    ['an apostrophe left out', 'xian silk', 'xian-park'],
    ['an apostrophe as a space', 'xi an silk', 'xian-park'],
    ['a hyphen left out', 'blockchain based service network', 'bsn'],
    ['a hyphen written', 'silk-road', 'xian-park'],
    ['a hyphenated alias', 'e-cny', 'ecny'],
    ['a hyphenated alias written together', 'ecny', 'ecny'],
    ['an accent left out', 'luliang mine', 'luliang'],
    ['an accent written', 'Lǘliàng', 'luliang'],
    ['capitals', 'HUAWEI', 'huawei'],
    ['full-width letters', 'ＢＳＮ', 'bsn'],
    ['an acronym', 'miit', 'miit'],
    ['Chinese with parts left out', '杭州产业园', 'hangzhou-park'],
    ['Traditional characters', '杭州市區塊鏈產業園', 'hangzhou-park'],
    ['Traditional characters in part', '雲南區塊鏈', 'yunnan-center'],
    ['Chinese in two words', '长安 链', 'changan-chain'],
    ['one character', '暾', 'tunlan'],
    ['a Chinese alias', '网信办', 'cac'],
    ['joined pinyin', 'foshanshiqukuailianchanyeyuan', 'foshan-park'],
    ['joined pinyin with parts left out', 'foshanqukuailian', 'foshan-park'],
    ['joined pinyin typed halfway', 'foshanshiqukuail', 'foshan-park'],
    ['spaced pinyin', 'tian shi meng xiang ji jin', 'angel-dream'],
    ['pinyin of a name', 'wangxinban', 'cac'],
    ['pinyin with a slip', 'tianshimengxangjijin', 'angel-dream'],
    ['pinyin by an old reading', 'yueqing gongyinglian', 'yueqing-park'],
    ['pinyin of 厦门', 'xiamen ruanjianyuan', 'xiamen-park'],
    ['pinyin of 重庆', 'chongqingshi qukuailian', 'chongqing-base'],
    ['pinyin of 长沙', 'changsha', 'changsha-park'],
    ['pinyin of 央行', 'yanghang', 'pboc'],
    ['initials of a name', 'tsmxjj', 'angel-dream'],
    ['initials without the level of a place', 'fsqklcyy', 'foshan-park'],
    ['initials of a place', 'hrb', 'heilongjiang-plan'],
    ['a place in English', 'harbin', 'heilongjiang-plan'],
    ['a place in Chinese', '哈尔滨', 'heilongjiang-plan'],
    ['a place in pinyin', 'neimenggu', 'inner-mongolia-plan'],
    ['a place in pinyin with a slip', 'wulumqi', 'urumqi-base'],
    ['a province with a city', 'xinjiang urumqi', 'urumqi-base'],
    ['words of several fields', 'shenzhen fund 2018', 'shenzhen-fund'],
    ['a place and a kind', 'guizhou policy', 'guizhou-opinions'],
    ['two scripts', '深圳 fund', 'shenzhen-fund'],
    ['two scripts written together', 'bsn区块链', 'bsn'],
    ['words and a year written together', 'shenzhenfund2018', 'shenzhen-fund'],
    ['someone involved', 'li xiaolai', 'grand-shores-fund'],
    ['a word of a summary', 'pornography', 'cac-provisions'],
    ['a name before those who are involved', 'cyberspace administration of china', 'cac'],
    ['a name before a summary', 'tencent', 'tencent'],
    ['a year', 'henan 2022', 'henan-plan'],
    ['what a headline is about', 'invoices tencent built', 'tax-invoice'],
    ['a plural', 'purple potteries digital', 'purple-pottery'],
    ['a question', 'what is the plan of hunan', 'hunan-plan'],
    ['ü typed as v', 'lvliang', 'luliang'],
    ['a month and a day', 'october 24', 'xi-speech'],
    ['a month and a day in Chinese', '10月24日', 'xi-speech'],
    ['letters and digits together', 'henan2022', 'henan-plan'],
    ['an unknown word beside a known one', 'foshan qwxyzvv', 'foshan-park'],
  ])('%s: %s', (_, query, id) => {
    expect(ids(query)[0]).toBe(id);
  });
});

describe('finds among the first three', () => {
  it.each([
    ['杭州', 'hangzhou-park'],
    ['杭州', 'internet-court'],
    ['hangzhou', 'hangzhou-park'],
    ["xiong'an", 'grand-shores-fund'],
    ["xiong'an", 'xiongan-fund'],
    ['xiong an', 'grand-shores-fund'],
    ['雄岸', 'grand-shores-fund'],
    ['invoice tencent', 'tax-invoice'],
    ['prak hangzhou', 'hangzhou-park'],
    ['xinjiang', 'yining-park'],
    ['xinjiang', 'urumqi-base'],
    ['臺灣', 'taipei-summit'],
  ])('%s: %s', (query, id) => {
    expect(ids(query).slice(0, 3)).toContain(id);
  });
});

describe('ranks', () => {
  it('an exact name with 1, anything else with less', () => {
    const [first, ...others] = search.search('雄岸全球區塊鏈創新基金');
    expect(first).toMatchObject({ record: { id: 'grand-shores-fund' }, score: 1 });
    expect(search.search('park hangzhou blockchain industrial')[0]?.score).toBeLessThan(1);
    for (const hit of others) expect(hit.score).toBeLessThan(1);
  });

  it('the official Shanxi before Shaanxi, whose pinyin is the same', () => {
    const found = ids('shanxi', { limit: 60 });
    expect(found).toContain('taiyuan-park');
    expect(found).toContain('luliang');
    expect(found.indexOf('xian-park')).toBeGreaterThan(found.indexOf('taiyuan-park'));
    expect(found.indexOf('xian-park')).toBeGreaterThan(found.indexOf('luliang'));
    expect(ids('shaanxi')).toEqual(['xian-park']);
  });

  it('all that initials can mean, those with most relations first', () => {
    const found = ids('hz', { limit: 60 });
    expect(found[0]).toBe('hangzhou-park');
    expect(found).toContain('huzhou-park');
  });

  it('a summary below a name', () => {
    const found = ids('tencent', { limit: 60 });
    expect(found[0]).toBe('tencent');
    expect(found).toContain('tax-invoice');
  });

  it('leaves out what has only a common word of several', () => {
    expect(ids('grand shores', { limit: 60 })).toEqual(['grand-shores-fund']);
  });

  it('in one order, however the records came', async () => {
    const reversed = await buildSearch([...CORPUS].reverse());
    for (const query of ['hangzhou', 'blockchain', '区块链', 'hz', 'h', '']) {
      expect(reversed.search(query, { limit: 60 })).toEqual(search.search(query, { limit: 60 }));
    }
  });
});

describe('narrows', () => {
  it.each<[string, SearchOptions]>([
    ['blockchain', { kind: 'fund' }],
    ['blockchain', { province: 'Zhejiang' }],
    ['blockchain', { year: 2021 }],
    ['', { kind: 'policy', province: 'Hunan', year: 2021 }],
    ['hangzhou', { kind: 'event' }],
  ])('%j by %o, before the limit', (query, options) => {
    const all = search.search(query, { limit: 100 }).map((hit) => hit.record.id);
    const fits = search.search(query, { ...options, limit: 100 }).map((hit) => hit.record);
    expect(fits.length).toBeGreaterThan(0);
    for (const found of fits) {
      expect(all).toContain(found.id);
      if (options.kind) expect(found.kind).toBe(options.kind);
      if (options.province) expect(found.places?.map((place) => place.province)).toContain(options.province);
    }
    expect(ids(query, { ...options, limit: 1 })).toEqual([fits[0]?.id]);
  });

  it('to any year that a date touches', () => {
    expect(ids('hunan plan', { year: 2021 })).toEqual(['hunan-plan']);
    expect(ids('hunan plan', { year: 2023 })).toEqual([]);
  });

  it('to any place of a record', async () => {
    const two = {
      ...record('park', 'two', 'Two places'),
      places: [{ province: 'Hebei' }, { province: 'Tianjin' }],
    };
    const found = (await buildSearch([two])).search('two', { province: 'Tianjin' });
    expect(found.map((hit) => hit.record.id)).toEqual(['two']);
  });

  it('with a rare filter on a word that everything has', async () => {
    const many = Array.from({ length: 3000 }, (_, i) => record('park', `park-${i}`, `Blockchain park ${i}`));
    const large = await buildSearch([
      ...many,
      record('fund', 'only-fund', 'Blockchain fund', undefined, 'Tibet'),
    ]);
    expect(large.search('blockchain', { kind: 'fund' }).map((hit) => hit.record.id)).toEqual(['only-fund']);
    expect(large.search('blockchain', { province: 'Tibet' }).map((hit) => hit.record.id)).toEqual([
      'only-fund',
    ]);
  });

  it.each([
    [undefined, 10],
    [3, 3],
    [0, 0],
    [-1, 0],
    [1000, CORPUS.length],
  ])('a limit of %s gives %i', (limit, count) => {
    expect(search.search('', limit === undefined ? {} : { limit })).toHaveLength(count);
  });
});

describe('without a query', () => {
  it.each(['', '   ', '\t\n'])('%j gives the weightiest of each kind by turns', (query) => {
    const hits = search.search(query, { limit: 100 });
    expect(hits).toHaveLength(CORPUS.length);
    const first = hits.slice(0, KINDS.length).map((hit) => hit.record);
    expect(first.slice(0, 4).map((one) => one.id)).toEqual([
      'hangzhou-park',
      'grand-shores-fund',
      'hangzhou-park-opens',
      'tunlan',
    ]);
    expect(new Set(first.map((one) => one.kind))).toEqual(new Set(KINDS));
  });

  it('gives the records of one kind with most relations first', () => {
    expect(ids('', { kind: 'organization' })[0]).toBe('tunlan');
    expect(ids('', { kind: 'fund', limit: 2 })[0]).toBe('grand-shores-fund');
  });

  it('fills a list from the kinds that are left', () => {
    const kinds = search.search('', { province: 'Hunan' }).map((hit) => hit.record.kind);
    expect(kinds.toSorted()).toEqual(['park', 'park', 'policy']);
  });
});

describe('takes anything that is typed', () => {
  it.each([
    ['400 letters', 'a'.repeat(400)],
    ['400 characters of Chinese', '链'.repeat(400)],
    ['400 characters of words', 'hang zou xi blok '.repeat(24)],
    ['a long run of pinyin', 'qukuailian'.repeat(40)],
    ['control characters', '\u0000\u0007\u001b[31m\u200b\u202e'],
    ['lone surrogates', '\ud83d \udc00 \ud800x'],
    ['a cut emoji', '杭州😀'.slice(0, 3)],
    ['a prototype', '__proto__'],
    ['a constructor', 'constructor toString hasOwnProperty'],
    ['operators of Fuse.js', '\'park | ^hang !x =y$ "z"'],
    ['a pattern', '.*(+?[\\'],
    ['marks without a letter', '\u0301\u0301'],
    ['Cyrillic', 'Ханчжоу'],
    ['Hangul', '항저우'],
  ])('%s', (_, query) => {
    expect(Array.isArray(search.search(query, { limit: 100 }))).toBe(true);
  });

  it.each(['!!!', '😀😀', '…——（）', "'", '-'])('%j finds nothing', (query) => {
    expect(search.search(query)).toEqual([]);
  });

  it('and reads the beginning of what is too long', () => {
    expect(ids(`huawei ${'x'.repeat(400)}`)[0]).toBe('huawei');
  });
});
