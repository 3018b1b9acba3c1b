import type { Library } from '../data/library.ts';
import type { Kind } from '../data/schema.ts';
import type { Digest } from '../digest/content.ts';
import { defineCustomId } from './custom-id.ts';
import { entriesView } from './entries.ts';
import type { Language } from './language.ts';
import type { MessageView } from './parts.ts';
import { literal } from './text.ts';

/** The button that reads on in a digest: what it takes to compose it again. */
export const digestPageId = defineCustomId('digest', 'cadence', 'date', 'kind', 'page', 'province');

/** What narrows a digest. */
export interface DigestFilters {
  readonly province?: string | undefined;
  readonly kind?: Kind | undefined;
}

/** A digest as it is posted: one message, with its delivery key in the custom_id of its select. */
export function digestMessage(
  lang: Language,
  digest: Digest,
  filters: DigestFilters,
  key: string,
  library: Library,
): MessageView {
  return page(lang, digest, filters, library, { page: 1, turn: 'read-on', key });
}

/** A page of a digest that someone reads on in. */
export function digestPage(
  lang: Language,
  digest: Digest,
  filters: DigestFilters,
  number: number,
  library: Library,
): MessageView {
  return page(lang, digest, filters, library, { page: number, turn: 'pager' });
}

function page(
  lang: Language,
  digest: Digest,
  filters: DigestFilters,
  library: Library,
  how: { page: number; turn: 'read-on' | 'pager'; key?: string },
): MessageView {
  const { cadence, date, quiet } = digest;
  const entries = Array.isArray(quiet) ? quiet : digest.entries;
  const daily = cadence === 'daily' && !quiet;
  const notes = [
    quiet ? lang.t('digest.quiet') : undefined,
    filters.province && literal(filters.province),
    filters.kind && lang.t(`kinds.${filters.kind}`),
    lang.t('timeline.count', { count: entries.length }),
  ];
  return entriesView(
    lang,
    {
      ...how,
      title: titleOf(lang, digest),
      note: notes.filter(Boolean).join(' · '),
      entries,
      pageId: (next) => digestPageId.encode({ ...filters, cadence, date, page: next }),
      dates: daily ? 'year' : 'full',
      year: Number(date.slice(0, 4)),
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
