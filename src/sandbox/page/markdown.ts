/**
 * Discord's markdown, read into blocks: headings, subtext, lists, quotes, code and plain lines.
 * https://support.discord.com/hc/en-us/articles/210298617
 */
import { type Inline, parseInline } from './inline.ts';

/** One entry of a list, with the lists nested in it. */
export interface ListItem {
  readonly children: Inline[];
  readonly nested: Block[];
}

/** A block of a message. */
export type Block =
  | { type: 'lines'; children: Inline[] }
  | { type: 'heading'; level: 1 | 2 | 3; children: Inline[] }
  | { type: 'subtext'; children: Inline[] }
  /** `start` is the first number of a numbered list, absent for bullets. */
  | { type: 'list'; start?: number; items: ListItem[] }
  | { type: 'quote'; children: Block[] }
  | { type: 'code'; language: string; text: string };

const HEADING = /^(#{1,3}) +(?=\S)(.*)$/;
const SUBTEXT = /^-# +(?=\S)(.*)$/;
const ITEM = /^( *)(?:[-*]|(\d{1,9})\.) +(?=\S)(.*)$/;
const QUOTE = /^> ?(.*)$/;
const FENCE = /(?<!\\)```(?:([\w+#.-]+)?\n)?([\s\S]*?[^\n`][\s\S]*?)\n*```/g;

/** Reads a text as Discord's client does. Every input has a reading. */
export function parseMarkdown(text: string): Block[] {
  const blocks: Block[] = [];
  let rest = text.replaceAll('\r\n', '\n');
  let lines: string[] = [];
  const flush = () => {
    if (lines.length > 0) blocks.push({ type: 'lines', children: parseInline(lines.join('\n')) });
    lines = [];
  };
  const add = (block: Block) => {
    flush();
    blocks.push(block);
  };
  while (rest !== '') {
    const line = firstLine(rest);
    const after = rest.slice(line.length + 1);
    if (rest.startsWith('>>> ')) {
      add({ type: 'quote', children: parseMarkdown(rest.slice(4)) });
      rest = '';
      continue;
    }
    const quoted = takeWhile(rest, QUOTE);
    if (quoted.length > 0 && /^> /.test(line)) {
      const inner = quoted.map((one) => QUOTE.exec(one)?.[1] ?? '');
      add({ type: 'quote', children: parseMarkdown(inner.join('\n')) });
      rest = rest.slice(quoted.join('\n').length + 1);
      continue;
    }
    const fence = openFence(rest, line);
    if (fence) {
      if (fence.before) lines.push(fence.before);
      add({ type: 'code', language: fence.language, text: fence.text });
      rest = rest.slice(fence.end).replace(/^\n/, '');
      continue;
    }
    const heading = HEADING.exec(line);
    const subtext = SUBTEXT.exec(line);
    if (heading) {
      const level = heading[1]?.length === 1 ? 1 : heading[1]?.length === 2 ? 2 : 3;
      add({ type: 'heading', level, children: parseInline(heading[2] ?? '') });
    } else if (subtext) {
      add({ type: 'subtext', children: parseInline(subtext[1] ?? '') });
    } else if (ITEM.test(line)) {
      const listed = takeList(rest);
      flush();
      blocks.push(...readList(listed));
      rest = rest.slice(listed.join('\n').length + 1);
      continue;
    } else {
      lines.push(line);
    }
    rest = after;
  }
  flush();
  return blocks;
}

function firstLine(text: string): string {
  const end = text.indexOf('\n');
  return end < 0 ? text : text.slice(0, end);
}

function takeWhile(text: string, pattern: RegExp): string[] {
  const lines = text.split('\n');
  const end = lines.findIndex((line) => !pattern.test(line));
  return end < 0 ? lines : lines.slice(0, end);
}

/** A code block that opens in this line, if it is closed anywhere after. */
function openFence(
  text: string,
  line: string,
): { before: string; language: string; text: string; end: number } | undefined {
  FENCE.lastIndex = 0;
  const match = FENCE.exec(text);
  if (!match || match.index > line.length) return undefined;
  const [whole, language = '', code = ''] = match;
  return { before: text.slice(0, match.index), language, text: code, end: match.index + whole.length };
}

/** The lines of a list: its items, and indented lines that go on with one. */
function takeList(text: string): string[] {
  return takeWhile(text, /^(?: *(?:[-*]|\d{1,9}\.) +\S| {2,}\S)/);
}

/** Items of one depth make a list; deeper ones after an item belong to it. */
function readList(lines: readonly string[]): Block[] {
  const lists: { start?: number; depth: number; items: { text: string; below: string[] }[] }[] = [];
  for (const line of lines) {
    const match = ITEM.exec(line);
    const list = lists.at(-1);
    const item = list?.items.at(-1);
    const depth = match?.[1]?.length ?? 0;
    if (list && item && match && depth > list.depth) {
      item.below.push(line);
    } else if (item && !match) {
      // An indented line goes on with the last item above it, wherever that stands.
      if (item.below.length > 0) item.below.push(line);
      else item.text += `\n${line.trim()}`;
    } else if (match) {
      const start = match[2] === undefined ? undefined : Number(match[2]);
      const added = { text: match[3] ?? '', below: [] };
      const same = list && (list.start === undefined) === (start === undefined);
      if (same) list.items.push(added);
      else lists.push({ depth, items: [added], ...(start !== undefined && { start }) });
    }
  }
  return lists.map(({ start, items }) => ({
    type: 'list',
    ...(start !== undefined && { start }),
    items: items.map(({ text, below }) => ({ children: parseInline(text), nested: readList(below) })),
  }));
}
