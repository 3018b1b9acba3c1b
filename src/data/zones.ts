/**
 * Time zones as people look for them: by city and country, in English and Chinese. Ids and countries are those of
 * the IANA time zone database's zone.tab (public domain, https://www.iana.org/time-zones), under today's spellings.
 */
import table from './zones.json' with { type: 'json' };

/** A time zone of the IANA database. */
export interface Zone {
  /** As the database spells it: `Asia/Shanghai`, or `UTC`. */
  readonly id: string;
  /** What else it can be found by, in English and Chinese, none twice: its city, others that keep it, its country. */
  readonly keys: readonly string[];
}

/** What a country of ISO 3166 is called in both languages, `China` and `中国`, and for short, `US`. */
function countryNames(): (code: string) => string[] {
  const names = ['en', 'zh'].flatMap((locale) =>
    (['long', 'short'] as const).map((style) => new Intl.DisplayNames(locale, { type: 'region', style })),
  );
  return (code) => names.map((name) => name.of(code) ?? code);
}

function buildZones(): Zone[] {
  const known = new Set(Intl.supportedValuesOf('timeZone'));
  const countriesOf = countryNames();
  return table
    .filter(({ id }) => known.has(id) || isZone(id))
    .map(({ id, country, names = [] }) => {
      const exemplar = id.slice(id.lastIndexOf('/') + 1).replaceAll('_', ' ');
      return { id, keys: [...new Set([exemplar, ...names, ...(country ? countriesOf(country) : [])])] };
    });
}

let built: readonly Zone[] | undefined;

/**
 * Every zone that this Node knows, those asked for most first. Built on first use: it takes some 30 ms, most of it
 * for the countries' names.
 */
export function zones(): readonly Zone[] {
  built ??= buildZones();
  return built;
}

/**
 * Whether a zone can be kept and computed with: an id of the IANA database, in any spelling of it that Intl takes.
 * Bare abbreviations are refused (EST would be Panama all year round), and so are offsets, which know no summer time.
 */
export function isZone(text: string): boolean {
  if (!text.includes('/') && text !== 'UTC') return false;
  try {
    Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    return false;
  }
}
