/** What records are called, in the reader's own script first. */
import type { AlmanacRecord } from '../data/schema.ts';
import type { Language, Locale } from './language.ts';

/** The Chinese of a record's names as the readers of one language write it. */
interface ChineseNames {
  readonly name: string | undefined;
  readonly aliases: readonly string[];
}

/** Made once for each record and language: a list names the same records over and over. */
const made = new Map<Locale, WeakMap<AlmanacRecord, ChineseNames>>();

function chineseOf(lang: Language, record: AlmanacRecord): ChineseNames {
  const { nameZh, aliases = [] } = record;
  if (!lang.chinese) return { name: nameZh, aliases };
  const known = made.get(lang.locale) ?? new WeakMap<AlmanacRecord, ChineseNames>();
  made.set(lang.locale, known);
  const names = known.get(record) ?? {
    name: nameZh === undefined ? undefined : lang.chinese(nameZh),
    aliases: aliases.map(lang.chinese),
  };
  known.set(record, names);
  return names;
}

/** A record's name, and the one in the other script where it has one: the reader's own first. Not escaped. */
export function namesOf(lang: Language, record: AlmanacRecord): readonly [string, string?] {
  const { name } = chineseOf(lang, record);
  if (name === undefined) return [record.name];
  return lang.chinese ? [name, record.name] : [record.name, name];
}

/** The one name to call a record by. Not escaped. */
export const headlineOf = (lang: Language, record: AlmanacRecord): string => namesOf(lang, record)[0];

/** The name to list a record under: both scripts. Not escaped. */
export const nameOf = (lang: Language, record: AlmanacRecord): string => namesOf(lang, record).join(' · ');

/** A record's other names, each as its readers write it. Not escaped. */
export const aliasesOf = (lang: Language, record: AlmanacRecord): readonly string[] =>
  chineseOf(lang, record).aliases;
