import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PROVINCES } from '../../../src/data/places.ts';
import { Dictionary } from '../../../src/data/search/dictionary.ts';
import { distanceTo, patternOf, signatureOf } from '../../../src/data/search/distance.ts';
import { fold, squash, tokenize } from '../../../src/data/search/fold.ts';
import { highlight } from '../../../src/data/search/highlight.ts';
import { splitPinyin, syllablesOf } from '../../../src/data/search/pinyin.ts';
import { FIELD_BITS, FIELD_MASK, MAX_NUMBER, Postings } from '../../../src/data/search/postings.ts';
import { best } from '../../../src/data/search/select.ts';
import { rankSmall } from '../../../src/data/search/small.ts';
import { Sorted } from '../../../src/data/search/sorted.ts';
import { Vocabulary } from '../../../src/data/search/vocabulary.ts';

describe('fold', () => {
  it.each([
    ['  Hangzhou   Park ', 'hangzhou park'],
    ["Xi'an", 'xian'],
    ['Xi’an', 'xian'],
    ['Xiong`an', 'xiongan'],
    ['cross-border', 'cross border'],
    ['“Blockchain+” (2018)', 'blockchain 2018'],
    ['Lüliang', 'luliang'],
    ['ÉCOLE', 'ecole'],
    ['Straße', 'strasse'],
    ['ＢＳＮ２', 'bsn2'],
    ['區塊鏈產業園', '区块链产业园'],
    ['臺灣', '台湾'],
    ['乾隆 頭髮', '乾隆 头发'],
    ['BSN區塊鏈2018年', 'bsn 区块链 2018 年'],
    ['星火·链网', '星火 链网'],
    ['1,238 filings of 12,345,678', '1238 filings of 12345678'],
    ['共1,238个', '共 1238 个'],
    ['1,23 and 2018,2019', '1 23 and 2018 2019'],
    ['😀', ''],
    ['\u0301', ''],
    ['\ud800', ''],
    ['', ''],
  ])('%j is %j', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  it('changes nothing that is folded already', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
    );
  });

  it('makes one of spaces, hyphens and apostrophes when squashed', () => {
    expect(new Set(["Xi'an", 'xi an', 'XI-AN'].map(squash))).toEqual(new Set(['xian']));
  });

  it('knows where its tokens stood', () => {
    const text = 'É-cole 區塊鏈!';
    const stood = tokenize(text).map(({ start, end }) => text.slice(start, end));
    expect(stood).toEqual(['É', 'cole', '區塊鏈']);
  });
});

describe('pinyin', () => {
  it.each([
    ['单县', 'shan xian'],
    ['涡阳', 'guo yang'],
    ['蔚县', 'yu xian'],
    ['郫都区', 'pi du qu'],
    ['乐清市', 'yue qing shi'],
    ['重庆', 'chong qing'],
    ['厦门', 'xia men'],
    ['长沙', 'chang sha'],
    ['喀什', 'ka shi'],
    ['吕梁', 'lu liang'],
    ['六安', 'lu an'],
    ['陕西', 'shan xi'],
    ['央行', 'yang hang'],
    ['单县区块链产业园', 'shan xian qu kuai lian chan ye yuan'],
  ])('%s is %s', (run, spelled) => {
    expect(syllablesOf(run).join(' ')).toBe(spelled);
  });

  it('of every place is the spelling that the table of places has', () => {
    const areas = PROVINCES.flatMap((province) => [
      province,
      ...(province.districts ?? []),
      ...(province.cities ?? []).flatMap((city) => [city, ...(city.districts ?? [])]),
    ]);
    // Shaanxi is written so that it is told apart from Shanxi.
    const spelledAsRead = areas.filter((area) => area.name !== 'Shaanxi');
    expect(spelledAsRead.map(({ zh }) => `${zh} ${syllablesOf(zh).join('')}`)).toEqual(
      spelledAsRead.map(({ zh, name, pinyin = name }) => `${zh} ${squash(pinyin)}`),
    );
  });

  it.each([
    ['qukuailian', ['qu', 'kuai', 'lian']],
    ['qukuail', ['qu', 'kuai', 'l']],
    ['heilongjiang', ['hei', 'long', 'jiang']],
    ['chanyeyuan', ['chan', 'ye', 'yuan']],
    ['hangzhou', undefined],
    ['blockchain', undefined],
    ['', undefined],
    ['a'.repeat(100), undefined],
  ])('%s is taken apart into %j', (word, pieces) => {
    expect(splitPinyin(word)).toEqual(pieces);
  });
});

describe('distance', () => {
  /** The textbook table, as the measure to go by. */
  function slow(a: string, b: string): number {
    const rows: number[][] = [];
    const at = (i: number, j: number) => rows[i]?.[j] ?? 0;
    for (let i = 0; i <= a.length; i++) {
      rows[i] = [];
      for (let j = 0; j <= b.length; j++) {
        const same = a[i - 1] === b[j - 1] ? 0 : 1;
        const steps = [at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + same];
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
          steps.push(at(i - 2, j - 2) + 1);
        rows[i]?.push(i === 0 ? j : j === 0 ? i : Math.min(...steps));
      }
    }
    return at(a.length, b.length);
  }
  const word = fc.string({ unit: fc.constantFrom(...'abcz'), minLength: 1, maxLength: 31 });

  it('is that of the table', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        const pattern = patternOf(a);
        expect(pattern && distanceTo(pattern, b)).toBe(slow(a, b));
      }),
      { numRuns: 2000 },
    );
  });

  it.each(['', 'a'.repeat(32), 'a1', 'é', 'A', '杭'])('does not measure %j', (text) => {
    expect(patternOf(text)).toBeUndefined();
  });

  it('sees the letters of a word', () => {
    expect(signatureOf('aba')).toBe(signatureOf('ab'));
    expect(signatureOf('abc')).not.toBe(signatureOf('ab'));
  });
});

describe('a vocabulary', () => {
  const words = ['hang', 'hangzhou', 'hanghzou', 'huzhou', 'park', '区块', '区', '2018', '2019', 'h'];
  const filled = () => {
    const vocabulary = new Vocabulary();
    for (const word of words) vocabulary.add(word);
    return vocabulary;
  };
  const beginning = (vocabulary: Vocabulary, prefix: string) =>
    vocabulary.beginning(prefix).map((number) => vocabulary.wordAt(number));

  it('numbers words once, and gives the number of one that went to the next', () => {
    const vocabulary = filled();
    expect(words.map((word) => vocabulary.add(word))).toEqual(words.map((_, i) => i));
    expect(vocabulary.numberOf('parks')).toBeUndefined();
    expect(vocabulary.numberOf('__proto__')).toBeUndefined();
    vocabulary.delete('hangzhou');
    vocabulary.delete('nothing');
    expect(vocabulary.numberOf('hangzhou')).toBeUndefined();
    expect(vocabulary.size).toBe(words.length - 1);
    expect(vocabulary.add('wuxi')).toBe(1);
  });

  it.each([
    ['hang', ['hanghzou', 'hangzhou']],
    ['h', ['hang', 'hanghzou', 'hangzhou', 'huzhou']],
    ['20', ['2018', '2019']],
    ['2', ['2018', '2019']],
    ['区', ['区块']],
    ['x', []],
    ['park', []],
  ])('finds longer words that begin with %j', (prefix, found) => {
    expect(beginning(filled(), prefix)).toEqual(found);
  });

  it.each([
    ['hangzou', 1, ['hangzhou', 'hanghzou']],
    ['prak', 1, ['park']],
    ['aprk', 1, ['park']],
    ['parl', 1, ['park']],
    ['bark', 1, ['park']],
    ['hangzhou', 1, ['hanghzou']],
    ['pa', 2, ['park']],
    ['2017', 1, []],
    ['区链', 1, []],
    ['', 1, []],
  ] as const)('finds what is near %j at %i', (word, distance, near) => {
    expect(filled().near(word, distance).sort()).toEqual([...near].sort());
  });

  it('finds every word at one slip, and the others of what was not taken out', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abc'), minLength: 3, maxLength: 6 });
    fc.assert(
      fc.property(fc.uniqueArray(word), fc.uniqueArray(word), word, (taken, out, asked) => {
        const vocabulary = new Vocabulary();
        for (const one of taken) vocabulary.add(one);
        for (const one of out) vocabulary.delete(one);
        const left = taken.filter((one) => !out.includes(one));
        const pattern = patternOf(asked);
        const near = left.filter((one) => pattern && distanceTo(pattern, one) === 1);
        expect(vocabulary.near(asked, 1).sort()).toEqual(near.sort());
        const longer = left.filter((one) => one.startsWith(asked.slice(0, 2)));
        expect(beginning(vocabulary, asked.slice(0, 2)).sort()).toEqual(longer.sort());
      }),
    );
  });
});

describe('numbers in order', () => {
  it('stay so, whatever comes and goes', () => {
    const steps = fc.array(fc.record({ number: fc.nat({ max: 3000 }), add: fc.boolean() }), {
      minLength: 1,
      maxLength: 3000,
    });
    fc.assert(
      fc.property(steps, fc.nat({ max: 3000 }), fc.nat({ max: 3000 }), (all, from, to) => {
        const sorted = new Sorted();
        const model = new Set<number>();
        for (const { number, add } of all) {
          if (add && !model.has(number)) sorted.add(number, (other) => other < number);
          if (!add && model.has(number)) sorted.delete((other) => other < number);
          if (add) model.add(number);
          else model.delete(number);
        }
        const expected = [...model].sort((a, b) => a - b);
        const seen: number[] = [];
        sorted.each((number) => seen.push(number) > 0);
        expect(seen).toEqual(expected);
        const within = expected.filter((number) => number >= from && number < to);
        expect(
          sorted.range(
            (number) => number < from,
            (number) => number < to,
          ),
        ).toEqual(within);
      }),
      { numRuns: 30 },
    );
  });

  it('are not gone through further than asked for', () => {
    const sorted = new Sorted();
    for (let i = 0; i < 2000; i++) sorted.add(i, (other) => other < i);
    const seen: number[] = [];
    sorted.each((number) => seen.push(number) < 3);
    expect(seen).toEqual([0, 1, 2]);
  });
});

describe('the best', () => {
  it('are those with the highest scores, in their order', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 20 }), { maxLength: 200 }), fc.nat({ max: 30 }), (scores, most) => {
        const items = scores.map((_, i) => i);
        const expected = [...items]
          .sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b)
          .slice(0, most)
          .sort((a, b) => a - b);
        expect([...best(Uint32Array.from(items), Uint16Array.from(scores), most)]).toEqual(expected);
      }),
    );
  });
});

describe('postings', () => {
  const entriesOf = (list: Uint32Array) =>
    [...list].map((entry) => [entry >>> FIELD_BITS, entry & FIELD_MASK]);

  it('keep what was put in and not taken out', () => {
    const step = fc.record({
      text: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      record: fc.nat({ max: 40 }),
      fields: fc.integer({ min: 1, max: FIELD_MASK }),
      add: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
        const postings = new Postings(new Dictionary());
        const model = new Map<string, Map<number, number>>();
        for (const { text, record, fields, add } of steps) {
          const list = model.get(text) ?? new Map<number, number>();
          model.set(text, list);
          if (add) {
            postings.insert(text, record, fields);
            list.set(record, (list.get(record) ?? 0) | fields);
          } else {
            postings.remove(text, record);
            list.delete(record);
          }
        }
        for (const [text, list] of model) {
          expect(postings.count(text)).toBe(list.size);
          expect(entriesOf(postings.list(text))).toEqual([...list].sort(([a], [b]) => a - b));
        }
        const texts = [...model].filter(([, list]) => list.size > 0).map(([text]) => text);
        expect([...postings.keys.keys()].sort()).toEqual(texts.sort());
      }),
    );
  });

  it('hold the highest number of a record, and long lists', () => {
    const postings = new Postings(new Dictionary());
    postings.insert('a', MAX_NUMBER, FIELD_MASK);
    expect(entriesOf(postings.list('a'))).toEqual([[MAX_NUMBER, FIELD_MASK]]);
    for (let record = 0; record < 70_000; record++) postings.insert('b', record, 1);
    for (let record = 0; record < 69_999; record++) postings.remove('b', record);
    expect(entriesOf(postings.list('b'))).toEqual([[69_999, 1]]);
    expect(postings.count('c')).toBe(0);
  });
});

describe('highlight', () => {
  const mark = (query: string, text: string) => {
    let marked = text;
    for (const [start, end] of [...highlight(query, text)].reverse()) {
      marked = `${marked.slice(0, start)}[${marked.slice(start, end)}]${marked.slice(end)}`;
    }
    return marked;
  };

  it.each([
    ['hangzhou park', 'Hangzhou Blockchain Park', '[Hangzhou] Blockchain [Park]'],
    ['block', 'Hangzhou Blockchain Park', 'Hangzhou [Blockchain] Park'],
    ['hangzou blokchain parc', 'Hangzhou Blockchain Park', '[Hangzhou] [Blockchain] [Park]'],
    ['block chain', 'A Blockchain', 'A [Blockchain]'],
    ["xi'an", 'Base in Xi’an', 'Base in [Xi’an]'],
    ['xian', "Xi'an", "[Xi'an]"],
    ['luliang', 'Lüliang mine', '[Lüliang] mine'],
    ['杭州产业园', '杭州市区块链产业园', '[杭州]市区块链[产业园]'],
    ['區塊鏈', '杭州区块链', '杭州[区块链]'],
    ['区块链', '杭州區塊鏈', '杭州[區塊鏈]'],
    ['杭', '余杭区', '余[杭]区'],
    ['hangzhou', 'Park of 杭州市', 'Park of [杭州]市'],
    ['qu kuai lian', '杭州区块链', '杭州[区块链]'],
    ['qukuailian', '杭州区块链', '杭州[区块链]'],
    ['', 'Hangzhou', 'Hangzhou'],
    ['!!!', 'Hangzhou', 'Hangzhou'],
    ['a', 'Alibaba', 'Alibaba'],
    ['zzz', 'Hangzhou 杭州', 'Hangzhou 杭州'],
  ])('%j in %j', (query, text, marked) => {
    expect(mark(query, text)).toBe(marked);
  });

  it('gives ranges that are apart, ascending and inside the text, for anything typed', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('杭州區塊鏈 Park', '𠮷野家杭州'));
    fc.assert(
      fc.property(text, text, (query, shown) => {
        let before = 0;
        for (const [start, end] of highlight(query, shown)) {
          expect(start).toBeGreaterThanOrEqual(before);
          expect(end).toBeGreaterThan(start);
          before = end;
        }
        expect(before).toBeLessThanOrEqual(shown.length);
      }),
    );
  });
});

describe('rankSmall', () => {
  const provinces = [
    ['Shaanxi', '陕西'],
    ['Shanxi', '山西'],
    ['Zhejiang', '浙江'],
    ['Inner Mongolia', '内蒙古'],
    ['Xinjiang', '新疆'],
  ] as const;
  const rank = (query: string) => rankSmall(provinces, query, (names) => names).map(([name]) => name);

  it.each([
    ['shanxi', 'Shanxi'],
    ['shaanxi', 'Shaanxi'],
    ['zhejang', 'Zhejiang'],
    ['mongolia', 'Inner Mongolia'],
    ['innermong', 'Inner Mongolia'],
    ['内蒙', 'Inner Mongolia'],
    ['neimenggu', 'Inner Mongolia'],
    ['xj', 'Xinjiang'],
    ['陝西', 'Shaanxi'],
  ])('%s brings %s first', (query, first) => {
    expect(rank(query)[0]).toBe(first);
  });

  it.each(['', '  '])('%j keeps the order given', (query) => {
    expect(rank(query)).toEqual(provinces.map(([name]) => name));
  });

  it.each(['!!!', '😀', 'qqqqqq', '\ud800'])('%j brings nothing', (query) => {
    expect(rank(query)).toEqual([]);
  });

  it('takes anything that is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (query) => {
        expect(rank(query).length).toBeLessThanOrEqual(provinces.length);
      }),
    );
  });
});
