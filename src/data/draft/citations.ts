/** The works that a record cites and the disputes between them, as people write them into a form, and back. */
import { parsePartialDate } from '../dates.ts';
import { type Checked, checkShape, type Problem } from '../problems.ts';
import { type AlmanacRecord, type Source, sourceSchema } from '../schema.ts';
import { cleanLine, cleanLines } from '../text.ts';
import { readDate } from './lines.ts';

type Citation = AlmanacRecord['sources'][number];
type Dispute = NonNullable<AlmanacRecord['disputes']>[number];

/** Finds a work by its id. */
export type SourceOf = (id: string) => Source | undefined;

/** Chinese punctuation may follow an address without a space. */
const ADDRESS = /https?:\/\/[^\s｜]*[^\s｜，、；。]/u;
const AUTHOR = /^(?:by\s+|作者\s*[:：]\s*)(.+)$/iu;
const NOTE = /^[(（](.+)[)）]$/u;
const LOOSE_END = /[\s,，;；:：–—-]+$/u;

/** A work in a line: `title | publisher | by author | date | https://… | (note)`; what there is not is left out. */
export function writeCitation({ id, note }: Citation, sourceOf: SourceOf): string {
  const source = sourceOf(id);
  if (!source) return id;
  const { title, publisher, author, published, url } = source;
  return [
    url !== undefined && title.includes(url) ? undefined : title,
    publisher,
    author && `by ${author}`,
    published,
    url,
    note && `(${note})`,
  ]
    .filter(Boolean)
    .join(' | ');
}

/** Reads such a line, or just a title, an address, or both. Without a publisher, it is the address's host. */
export function readCitation(line: string, id: string): Checked<{ source: Source; note?: string }> {
  const url = ADDRESS.exec(line)?.[0];
  const words: string[] = [];
  const rest: { author?: string; published?: string; note?: string } = {};
  for (const part of (url === undefined ? line : line.replace(url, '|')).split(/[|｜]/u).map(cleanLine)) {
    const [, author] = AUTHOR.exec(part) ?? [];
    const [, note] = NOTE.exec(part) ?? [];
    const date = readDate(part);
    if (parsePartialDate(date)) rest.published = date;
    else if (author !== undefined) rest.author = author;
    else if (note !== undefined) rest.note = note;
    else if (part !== '') words.push(part.replace(LOOSE_END, ''));
  }
  const [title = url ?? '', publisher] = words.filter((word) => word !== '');
  const host = url !== undefined && URL.canParse(url) ? new URL(url).hostname : undefined;
  const { note, ...known } = rest;
  const source = checkShape(sourceSchema, {
    id,
    title,
    publisher: publisher ?? host ?? (title.split(',', 1)[0]?.trim() || title),
    ...known,
    ...(url === undefined ? {} : { url }),
  });
  if ('problems' in source) return source;
  return { value: { source: source.value, ...(note === undefined ? {} : { note }) } };
}

/** What a form's sources come to: what the record cites, the new works, and which new one took the place of which. */
export interface Citations {
  readonly citations: readonly Citation[];
  readonly sources: readonly Source[];
  readonly renamed: ReadonlyMap<string, string>;
  readonly problems: readonly Problem[];
}

/**
 * Reads a form's sources, one a line. A line that is as it was keeps its work; any other is a new one under a `newId`,
 * which takes the place of what had its address, or of the line that it stands in where no line came or went.
 */
export function readCitations(
  text: string,
  before: readonly Citation[],
  sourceOf: SourceOf,
  newId: () => string,
): Citations {
  const lines = [...new Set(cleanLines(text))];
  const known = new Map(before.map((citation) => [cleanLine(writeCitation(citation, sourceOf)), citation]));
  const lost = new Set(before.map(({ id }) => id));
  for (const line of lines) lost.delete(known.get(line)?.id ?? '');
  const citations: Citation[] = [];
  const sources: Source[] = [];
  const problems: Problem[] = [];
  const renamed = new Map<string, string>();
  for (const [index, line] of lines.entries()) {
    const same = known.get(line);
    if (same) {
      citations.push(same);
      continue;
    }
    const read = readCitation(line, newId());
    if ('problems' in read) {
      problems.push(...read.problems);
      continue;
    }
    const { source, note } = read.value;
    sources.push(source);
    citations.push({ id: source.id, ...(note === undefined ? {} : { note }) });
    const old =
      [...lost].find((id) => source.url !== undefined && sourceOf(id)?.url === source.url) ??
      (lines.length === before.length ? before[index]?.id : undefined);
    if (old !== undefined && lost.delete(old)) renamed.set(old, source.id);
  }
  return { citations, sources, renamed, problems };
}

const HEADING = /^([^:：]{1,40}?)\s*[:：]\s*(.+)$/u;
const SIDE = /^[-–•·]\s*(.+?)\s*[(（]([^()（）]+)[)）]$/u;

/**
 * Disputes as a heading each, `date: why they differ`, and beneath it what each source says, `- 2018-04-09 (1)`, with
 * the number of the source in the record's list.
 */
export function writeDisputes(disputes: readonly Dispute[], citations: readonly Citation[]): string {
  const numberOf = (id: string) => {
    const index = citations.findIndex((citation) => citation.id === id);
    return index < 0 ? id : String(index + 1);
  };
  return disputes
    .flatMap(({ field, note, values }) => [
      `${field}: ${note}`,
      ...values.map(({ value, source }) => `- ${value} (${numberOf(source)})`),
    ])
    .join('\n');
}

/** Reads what {@link writeDisputes} writes; else the line that cannot be read. */
export function readDisputes(
  text: string,
  citations: readonly Citation[],
): { disputes: Dispute[] } | { wrong: string } {
  const disputes: Dispute[] = [];
  for (const line of cleanLines(text)) {
    const [, value, cited = ''] = SIDE.exec(line) ?? [];
    const source = (
      citations[Number(cited.normalize('NFKC')) - 1] ?? citations.find(({ id }) => id === cited)
    )?.id;
    const open = disputes.at(-1);
    if (value !== undefined && source !== undefined && open) {
      open.values.push({ value, source });
      continue;
    }
    const [, field, note] = HEADING.exec(line) ?? [];
    if (line.startsWith('-') || field === undefined || note === undefined) return { wrong: line };
    disputes.push({ field, note, values: [] });
  }
  return { disputes };
}
