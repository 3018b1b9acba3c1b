import { byProvince, type CountOptions } from '../data/counts.ts';
import { PROVINCES } from '../data/places.ts';
import type { AlmanacRecord } from '../data/schema.ts';
import type { Language } from './language.ts';
import type { Drawing } from './picture.ts';
import { drawMap } from './pictures/map.ts';
import type { Theme } from './pictures/svg.ts';
import { countTitle } from './stats.ts';

/** How long a name may be on one line of a tile, in characters of English; none in Chinese is as long. */
const LINE = 11;

/** Records by province-level unit. */
export function mapOf(
  lang: Language,
  records: readonly AlmanacRecord[],
  asked: CountOptions,
  theme: Theme,
): Drawing {
  const counts = byProvince(records);
  const units = PROVINCES.map(({ code, name }) => {
    const shown = lang.province(name);
    return { code, shown, name: linesOf(shown), count: counts.get(name) ?? 0 };
  });
  const title = countTitle(lang, 'map.title', asked);
  const placeless = records.filter(({ places = [] }) => places.length === 0).length;
  const note = lang.t('map.note', { count: records.length, placeless });
  const told = units.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count);
  const numbers = told.map(({ shown, count }) => `${shown} ${lang.number(count)}`);
  return {
    svg: drawMap(
      { title, note, units: new Map(units.map((unit) => [unit.code, unit])), number: lang.number },
      theme,
    ),
    alt: lang.t('picture.alt', { title, note, numbers: lang.join(numbers) }),
  };
}

/** A name on a tile: at a space or, where one word is too long, at the syllable that halves it. */
function linesOf(name: string): string[] {
  if (name.length <= LINE) return name.includes(' ') ? name.split(' ') : [name];
  const [first = '', second = ''] = name.split(' ');
  return second ? [first, second] : [`${name.slice(0, 7)}-`, name.slice(7)];
}
