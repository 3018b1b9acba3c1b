import type { Library } from '../data/library.ts';
import type { AlmanacRecord, Kind } from '../data/schema.ts';
import type { TimelineEntry } from '../data/timeline.ts';
import type { Language } from './language.ts';
import { headlineOf } from './names.ts';
import { type PageTo, pager } from './pager.ts';
import { button, COLOURS, container, LIMITS, type MessageView, paginate, row, rule, text } from './parts.ts';
import { type Drawing, pictureBlock, pictureFile } from './picture.ts';
import { fieldOf, kindLabel, recordSelect } from './record.ts';
import { cut, link, literal } from './text.ts';

/** What stands above a page of dated entries, and how to turn the page. */
export interface EntriesPage<E extends TimelineEntry = TimelineEntry> {
  readonly title: string;
  /** A small line below the title. */
  readonly note?: string | undefined;
  readonly entries: readonly E[];
  /** When an entry was, in words; see {@link whenOf}. */
  readonly when: (entry: E) => string;
  /** What entries share, such as a day: told once above the first of them on a page. */
  readonly heading?: (entry: E) => string;
  /** From 1. */
  readonly page: number;
  /** The custom_id that leads to a page. */
  readonly pageId: (page: PageTo) => string;
  /** How to turn the page: back and forth, or (in a message that is everybody's) on to one's own copy of the rest. */
  readonly turn?: 'pager' | 'read-on';
  /** Shown above the entries. */
  readonly picture?: (Drawing & { readonly png: Buffer }) | undefined;
  /** Set apart the select of this message, and what marks the message as a delivery. */
  readonly key?: string | undefined;
}

// The rest of the 4,000 characters is for the title and its note, and in a preview for what would stop it.
const PAGE = { items: 6, length: 3100 } as const;

/** The page that is shown: its number, what each of all begins with, and its entries, none of them cut. */
export interface LaidOut<E extends TimelineEntry> {
  readonly page: number;
  readonly firsts: readonly E[];
  readonly shown: readonly {
    readonly entry: E;
    readonly heading: string | undefined;
    readonly words: string;
  }[];
}

/** Puts entries onto pages. */
export function layOut<E extends TimelineEntry>(
  lang: Language,
  view: EntriesPage<E>,
  library: Library,
): LaidOut<E> {
  const texts = view.entries.map((entry) => ({
    entry,
    heading: view.heading && `### ${view.heading(entry)}`,
    words: entryText(lang, entry, view.when(entry), library),
  }));
  const pages = paginate(texts, ({ heading = '', words }) => heading.length + words.length, PAGE);
  const page = Math.min(Math.max(1, view.page), Math.max(1, pages.length));
  return { page, firsts: pages.flatMap(([first]) => first?.entry ?? []), shown: pages[page - 1] ?? [] };
}

/** A page of dated entries in the order in which they are given, each whole. */
export function entriesView<E extends TimelineEntry>(
  lang: Language,
  view: EntriesPage<E>,
  library: Library,
  { page, firsts, shown }: LaidOut<E> = layOut(lang, view, library),
): MessageView {
  const { picture } = view;
  const records = recordsOf(shown.map(({ entry }) => entry));
  return {
    components: [
      container(COLOURS.calm, [
        text(`## ${view.title}`, ...(view.note ? [`-# ${view.note}`] : [])),
        picture ? pictureBlock(picture) : rule(),
        ...shown.map(({ heading, words }, index) =>
          heading === undefined || heading === shown[index - 1]?.heading ? text(words) : text(heading, words),
        ),
        ...(records.length > 0
          ? [recordSelect(lang, view.key ?? 'entries', lang.t('entries.open'), records)]
          : []),
        ...(view.turn === 'read-on'
          ? readOn(lang, view.entries.length - shown.length, view.pageId)
          : pager(lang, {
              page,
              pages: firsts.length,
              idOf: view.pageId,
              about: (to) => aboutOf(lang, firsts[to - 1]),
            })),
      ]),
    ],
    ...(picture ? { files: [pictureFile(picture.png)] } : {}),
  };
}

/** An entry in plain words. */
function aboutOf(lang: Language, entry: TimelineEntry | undefined): string {
  return entry ? lang.pair(lang.date(entry.record.date ?? ''), headlineOf(lang, entry.record)) : '';
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

/** When something was, by its year alone or by its whole date, and how many years ago, where that is told. */
export function whenOf(lang: Language, { record }: TimelineEntry, as: 'year' | 'full', years = 0): string {
  const { date = '' } = record;
  const when = `**${lang.date(as === 'year' ? date.slice(0, 'YYYY'.length) : date)}**`;
  return years > 0 ? `${when} · ${lang.t('entries.ago', { years })}` : when;
}

/** One entry in markdown: when, what, the story, and what it belongs to. It always fits a page. */
function entryText(
  lang: Language,
  { record, belongsTo }: TimelineEntry,
  when: string,
  library: Library,
): string {
  const [place] = record.places ?? [];
  const [dispute] = record.disputes ?? [];
  const told = [
    when,
    `**${literal(headlineOf(lang, record))}**`,
    // Longer than any summary, but for one that is all markdown.
    cut(literal(record.summary), 1000),
    ...(dispute
      ? [
          cut(
            `⚖️ ${lang.pair(lang.t('card.dispute', { field: fieldOf(lang, dispute.field) }), literal(dispute.note))}`,
            500,
          ),
        ]
      : []),
  ].join('\n');
  const details = [
    record.kind === 'event' ? undefined : kindLabel(lang, record.kind),
    place && literal(lang.place(place)),
    thingsOf(lang, belongsTo),
  ];
  const end = (by: string | undefined) => `\n-# ${[...details, by].filter(Boolean).join(' · ')}`;
  const source = library.source(record.sources[0]?.id ?? '');
  const publisher = source && cut(source.publisher, 50);
  const plain = publisher && literal(publisher);
  const whole = told + end(publisher && source.url ? link(publisher, source.url) : plain);
  // An address may be longer than all else.
  return whole.length <= PAGE.length ? whole : told + end(plain);
}

/** The kinds that an entry names first: what it is about before who took part. */
const FIRST: readonly Kind[] = ['park', 'fund', 'policy', 'project', 'organization', 'figure'];
/** How many it names. */
const NAMED = 3;

function thingsOf(lang: Language, belongsTo: readonly AlmanacRecord[]): string | undefined {
  if (belongsTo.length === 0) return undefined;
  const sorted = [...belongsTo].sort((a, b) => FIRST.indexOf(a.kind) - FIRST.indexOf(b.kind));
  const names = sorted.slice(0, NAMED).map((record) => cut(literal(headlineOf(lang, record)), 90));
  return lang.t('entries.belongsTo', {
    names: lang.join(names, 'semicolon'),
    more: sorted.length - names.length,
  });
}
