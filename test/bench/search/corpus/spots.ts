/** Places that synthetic records are in. */
import { pinyin } from 'pinyin-pro';
import { type Area, namesOf, PROVINCES } from '../../../../src/data/places.ts';
import type { Unit } from './words.ts';

/** Where something is. `path` is `Province/City/District`; `area` is what a name would call it. */
export interface Spot {
  readonly path: string;
  readonly area: Unit;
}

/** Every place of the table. */
export const SPOTS: readonly Spot[] = PROVINCES.flatMap((province) => [
  spotOf(province, province.name),
  ...(province.districts ?? []).map((area) => spotOf(area, `${province.name}//${area.name}`)),
  ...(province.cities ?? []).flatMap((city) => [
    spotOf(city, `${province.name}/${city.name}`),
    ...(city.districts ?? []).map((area) => spotOf(area, `${province.name}/${city.name}/${area.name}`)),
  ]),
]);

/** Where most of the industry is. */
export const BUSY_SPOTS = SPOTS.filter(({ path }) =>
  /^(Beijing|Shanghai|Chongqing|Zhejiang\/Hangzhou|Guangdong\/(Shenzhen|Guangzhou)|Jiangsu\/Suzhou)/.test(
    path,
  ),
);

/** A place's reading is taken only where it agrees with the official spelling, so that no library's slip counts. */
function spotOf(area: Area, path: string): Spot {
  const syllables = pinyin(area.zh, { toneType: 'none', type: 'array', v: false });
  const agrees = namesOf(area).some(
    (name) => name.toLowerCase().replace(/[^a-z]/g, '') === syllables.join(''),
  );
  return { path, area: { en: area.name, zh: area.zh, pinyin: agrees ? syllables : [] } };
}
