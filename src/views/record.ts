import type { APIComponentInContainer } from 'discord-api-types/v10';
import { type Library, relatedTo, type Standing } from '../data/library.ts';
import type { AlmanacRecord, Amount, Kind } from '../data/schema.ts';
import { defineCustomId } from './custom-id.ts';
import { hasMessage, type Language } from './language.ts';
import { aliasesOf, nameOf, namesOf } from './names.ts';
import { button, container, LIMITS, linkButton, type MessageView, row, rule, select, text } from './parts.ts';
import { cut, fitLines, link, literal } from './text.ts';

/** A button that opens a record. */
export const openId = defineCustomId('open', 'id');
/** A button that shows a record to the whole channel. */
export const shareId = defineCustomId('share', 'id');
/** A select whose chosen value is the id of a record to open; `from` keeps two of them in one message apart. */
export const openChosenId = defineCustomId('choose', 'from');

const FACES: Record<Kind, { emoji: string; colour: number }> = {
  park: { emoji: '🏭', colour: 0x3f7d6e },
  fund: { emoji: '💰', colour: 0xc9a227 },
  policy: { emoji: '📜', colour: 0x8c3b2e },
  project: { emoji: '🔗', colour: 0x3a6ea5 },
  organization: { emoji: '🏛️', colour: 0x6b5b95 },
  figure: { emoji: '📊', colour: 0x5a7d2a },
  event: { emoji: '📅', colour: 0x4a5568 },
};

/** The most that each part of a card may take of a message's 4,000 characters; sources get what is left. */
const SHARES = { title: 700, summary: 940, facts: 500, parties: 480, disputes: 900 } as const;

/** "🏭 Park". */
export function kindLabel(lang: Language, kind: Kind): string {
  return `${FACES[kind].emoji} ${lang.t(`kind.${kind}`)}`;
}

/** What tells records of like names apart, in plain words: kind, place, date, status. Not escaped. */
export function contextOf(lang: Language, record: AlmanacRecord, parts: { kind?: boolean } = {}): string {
  const [place] = record.places ?? [];
  return [
    parts.kind ? lang.t(`kind.${record.kind}`) : undefined,
    place && lang.place(place),
    record.date && lang.date(record.date),
    record.status && lang.t(`status.${record.status}`),
  ]
    .filter((part) => part !== undefined && part !== '')
    .join(' · ');
}

/**
 * A record in one plain line of at most `max` code units: its name, and what tells it from others of like names, which
 * stays whole whatever the length of the name. Not escaped.
 */
export function labelOf(
  lang: Language,
  record: AlmanacRecord,
  max: number,
  parts: { kind: boolean },
): string {
  const [place] = record.places ?? [];
  const apart = [
    parts.kind ? lang.t(`kind.${record.kind}`) : undefined,
    place && lang.place({ province: place.province, ...(place.city ? { city: place.city } : {}) }),
    record.date && lang.date(record.date.slice(0, 'YYYY'.length)),
  ];
  const context = apart.filter(Boolean).join(' · ');
  const name = nameOf(lang, record);
  if (context === '') return cut(name, max);
  return `${cut(name, max - context.length - ' — '.length)} — ${context}`;
}

/** A select that opens one of several records. */
export function recordSelect(
  lang: Language,
  from: string,
  placeholder: string,
  records: readonly AlmanacRecord[],
) {
  return select(
    openChosenId.encode({ from }),
    placeholder,
    records.map((record) => ({
      label: nameOf(lang, record),
      value: record.id,
      description: contextOf(lang, record, { kind: true }),
      emoji: { name: FACES[record.kind].emoji },
    })),
  );
}

/** What one may do with a card beside reading it. */
export interface CardLinks {
  /** Where a mistake in the record is reported. */
  readonly reportUrl?: string | undefined;
  /** Whether the reader may show the card to the channel. */
  readonly canShare?: boolean;
}

/** All that is known of a record. */
export function recordCard(
  lang: Language,
  record: AlmanacRecord,
  library: Library,
  { reportUrl, canShare = false }: CardLinks = {},
): MessageView {
  const facts = [...money(lang, record), ...figure(lang, record), ...notes(lang, record)];
  const parts = [
    title(lang, record, library),
    cut(literal(record.summary), SHARES.summary),
    shorten(lang, facts, SHARES.facts),
    shorten(lang, partiesOf(lang, record), SHARES.parties),
    shorten(lang, disputesOf(lang, record, library), SHARES.disputes),
  ];
  const [heading = '', summary = '', fact = '', parties = '', disputes = ''] = parts;
  const left = LIMITS.text - parts.reduce((sum, part) => sum + part.length, 0);
  const related = relatedTo(library, record);
  const blocks: APIComponentInContainer[] = [
    ...[heading, summary, fact, parties].filter(Boolean).map((part) => text(part)),
    ...(disputes ? [rule(), text(disputes)] : []),
    rule(),
    text(shorten(lang, sourcesOf(lang, record, library), left)),
  ];
  if (related.length > 0)
    blocks.push(recordSelect(lang, record.id, lang.t('card.related', { count: related.length }), related));
  const buttons = [
    ...(canShare ? [button(shareId.encode({ id: record.id }), lang.t('card.share'))] : []),
    ...(reportUrl === undefined ? [] : [linkButton(reportUrl, lang.t('card.report'))]),
  ];
  if (buttons.length > 0) blocks.push(row(...buttons));
  return { components: [container(FACES[record.kind].colour, blocks)] };
}

function shorten(lang: Language, lines: readonly string[], max: number): string {
  return fitLines(lines, max, (count) => `-# ${lang.t('list.rest', { count })}`);
}

function title(lang: Language, record: AlmanacRecord, library: Library): string {
  const places = (record.places ?? []).map((place) => literal(lang.place(place)));
  const context = [
    kindLabel(lang, record.kind),
    places.length > 0 ? lang.list(places) : undefined,
    record.date && lang.date(record.date),
    record.status && lang.t(`status.${record.status}`),
  ];
  const [name, other] = namesOf(lang, record);
  const lines = [
    `## ${literal(name)}`,
    ...(other === undefined ? [] : [`**${literal(other)}**`]),
    ...standingOf(lang, library.standing(record.id)).map((line) => `-# ${line}`),
    `-# ${context.filter(Boolean).join(' · ')}`,
  ];
  return cut(lines.join('\n'), SHARES.title);
}

/** What a reader should know of whose the record is; nothing of one that is as in the catalogue. */
function standingOf(lang: Language, standing: Standing | undefined): string[] {
  if (standing?.of === 'guild') return [lang.t('card.own')];
  if (standing?.of !== 'correction') return [];
  const { moved } = standing;
  const news = { no: [], changed: [lang.t('card.moved')], gone: [lang.t('card.gone')] };
  return [lang.t('card.corrected'), ...news[moved]];
}

function money(lang: Language, record: AlmanacRecord): string[] {
  const amounts = record.amounts ?? [];
  const sameThing = (a: Amount, b: Amount) => a.of === b.of && a.basis === b.basis;
  const firsts = amounts.filter((amount, i) => amounts.findIndex((other) => sameThing(other, amount)) === i);
  return firsts.map((first) => {
    const others = amounts.filter((other) => other !== first && sameThing(other, first));
    return lang.t(others.length > 0 ? 'card.amountWith' : 'card.amount', {
      amount: lang.money(first),
      others: lang.list(others.map((other) => lang.money(other))),
      of: literal(first.of),
      basis: lang.t(`basis.${first.basis}`),
    });
  });
}

function figure(lang: Language, record: AlmanacRecord): string[] {
  if (record.value === undefined) return [];
  return [`**${lang.number(record.value)}** ${literal(record.unit ?? '')}`];
}

function notes(lang: Language, record: AlmanacRecord): string[] {
  const lines: string[] = [];
  const aliases = aliasesOf(lang, record);
  if (aliases.length > 0)
    lines.push(lang.t('card.aliases', { names: cut(literal(lang.join(aliases, 'semicolon')), 400) }));
  if (record.dateNote) lines.push(`-# ${lang.t('card.dateNote', { note: literal(record.dateNote) })}`);
  return lines;
}

function partiesOf(lang: Language, record: AlmanacRecord): string[] {
  const parties = record.organizations ?? [];
  if (parties.length === 0) return [];
  const lines = parties.map(
    ({ name, role }) => `- ${lang.t('card.party', { name: literal(name), role: literal(role) })}`,
  );
  return [`**${lang.t('card.parties')}**`, ...lines];
}

/** The field that a dispute is about, in words where it is one of the record's. */
export function fieldOf(lang: Language, field: string): string {
  const key = `form.${field}`;
  return hasMessage(key) ? lang.t(key).toLowerCase() : literal(field);
}

/** Each dispute in one piece: half of it would take a side. */
function disputesOf(lang: Language, record: AlmanacRecord, library: Library): string[] {
  return (record.disputes ?? []).map(({ field, values, note }) => {
    const sides = values.map(({ value, source }) => {
      const publisher = library.source(source)?.publisher ?? source;
      const side = { value: cut(literal(value), 160), publisher: cut(literal(publisher), 50) };
      return `- ${lang.t('card.side', side)}`;
    });
    const heading = `⚖️ **${lang.t('card.dispute', { field: fieldOf(lang, field) })}**`;
    return cut([heading, ...sides, literal(note)].join('\n'), SHARES.disputes - 40);
  });
}

function sourcesOf(lang: Language, record: AlmanacRecord, library: Library): string[] {
  const lines = record.sources.map(({ id, note }) => {
    const source = library.source(id);
    const details: (string | undefined)[] = [
      source && literal(cut(source.publisher, 60)),
      source?.published && lang.date(source.published),
      note && cut(literal(note), 120),
    ];
    const title = cut(source?.title ?? id, 110);
    const name = source?.url ? link(title, source.url) : literal(title);
    return `-# ${lang.join([name, ...details.filter((detail) => detail !== undefined)])}`;
  });
  const heading = `-# **${lang.t('card.sources', { count: lines.length })}**`;
  const verified = record.verified && `-# ${lang.t('card.verified', { date: lang.date(record.verified) })}`;
  return [heading, ...lines, ...(verified ? [verified] : [])];
}
