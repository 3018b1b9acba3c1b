import type { Library } from '../data/library.ts';
import type { Kind } from '../data/schema.ts';
import type { Digest, DigestEntry } from '../digest/content.ts';
import { defineCustomId } from './custom-id.ts';
import { type EntriesPage, entriesView, whenOf } from './entries.ts';
import type { Language } from './language.ts';
import { type MessageView, text } from './parts.ts';
import { literal } from './text.ts';

/** The button that reads on in a digest: what it takes to compose it again. */
export const digestPageId = defineCustomId('digest', 'cadence', 'date', 'kind', 'page', 'province');

/** What narrows a digest, and whom it mentions. */
export interface DigestChoices {
  readonly province?: string | undefined;
  readonly kind?: Kind | undefined;
  /** The id of the role that is mentioned above it. */
  readonly role?: string | undefined;
}

/** A digest as it is posted: one message, with its delivery key in the custom_id of its select. */
export function digestMessage(
  lang: Language,
  digest: Digest,
  choices: DigestChoices,
  key: string,
  library: Library,
): MessageView {
  const { components } = page(lang, digest, choices, library, { page: 1, turn: 'read-on', key });
  const { role } = choices;
  return { components: [...(role === undefined ? [] : [text(`<@&${role}>`)]), ...components] };
}

/** A page of a digest that someone reads on in. It mentions nobody. */
export function digestPage(
  lang: Language,
  digest: Digest,
  choices: DigestChoices,
  number: number,
  library: Library,
): MessageView {
  return page(lang, digest, choices, library, { page: number, turn: 'pager' });
}

function page(
  lang: Language,
  digest: Digest,
  { province, kind }: DigestChoices,
  library: Library,
  how: Pick<EntriesPage, 'page' | 'turn' | 'key'>,
): MessageView {
  const { cadence, date, quiet } = digest;
  const entries = Array.isArray(quiet) ? quiet : digest.entries;
  const isOneDay = cadence === 'daily' && !quiet;
  const notes = [
    quiet && lang.t('digest.quiet', { cadence }),
    province && literal(lang.province(province)),
    kind && lang.t(`kinds.${kind}`),
    lang.t('timeline.count', { count: entries.length }),
  ];
  return entriesView(
    lang,
    {
      ...how,
      title: titleOf(lang, digest),
      note: [notes.filter(Boolean).join(' · '), ...leapNote(lang, entries)].join('\n-# '),
      entries,
      when: (entry) => whenOf(lang, entry, isMoved(entry) ? 'full' : 'year', entry.years),
      ...(isOneDay ? {} : { heading: (entry: DigestEntry) => dayHeading(lang, entry) }),
      pageId: (next) => digestPageId.encode({ province, kind, cadence, date, page: next }),
    },
    library,
  );
}

function titleOf(lang: Language, { cadence, from, to }: Digest): string {
  const [first, last] = [from, to].map((day) => lang.monthDay(day.slice(5))) as [string, string];
  if (cadence === 'daily') return lang.t('day.title', { day: first });
  if (cadence === 'weekly') return lang.t('digest.week', { from: first, to: last });
  return lang.t('digest.month', { month: lang.date(from.slice(0, 7)) });
}

/** The day of this year that entries share, or that only their month is known. */
function dayHeading(lang: Language, { on }: DigestEntry): string {
  if (on.length < 'YYYY-MM-DD'.length) return lang.t('digest.someDay');
  // ISO 8601 counts Sunday last.
  const weekday = lang.weekday(new Date(`${on}T00:00:00Z`).getUTCDay() || 7);
  return lang.t('digest.day', { weekday, day: lang.monthDay(on.slice(5)) });
}

/** Whether it is told on another day than its own, as 29 February in a common year. */
const isMoved = ({ date, on }: DigestEntry) => date.slice(5) !== on.slice(5);

function leapNote(lang: Language, entries: readonly DigestEntry[]): string[] {
  const moved = entries.find(isMoved);
  if (!moved) return [];
  const values = {
    year: moved.on.slice(0, 4),
    leap: lang.monthDay('02-29'),
    day: lang.monthDay(moved.on.slice(5)),
  };
  return [lang.t('digest.leapDay', values)];
}
