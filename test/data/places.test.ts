import { readFileSync } from 'node:fs';
import { pinyin } from 'pinyin-pro';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  type Area,
  findCity,
  findProvince,
  isKnownPlace,
  namesOf,
  PROVINCES,
  placeInChinese,
  placeNames,
} from '../../src/data/places.ts';
import { squash } from '../../src/data/search/fold.ts';

const latin = z.string().regex(/^\p{Lu}[\p{Script=Latin}' -]*\p{Ll}$/u);
const han = z.string().regex(/^\p{Script=Han}{2,}$/u);
const area = {
  name: latin,
  pinyin: latin.optional(),
  zh: han,
  suffix: z.union([han, z.enum(['', '市', '区', '县', '盟', '旗', '省'])]),
  aliases: z
    .array(z.string().regex(/^[\p{Script=Latin}' -]+$|^\p{Script=Han}+$/u))
    .min(1)
    .optional(),
};
const district = z.strictObject({ ...area, code: z.string().length(6).optional() });
const city = z.strictObject({
  ...area,
  code: z
    .string()
    .regex(/^\d{4}(\d\d)?$/)
    .optional(),
  districts: z.array(district).min(1).optional(),
});
const file = z.array(
  z.strictObject({
    ...area,
    code: z.string().regex(/^\d\d$/),
    kind: z.enum(['province', 'municipality', 'autonomous-region', 'special-administrative-region']),
    cities: z.array(city).min(1).optional(),
    districts: z.array(district).min(1).optional(),
  }),
);

const cities = PROVINCES.flatMap((province) => province.cities ?? []);
/** What holds which areas: its name, its code, and they. */
const lists = [
  { name: 'China', code: '', parts: PROVINCES as readonly Area[] },
  ...PROVINCES.map(({ name, code, cities = [] }) => ({ name, code, parts: cities })),
  ...[...PROVINCES, ...cities].map(({ name, code = '', districts = [] }) => ({
    name,
    code,
    parts: districts,
  })),
].filter(({ parts }) => parts.length > 0);
const areas = lists.flatMap(({ parts }) => parts);

describe('the table', () => {
  it('has the shape it is typed as', () => {
    const path = new URL('../../src/data/places.json', import.meta.url);
    expect(file.safeParse(JSON.parse(readFileSync(path, 'utf8'))).error).toBeUndefined();
  });

  it.each([
    ['province', 23],
    ['municipality', 4],
    ['autonomous-region', 5],
    ['special-administrative-region', 2],
  ])('has every %s', (kind, count) => {
    expect(PROVINCES.filter((province) => province.kind === kind)).toHaveLength(count);
  });

  it('has every prefecture', () => {
    expect(cities.filter(({ code }) => code?.length === 4)).toHaveLength(333);
  });

  it('has no code twice', () => {
    const codes = areas.flatMap(({ code }) => code ?? []);
    expect(codes.filter((code, i) => codes.indexOf(code) !== i)).toEqual([]);
  });

  it.each(lists)('codes the parts of $name below it', ({ code, parts }) => {
    expect(parts.filter((part) => !(part.code ?? code).startsWith(code))).toEqual([]);
  });

  it.each(lists)('gives no name twice in $name', ({ parts }) => {
    const names = parts.flatMap((part) => [...new Set(namesOf(part).map(squash))]);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });

  /** 陕西 is spelled with two a's to tell it from 山西; the rest are readings that pinyin-pro does not know. */
  const readings = new Set(['陕西', '昌都', '喀什', '闵行', '六合', '黄陂', '花都', '新都', '丰都', '郫都']);

  it('spells every other name in pinyin', () => {
    const spelled = areas.filter(({ zh }) => !readings.has(zh));
    const wrong = spelled.filter(
      (each) => squash(each.pinyin ?? each.name) !== squash(pinyin(each.zh, { toneType: 'none' })),
    );
    expect(wrong).toEqual([]);
  });
});

describe('findProvince', () => {
  it.each([
    ['Zhejiang', 'Zhejiang'],
    ['zhejiang', 'Zhejiang'],
    [' ZHE JIANG ', 'Zhejiang'],
    ['33', 'Zhejiang'],
    ['浙江', 'Zhejiang'],
    ['浙江省', 'Zhejiang'],
    ['廣東', 'Guangdong'],
    ['新疆维吾尔自治区', 'Xinjiang'],
    ['Tibet', 'Xizang'],
    ['Macau', 'Macao'],
    ['Hong Kong SAR', 'Hong Kong'],
    ['xianggang', 'Hong Kong'],
    ['Neimenggu', 'Inner Mongolia'],
    ['shanxi', 'Shanxi'],
    ['山西', 'Shanxi'],
    ['shaanxi', 'Shaanxi'],
    ['陕西', 'Shaanxi'],
  ])('takes %j as %s', (text, name) => {
    expect(findProvince(text)?.name).toBe(name);
  });

  it.each(['', ' ', '-', 'Zhe', 'Zhejiang Fujian', '江', '99', '3', '3301', 'Hangzhou', 'constructor', '💥'])(
    'takes %j as none',
    (text) => {
      expect(findProvince(text)).toBeUndefined();
    },
  );
});

describe('findCity', () => {
  it.each([
    ['Zhejiang', 'Hangzhou', '杭州'],
    ['浙江', '杭州市', '杭州'],
    ['Shaanxi', 'xian', '西安'],
    ['Heilongjiang', 'Haerbin', '哈尔滨'],
    ['Xinjiang', 'Ürümqi', '乌鲁木齐'],
    ['Hebei', "Xiong'an", '雄安'],
    ['Hainan', 'Chengmai', '澄迈'],
    ['Fujian', 'Fuzhou', '福州'],
    ['Jiangxi', 'Fuzhou', '抚州'],
    ['Jiangsu', 'Suzhou', '苏州'],
    ['Anhui', 'Suzhou', '宿州'],
    ['Jiangsu', 'Taizhou', '泰州'],
    ['Zhejiang', 'Taizhou', '台州'],
    ['Jiangxi', 'Yichun', '宜春'],
    ['Heilongjiang', 'Yichun', '伊春'],
    ['Shaanxi', 'Yulin', '榆林'],
    ['Guangxi', 'Yulin', '玉林'],
  ])('finds in %s the city %s: %s', (province, name, zh) => {
    expect(findCity(province, name)?.zh).toBe(zh);
  });

  it.each([
    ['Zhejiang', 'Suzhou'],
    ['Atlantis', 'Hangzhou'],
    ['Zhejiang', ''],
    ['Shanghai', 'Shanghai'],
    ['Shanghai', 'Baoshan'],
    ['Zhejiang', 'Yuhang'],
  ])('finds in %s no city %j', (province, name) => {
    expect(findCity(province, name)).toBeUndefined();
  });
});

describe('placeNames', () => {
  it('has every part in English and Chinese, none twice', () => {
    expect(placeNames({ province: 'Zhejiang', city: 'Hangzhou', district: 'Xihu' })).toEqual([
      'Zhejiang',
      '浙江',
      '浙江省',
      'Hangzhou',
      '杭州',
      '杭州市',
      'Xihu',
      '西湖',
      '西湖区',
      'West Lake',
    ]);
    expect(placeNames({ province: 'Jilin', city: 'Jilin' })).toEqual(['Jilin', '吉林', '吉林省', '吉林市']);
  });

  it('has pinyin and aliases', () => {
    expect(placeNames({ province: 'Inner Mongolia', city: 'Hohhot' })).toContain('Huhehaote');
    expect(placeNames({ province: 'Xizang' })).toContain('Tibet');
  });

  it('keeps what the table lacks', () => {
    expect(placeNames({ province: 'Zhejiang', city: 'Utopia', district: 'Middle' })).toEqual([
      'Zhejiang',
      '浙江',
      '浙江省',
      'Utopia',
      'Middle',
    ]);
  });
});

describe('placeInChinese', () => {
  it.each([
    [{ province: 'Zhejiang' }, '浙江省'],
    [{ province: 'Zhejiang', city: 'Hangzhou', district: 'Yuhang' }, '浙江省杭州市余杭区'],
    [{ province: 'Shanghai', district: 'Huangpu' }, '上海市黄浦区'],
    [{ province: 'Guangdong', city: 'Guangzhou', district: 'Huangpu' }, '广东省广州市黄埔区'],
    [{ province: 'Xinjiang', city: 'Ili', district: 'Yining' }, '新疆维吾尔自治区伊犁哈萨克自治州伊宁市'],
    [{ province: 'Hebei', city: "Xiong'an New Area" }, '河北省雄安新区'],
    [{ province: 'Hong Kong' }, '香港特别行政区'],
    [{ province: 'Zhejiang', city: 'Utopia' }, '浙江省Utopia'],
  ])('writes %o as %s', (place, text) => {
    expect(placeInChinese(place)).toBe(text);
  });
});

describe('isKnownPlace', () => {
  it.each([
    [{ province: 'Beijing', district: 'Haidian' }],
    [{ province: 'Shandong', city: 'Qingdao', district: 'Shibei' }],
    [{ province: 'Jiangxi', city: 'Nanchang', district: 'Ganjiang New Area' }],
    [{ province: 'Jiangsu', city: 'Suzhou', district: 'Changshu' }],
    [{ province: 'Hainan', city: 'Haikou' }],
    [{ province: 'Macao' }],
  ])('knows %o', (place) => {
    expect(isKnownPlace(place)).toBe('ok');
  });

  it.each([
    [{ province: 'Atlantis', city: 'Hangzhou' }, 'unknown-province'],
    [{ province: 'Tibet' }, 'unknown-province'],
    [{ province: 'zhejiang' }, 'unknown-province'],
    [{ province: 'Hong Kong SAR' }, 'unknown-province'],
    [{ province: 'Shanghai', city: 'Shanghai' }, 'unknown-city'],
    [{ province: 'Jiangsu', city: 'Changshu' }, 'unknown-city'],
    [{ province: 'Hebei', city: "Xiong'an" }, 'unknown-city'],
    [{ province: 'Zhejiang', city: 'Suzhou', district: 'Gusu' }, 'unknown-city'],
    [{ province: 'Zhejiang', city: 'Hangzhou', district: 'Pudong' }, 'unknown-district'],
    [{ province: 'Zhejiang', city: 'Hangzhou', district: 'West Lake' }, 'unknown-district'],
    [{ province: 'Guangdong', district: 'Huangpu' }, 'unknown-district'],
  ])('reports of %o: %s', (place, problem) => {
    expect(isKnownPlace(place)).toBe(problem);
  });
});
