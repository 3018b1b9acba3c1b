/**
 * The places that records speak of: every province and prefecture (of Taiwan the nine cities), and the counties,
 * districts and new areas that policy names. Codes and Chinese names follow GB/T 2260 as the Ministry of Civil Affairs keeps it
 * (https://dmfw.mca.gov.cn/), English names the pinyin or minority-language spelling officially used in English.
 * Two places may share a name (Fuzhou in Fujian and in Jiangxi): only within one parent is a name unique.
 */
import table from './places.json' with { type: 'json' };
import type { Place } from './schema.ts';
import { squash } from './search/fold.ts';

/** What a province-level unit is. */
export type ProvinceKind =
  | 'province'
  | 'municipality'
  | 'autonomous-region'
  | 'special-administrative-region';

/** A place by itself, whatever its level. */
export interface Area {
  /** GB/T 2260: two digits for a province, four for a prefecture, six for a county. New areas and the like have none. */
  readonly code?: string;
  /** The official English short name: what stands in a record. */
  readonly name: string;
  /** The pinyin of `zh` as one word, where `name` is something else. */
  readonly pinyin?: string;
  /** The Chinese short name; with `suffix` behind it, the full one. */
  readonly zh: string;
  readonly suffix: string;
  /** Other names, English or Chinese. */
  readonly aliases?: readonly string[];
}

/** A prefecture-level unit, or a county-level one that answers to its province. */
export interface City extends Area {
  /** Those that have been needed, not all. */
  readonly districts?: readonly Area[];
}

/** A province-level unit. Its districts are its own where it has no cities between: in a municipality. */
export interface Province extends City {
  readonly code: string;
  readonly kind: ProvinceKind;
  readonly cities?: readonly City[];
}

/** The first part of a place that is not in the table under its official name, or `ok`. */
export type PlaceCheck = 'ok' | 'unknown-province' | 'unknown-city' | 'unknown-district';

/** All 34 province-level units, by code. */
export const PROVINCES = table as readonly Province[];

/** Every name of one area: official English, pinyin, Chinese short and full, aliases; none twice. */
export function namesOf(area: Area): string[] {
  const { name, pinyin = name, zh, suffix, aliases = [] } = area;
  return [...new Set([name, pinyin, zh, zh + suffix, ...aliases])];
}

const keys = new Map<Area, ReadonlySet<string>>();

function keysOf(area: Area): ReadonlySet<string> {
  const known = keys.get(area) ?? new Set([area.code ?? area.name, ...namesOf(area)].map(squash));
  keys.set(area, known);
  return known;
}

function find<A extends Area>(areas: readonly A[] = [], text = ''): A | undefined {
  const key = squash(text);
  return areas.find((area) => keysOf(area).has(key));
}

/** The areas of a place, as far as the table has them. */
function locate(place: Place) {
  const province = find(PROVINCES, place.province);
  const city = find(province?.cities, place.city);
  const district = find((place.city === undefined ? province : city)?.districts, place.district);
  return { province, city, district };
}

/** A province by any of its names in English, pinyin or Chinese, or by its code; whole names only. */
export function findProvince(nameOrCode: string): Province | undefined {
  return find(PROVINCES, nameOrCode);
}

/** A city of a province, both by any of their names or codes; whole names only. A municipality has none. */
export function findCity(province: string, name: string): City | undefined {
  return find(findProvince(province)?.cities, name);
}

/** What each part of a place is called, largest first, by `say`; a part that the table lacks is called what it is. */
function partsOf(place: Place, say: (area: Area) => string[]): string[] {
  const { province, city, district } = locate(place);
  const parts = [
    [province, place.province],
    [city, place.city],
    [district, place.district],
  ] as const;
  return parts.flatMap(([area, text]) => (area ? say(area) : (text ?? [])));
}

/** Every name of every part of a place, for finding it: English, pinyin, Chinese short and full, aliases. */
export function placeNames(place: Place): string[] {
  return [...new Set(partsOf(place, namesOf))];
}

/** A place as an address in Chinese: `浙江省杭州市余杭区`. A part that the table lacks stands as it was given. */
export function placeInChinese(place: Place): string {
  return partsOf(place, ({ zh, suffix }) => [zh + suffix]).join('');
}

/** Whether every part of a place stands in the table under exactly this English name, one within the other. */
export function isKnownPlace(place: Place): PlaceCheck {
  const { province, city, district } = locate(place);
  if (province?.name !== place.province) return 'unknown-province';
  if (city?.name !== place.city) return 'unknown-city';
  if (district?.name !== place.district) return 'unknown-district';
  return 'ok';
}
