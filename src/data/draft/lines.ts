/** Parts of a record as one line each, the way people write them into a form, and back. */
import { parseMoney } from '../money.ts';
import { findCity, findProvince, namesOf } from '../places.ts';
import { type AlmanacRecord, type Amount, BASES, type Place } from '../schema.ts';
import { squash } from '../search/fold.ts';

/** Someone involved, and as what. */
export type Party = NonNullable<AlmanacRecord['organizations']>[number];

/** `total size: 10 billion`, `Alibaba — founding member` and `阿里巴巴——发起成员`: two parts. */
const PAIR = /^(.+?)\s*(?:\s[—–-]\s|——|[:：])\s*(.+)$/u;
const ASIDE = /\s*[(（]([^()（）]+)[)）]$/u;
const FIGURE = /^([-－]?\p{Nd}[\p{Nd},，]*(?:[.．]\p{Nd}+)?)\s*(\S.*)$/u;
const COMMA = /\s*[,，、]\s*/u;

/** What people write for the basis of an amount, folded: in English, and in either script of Chinese. */
const BASIS_WORDS: Readonly<Record<Amount['basis'], readonly string[]>> = {
  planned: ['planned', '计划', '计画', '规划', '拟'],
  ceiling: ['ceiling', 'atmost', '上限', '最高'],
  reported: ['reported', 'asreported', '据报道', '据报导', '报道', '报导'],
  actual: ['actual', 'paid', '实际', '实际支付', '实付'],
};

const basisOf = (word: string) => BASES.find((basis) => BASIS_WORDS[basis].includes(squash(word)));

/** What a sum is for, and the words in brackets at its end: `10 billion CNY: total size (planned)`. */
function partsOf(line: string) {
  const aside = ASIDE.exec(line)?.[1];
  const words = aside === undefined ? line : line.replace(ASIDE, '');
  const [, sum = words, of = 'total'] = PAIR.exec(words) ?? [];
  return { money: parseMoney(sum), of, aside };
}

/**
 * `10 billion CNY: total size (planned)`; what it is for and the basis may be left out. Undefined also where the
 * brackets at its end hold something else than a basis: to take that for the words before it would pass over a basis
 * that someone meant.
 */
export function readAmount(line: string): Amount | undefined {
  const { money, of, aside } = partsOf(line);
  const basis = aside === undefined ? 'reported' : basisOf(aside);
  return money && basis && { ...money, of, basis };
}

/** Whether a line is an amount but for the brackets at its end, which hold something else than a basis. */
export function hasUnknownBasis(line: string): boolean {
  const { money, aside } = partsOf(line);
  return money !== undefined && aside !== undefined && basisOf(aside) === undefined;
}

const CHINESE_DATE = /^(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})[日号號])?)?$/u;

/**
 * A date as people write it, in EDTF: `2018年4月9日`, `2020年1月至2020年3月`, and full-width digits. What is none of
 * these is given back as it is.
 */
export function readDate(text: string): string {
  const plain = text.normalize('NFKC');
  const ends = plain.split(/\s*至\s*/u).map((end) => {
    const [, year, ...parts] = CHINESE_DATE.exec(end) ?? [];
    if (year === undefined) return end;
    return [year, ...parts.filter(Boolean).map((part) => part.padStart(2, '0'))].join('-');
  });
  return ends.join('/');
}

/** What {@link readAmount} reads. */
export const writeAmount = ({ of, basis, ...money }: Amount) => `${writeMoney(money)}: ${of} (${basis})`;

const SCALES = [
  [1e12, 'trillion'],
  [1e9, 'billion'],
  [1e6, 'million'],
] as const;

/** In the largest scale that says it to the unit: `1.6 billion USD`. */
function writeMoney({ value, currency }: Pick<Amount, 'value' | 'currency'>): string {
  const inScales = SCALES.filter(([scale]) => value >= scale).map(
    ([scale, word]) => `${Number((value / scale).toPrecision(12))} ${word} ${currency}`,
  );
  return inScales.find((text) => parseMoney(text)?.value === value) ?? `${value} ${currency}`;
}

/** `Alibaba: founding member`; one that was there before under that name stays the record that it is linked to. */
export function readParty(line: string, before: readonly Party[] = []): Party | undefined {
  const [, name, role] = PAIR.exec(line) ?? [];
  if (name === undefined || role === undefined) return undefined;
  const id = before.find((party) => party.name === name)?.id;
  return { name, role, ...(id === undefined ? {} : { id }) };
}

/** What {@link readParty} reads. */
export const writeParty = ({ name, role }: Party) => `${name}: ${role}`;

/** A figure's number with its unit: `1,238 filings`. */
export function readFigure(line: string): Pick<AlmanacRecord, 'value' | 'unit'> | undefined {
  const [, value, unit] = FIGURE.exec(line) ?? [];
  if (value === undefined) return undefined;
  return { value: Number(value.normalize('NFKC').replaceAll(',', '')), unit };
}

/**
 * A place from its smallest part to its largest, or the other way round: `Yuhang, Hangzhou, Zhejiang`; each part by
 * any of its names, in what is given back by its official one. Chinese needs no commas: `浙江省杭州市余杭区`. Undefined
 * where the table of places lacks a part, or where it could be two places.
 */
export function readPlace(line: string): Place | undefined {
  const parts = line.split(COMMA);
  const [last = '', ...inner] = parts.toReversed();
  return placeIn(last, inner) ?? placeIn(parts[0] ?? '', parts.slice(1)) ?? placeInOneWord(line);
}

/** No address in Chinese is longer. */
const ONE_WORD = /^\p{sc=Han}{3,30}$/u;

function placeInOneWord(line: string): Place | undefined {
  const word = line.replace(/[\s·]/gu, '');
  if (!ONE_WORD.test(word)) return undefined;
  const found = splits(word).flatMap(([province, rest]) =>
    findProvince(province)
      ? [[rest], ...splits(rest)].flatMap((inner) => placeIn(province, inner) ?? [])
      : [],
  );
  const [place, ...others] = new Map(found.map((each) => [writePlace(each), each])).values();
  return others.length === 0 ? place : undefined;
}

/** Every way to take a word apart in two. */
const splits = (word: string) =>
  Array.from(
    { length: Math.max(0, word.length - 1) },
    (_, i) => [word.slice(0, i + 1), word.slice(i + 1)] as const,
  );

function placeIn(provinceName: string, [first, second, ...rest]: readonly string[]): Place | undefined {
  const province = findProvince(provinceName);
  if (!province || rest.length > 0) return undefined;
  if (first === undefined) return { province: province.name };
  const city = findCity(province.name, first);
  if (city && second === undefined) return { province: province.name, city: city.name };
  const [parent, name] = city ? [city, second ?? ''] : [province, first];
  const district = parent.districts?.find((area) => namesOf(area).map(squash).includes(squash(name)));
  if (!district || (!city && second !== undefined)) return undefined;
  return {
    province: province.name,
    ...(city ? { city: city.name } : {}),
    district: district.name,
  };
}

/** What {@link readPlace} reads. */
export const writePlace = ({ province, city, district }: Place) =>
  [district, city, province].filter((part) => part !== undefined).join(', ');
