/** Who changed what: the history of a server's records. */
import type { APIButtonComponentWithCustomId } from 'discord-api-types/v10';
import { differences } from '../data/draft.ts';
import type { Library } from '../data/library.ts';
import type { AlmanacRecord } from '../data/schema.ts';
import type { HistoryEntry, Version } from '../data/store/guild-format.ts';
import type { RecordVersion, ShownChange } from '../data/store/history.ts';
import { defineCustomId } from './custom-id.ts';
import type { Language } from './language.ts';
import { nameOf } from './names.ts';
import { pageOfItems, pager } from './pager.ts';
import { button, COLOURS, container, type MessageView, rule, section, text } from './parts.ts';
import { changedParts, cut, fitLines, literal } from './text.ts';

/** A button that turns to a page of the history, of one record or (with an empty id) of all. */
export const historyPageId = defineCustomId('history', 'page', 'id');
/** A button that takes back a whole entry of the history. */
export const undoId = defineCustomId('undo', 'n');

const PAGE_SIZE = 5;
/** What an entry may take of a message's 4,000 characters, and how much of it is one record's. */
const ENTRY = { length: 660, records: 4, value: 90 } as const;

/** A page of the history and what it takes to tell it. */
export interface HistoryPage {
  /** Newest first. */
  readonly entries: readonly HistoryEntry[];
  /** From 1. */
  readonly page: number;
  /** Only what became of this record. */
  readonly record: { readonly id: string; readonly name: string } | undefined;
  readonly changesOf: (entry: HistoryEntry) => readonly ShownChange[];
  readonly nameOf: (id: string) => string;
  readonly library: Library;
}

/** A version that a record had, with the change that ended it. */
export interface EarlierVersion extends RecordVersion {
  readonly record: AlmanacRecord;
}

/** The button that takes back an entry. */
export const undoButton = (lang: Language, n: number): APIButtonComponentWithCustomId =>
  button(undoId.encode({ n }), lang.t('history.undo'));

/** A page of the history, newest first, each entry with the button to take it back. */
export function historyView(lang: Language, view: HistoryPage): MessageView {
  const { entries, record } = view;
  const { page, pages, shown, firstOf } = pageOfItems(entries, view.page, PAGE_SIZE);
  const title = record
    ? lang.t('history.titleOf', { name: literal(cut(record.name, 150)) })
    : lang.t('history.title');
  return {
    components: [
      container(COLOURS.calm, [
        text(`## ${title}`, `-# ${lang.t('history.count', { count: entries.length })}`),
        rule(),
        ...shown.map((entry) => section(entryText(lang, entry, view), undoButton(lang, entry.n))),
        ...pager(lang, {
          page,
          pages,
          idOf: (to) => historyPageId.encode({ page: to, id: record?.id }),
          about: (to) => aboutOf(lang, firstOf(to)),
        }),
      ]),
    ],
  };
}

/** An entry in plain words, where no client writes the time in its reader's own zone. */
function aboutOf(lang: Language, entry: HistoryEntry | undefined): string {
  return entry ? lang.pair(lang.instant(entry.at, 'UTC'), deedOf(lang, entry)) : '';
}

/** When, as each reader's client writes it: https://docs.discord.com/developers/reference#message-formatting. */
const moment = (at: string) => `<t:${Math.floor(Date.parse(at) / 1000)}:f>`;

function entryText(lang: Language, entry: HistoryEntry, view: HistoryPage): string {
  const { n, by, at } = entry;
  const deed = deedOf(lang, entry);
  const heading = lang.t('history.entry', { n, who: `<@${by}>`, deed, when: moment(at) });
  const all = view.changesOf(entry);
  const changes = view.record ? all.filter(({ id }) => id === view.record?.id) : all;
  const several = changes.length > 1;
  const lines = changes
    .slice(0, ENTRY.records)
    .flatMap((change) => changeLines(lang, change, view, several ? 2 : 8));
  const rest = changes.length - ENTRY.records;
  const more = (count: number) => `-# ${lang.t('list.rest', { count })}`;
  const told = fitLines(lines, ENTRY.length - heading.length - 40, () => '…');
  return [heading, told, ...(rest > 0 ? [more(rest)] : [])].filter(Boolean).join('\n');
}

/** What was done, in a word or two. */
function deedOf(
  lang: Language,
  { action, of, changes }: Pick<HistoryEntry, 'action' | 'of' | 'changes'>,
): string {
  return lang.t(`action.${action}`, { n: of ?? 0, count: changes.length });
}

const recordIn = (version: Version | undefined): AlmanacRecord | undefined =>
  version && 'record' in version ? version.record : undefined;

/** What became of one record: its name, and of a change each field as it was and as it is. */
function changeLines(
  lang: Language,
  change: ShownChange,
  { nameOf: nameById, library, record }: HistoryPage,
  most: number,
): string[] {
  const after = recordIn(change.after);
  const before = recordIn(change.before) ?? baseOf(change);
  const name = literal(cut(after ? nameOf(lang, after) : nameById(change.id), 120));
  const isFate = !before || !after;
  // Of a single record the name stands in the title already.
  const heading = isFate ? [lang.pair(name, lang.t(`fate.${fateOf(change)}`))] : record ? [] : [name];
  if (isFate) return heading;
  const lines = differences(before, after, library).map((each) => {
    const [was, is] = changedParts(each.before, each.after, ENTRY.value);
    const said = (words: string) => (words === '' ? lang.t('history.nothing') : literal(flat(words)));
    return `- ${lang.pair(lang.t(`form.${each.field}`), `${said(was)} → ${said(is)}`)}`;
  });
  const rest = lines.length - most;
  const more = rest > 0 ? [`-# ${lang.t('list.rest', { count: rest })}`] : [];
  return [...heading, ...lines.slice(0, most), ...more];
}

const flat = (words: string) => words.replaceAll('\n', ' · ');

/** A first correction changes what the catalogue said, and taking it back brings that again. */
function baseOf({ before, after }: ShownChange): AlmanacRecord | undefined {
  return before === undefined && after && 'record' in after ? after.base : undefined;
}

function fateOf({ before, after }: ShownChange) {
  if (after && 'hidden' in after) return 'hidden';
  if (!after) return before && 'record' in before && !before.base ? 'removed' : 'shown';
  return before && 'hidden' in before ? 'shown' : 'added';
}

/** A version to go back to, in one plain line: when and how it ended, by whom, and what it said. Not escaped. */
export function versionLabel(
  lang: Language,
  version: EarlierVersion,
  { who, zone, library }: { who: string; zone: string; library: Library },
): string {
  const { record, after, at } = version;
  const now = recordIn(after);
  const said = now
    ? differences(record, now, library).map(({ field, before }) =>
        lang.pair(lang.t(`form.${field}`), before === '' ? '–' : flat(before)),
      )
    : [nameOf(lang, record)];
  const deed = deedOf(lang, { ...version, changes: [] });
  const what = lang.join(said, 'semicolon');
  return lang.t('history.version', { when: lang.instant(at, zone), who, deed, what });
}
