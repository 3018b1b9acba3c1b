/** Parts of a record as one line each, the way people write them into a form, and back. */
import { parseMoney } from '../money.ts';
import { findCity, findProvince, namesOf } from '../places.ts';
import { type AlmanacRecord, type Amount, BASES, type Place } from '../schema.ts';
import { squash } from '../search/fold.ts';

/** Someone involved, and as what. */
export type Party = NonNullable<AlmanacRecord['organizations']>[number];

/** `total size: 10 billion` and `Alibaba — founding member`: two parts. */
const PAIR = /^(.+?)\s*(?:\s[—–-]\s|[:：])\s*(.+)$/u;
const BASIS = new RegExp(`\\s*\\((${BASES.join('|')})\\)$`);
const FIGURE = /^(-?\d[\d,]*(?:\.\d+)?)\s*(\S.*)$/u;
const COMMA = /\s*[,，、]\s*/u;

/** `10 billion CNY: total size (planned)`; what it is for and the basis may be left out. */
export function readAmount(line: string): Amount | undefined {
  const basis = BASES.find((known) => known === BASIS.exec(line)?.[1]) ?? 'reported';
  const words = line.replace(BASIS, '');
  const [, sum = words, of = 'total'] = PAIR.exec(words) ?? [];
  const money = parseMoney(sum);
  return money && { ...money, of, basis };
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
  return value === undefined ? undefined : { value: Number(value.replaceAll(',', '')), unit };
}

/**
 * A place from its smallest part to its largest, or the other way round: `Yuhang, Hangzhou, Zhejiang`; each part by
 * any of its names, in what is given back by its official one. Undefined where the table of places lacks a part.
 */
export function readPlace(line: string): Place | undefined {
  const parts = line.split(COMMA);
  const [last = '', ...inner] = parts.toReversed();
  return placeIn(last, inner) ?? placeIn(parts[0] ?? '', parts.slice(1));
}

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
