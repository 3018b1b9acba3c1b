import type { Library } from '../data/library.ts';
import type { AlmanacRecord, Kind } from '../data/schema.ts';
import type { TimelineEntry } from '../data/timeline.ts';
import type { Language } from './language.ts';
import { pager } from './list.ts';
import { button, COLOURS, container, LIMITS, type MessageView, paginate, row, rule, text } from './parts.ts';
import { kindLabel, recordSelect } from './record.ts';
import { cut, link, literal } from './text.ts';

/** What stands above a page of dated entries, and how to turn the page. */
export interface EntriesPage {
  readonly title: string;
  /** A small line below the title. */
  readonly note?: string | undefined;
  readonly entries: readonly TimelineEntry[];
  /** From 1. */
  readonly page: number;
  /** The custom_id of the button to a page. */
  readonly pageId: (page: number) => string;
  /** How to turn the page: back and forth, or (in a message that is everybody's) on to one's own copy of the rest. */
  readonly turn?: 'pager' | 'read-on';
  /** `year` where the title names the day; `full` names each date. */
  readonly dates: 'year' | 'full';
  /** The year that "years ago" counts from; without it, that is not told. */
  readonly year?: number | undefined;
  /** Set apart the select of this message, and what marks the message as a delivery. */
  readonly key?: string | undefined;
}

// The rest of the 4,000 characters is for title, note and what a select or button says.
const PAGE = { items: 6, length: LIMITS.text - 500 } as const;

/** The pages that entries fall onto, none of them cut. */
function entryPages(lang: Language, page: Omit<EntriesPage, 'page' | 'pageId' | 'title'>, library: Library) {
  const texts = page.entries.map((entry) => ({ entry, words: entryText(lang, entry, page, library) }));
  return paginate(texts, ({ words }) => words.length, PAGE);
}

/** A page of dated entries, oldest first, each whole. */
export function entriesView(lang: Language, view: EntriesPage, library: Library): MessageView {
  const pages = entryPages(lang, view, library);
  const page = Math.min(Math.max(1, view.page), Math.max(1, pages.length));
  const shown = pages[page - 1] ?? [];
  const records = recordsOf(shown.map(({ entry }) => entry));
  return {
    components: [
      container(COLOURS.calm, [
        text(`## ${view.title}`, ...(view.note ? [`-# ${view.note}`] : [])),
        rule(),
        ...shown.map(({ words }) => text(words)),
        ...(records.length > 0
          ? [recordSelect(lang, view.key ?? 'entries', lang.t('entries.open'), records)]
          : []),
        ...(view.turn === 'read-on'
          ? readOn(lang, view.entries.length - shown.length, view.pageId)
          : pager(lang, page, pages.length, view.pageId)),
      ]),
    ],
  };
}

/** What does not fit into a message for everybody is read privately. */
function readOn(lang: Language, left: number, pageId: EntriesPage['pageId']) {
  return left > 0 ? [row(button(pageId(2), lang.t('entries.readOn', { count: left })))] : [];
}

/** The records that entries tell of, each once, the events first. */
function recordsOf(entries: readonly TimelineEntry[]): AlmanacRecord[] {
  const records = [...entries.map(({ record }) => record), ...entries.flatMap(({ belongsTo }) => belongsTo)];
  return [...new Map(records.map((record) => [record.id, record])).values()].slice(0, LIMITS.selectOptions);
}

/** One entry in markdown: when, what, the story, and what it belongs to. */
function entryText(
  lang: Language,
  { record, belongsTo }: TimelineEntry,
  { dates, year }: Pick<EntriesPage, 'dates' | 'year'>,
  library: Library,
): string {
  const date = record.date ?? '';
  const then = Number(date.slice(0, 4));
  const when = dates === 'year' ? String(then) : lang.date(date);
  const ago = year !== undefined && year > then ? ` · ${lang.t('entries.ago', { years: year - then })}` : '';
  const [place] = record.places ?? [];
  const [citation] = record.sources;
  const source = citation && library.source(citation.id);
  const details = [
    record.kind === 'event' ? undefined : kindLabel(lang, record.kind),
    place && literal(lang.place(place)),
    thingsOf(lang, belongsTo),
    source && (source.url ? link(cut(source.publisher, 50), source.url) : literal(cut(source.publisher, 50))),
  ];
  const lines = [`**${when}**${ago}`, `**${literal(record.name)}**`, cut(literal(record.summary), 1000)];
  const [dispute] = record.disputes ?? [];
  if (dispute)
    lines.push(
      cut(`⚖️ ${lang.t('card.dispute', { field: literal(dispute.field) })}: ${literal(dispute.note)}`, 300),
    );
  lines.push(`-# ${details.filter(Boolean).join(' · ')}`);
  return lines.join('\n');
}

/** The kinds that an entry names first: what it is about before who took part. */
const FIRST: readonly Kind[] = ['park', 'fund', 'policy', 'project', 'organization', 'figure'];
/** How many it names. */
const NAMED = 3;

function thingsOf(lang: Language, belongsTo: readonly AlmanacRecord[]): string | undefined {
  if (belongsTo.length === 0) return undefined;
  const sorted = [...belongsTo].sort((a, b) => FIRST.indexOf(a.kind) - FIRST.indexOf(b.kind));
  const names = sorted.slice(0, NAMED).map(({ name }) => cut(literal(name), 90));
  return lang.t('entries.belongsTo', { names: names.join('; '), more: sorted.length - names.length });
}
