/**
 * The part of Discord's markdown that stands within a line, read into a tree. Text that closes no mark stays text.
 * https://support.discord.com/hc/en-us/articles/210298617 and
 * https://docs.discord.com/developers/reference#message-formatting
 */

/** A piece of a line. Line breaks stay in `text` as `\n`. */
export type Inline =
  | { type: 'text'; text: string }
  | { type: 'strong' | 'em' | 'underline' | 'strike' | 'spoiler'; children: Inline[] }
  | { type: 'code'; text: string }
  /** `url` is http or https. */
  | { type: 'link'; url: string; children: Inline[] }
  | { type: 'mention'; kind: 'user' | 'role' | 'channel'; id: string }
  | { type: 'mention'; kind: 'everyone' | 'here' }
  | { type: 'command'; name: string; id: string }
  | { type: 'timestamp'; seconds: number; style: string }
  | { type: 'emoji'; name: string; id: string };

type Marked = Extract<Inline, { children: Inline[] }>['type'];

const ESCAPE = /\\([^0-9A-Za-z\s])/y;
const CODE = /(`+)([\s\S]*?[^`])\1(?!`)/y;
const POINTED_LINK = /<(https?:\/\/[^\s<>]+)>/y;
const BARE_LINK = /https?:\/\/[^\s<>]+/y;
const MASKED_LINK =
  /\[((?:\\.|\[[^\]\n]*\]|[^[\]\\])+)\]\(\s*<?(https?:\/\/(?:\([^\s()<>]*\)|[^\s()<>])+)>?(?:\s+"[^"\n]*")?\s*\)/y;
const MENTION = /<(@!?|@&|#)(\d{1,20})>/y;
const EVERYONE = /@(everyone|here)(?![0-9A-Za-z_])/y;
const COMMAND = /<\/([^:<>\n]{1,100}):(\d{1,20})>/y;
const TIMESTAMP = /<t:(-?\d{1,13})(?::([tTdDfFsSR]))?>/y;
const EMOJI = /<a?:(\w{2,32}):(\d{1,20})>/y;

/** In the order of precedence where two match the same length, as in `***both***`. */
const MARKS: readonly (readonly [Marked, RegExp])[] = [
  ['em', /\*(?=\S)((?:\*\*|\\[\s\S]|\s+(?:\\[\s\S]|[^\s*\\]|\*\*)|[^\s*\\])+?)\*(?!\*)/y],
  ['em', /_((?:__|\\[\s\S]|[^\\_])+?)_(?![0-9A-Za-z_])/y],
  ['strong', /\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/y],
  ['underline', /__((?:\\[\s\S]|[^\\])+?)__(?!_)/y],
  ['strike', /~~((?:\\[\s\S]|[^\\])+?)~~(?!~)/y],
  ['spoiler', /\|\|((?:\\[\s\S]|[^\\])+?)\|\|/y],
];

/** The furthest second from 1970 that a Date can hold. */
const LAST_SECOND = 8.64e12;

/** Where a piece other than text may begin. */
const SPECIAL = /[\\`<[h@*_~|]/g;

interface Found {
  readonly node: Inline;
  readonly length: number;
}

/** Reads a run of text, which may hold line breaks. `linked` is set within a link, where no other link may stand. */
export function parseInline(text: string, linked = false): Inline[] {
  const nodes: Inline[] = [];
  let plain = '';
  let at = 0;
  while (at < text.length) {
    SPECIAL.lastIndex = at;
    const next = SPECIAL.exec(text)?.index ?? text.length;
    plain += text.slice(at, next);
    at = next;
    if (at === text.length) break;
    const found = parseAt(text, at, linked);
    if (!found) {
      plain += text[at];
      at += 1;
    } else if (found.node.type === 'text') {
      plain += found.node.text;
      at += found.length;
    } else {
      if (plain) nodes.push({ type: 'text', text: plain });
      plain = '';
      nodes.push(found.node);
      at += found.length;
    }
  }
  if (plain) nodes.push({ type: 'text', text: plain });
  return nodes;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function parseAt(text: string, at: number, linked: boolean): Found | undefined {
  switch (text[at]) {
    case '\\': {
      const match = matchAt(ESCAPE, text, at);
      return match ? { node: { type: 'text', text: match[1] ?? '' }, length: 2 } : undefined;
    }
    case '`': {
      const match = matchAt(CODE, text, at);
      return match
        ? { node: { type: 'code', text: trimCode(match[2] ?? '') }, length: match[0].length }
        : undefined;
    }
    case '<':
      return parsePointed(text, at, linked);
    case '[':
      return linked ? undefined : parseMaskedLink(text, at);
    case 'h':
      return linked ? undefined : parseBareLink(text, at);
    case '@': {
      const match = matchAt(EVERYONE, text, at);
      const kind = match?.[1] === 'here' ? 'here' : 'everyone';
      return match ? { node: { type: 'mention', kind }, length: match[0].length } : undefined;
    }
    default:
      return parseMark(text, at, linked);
  }
}

/** A code span that begins or ends with a backtick is written with a space there. */
function trimCode(text: string): string {
  return text.startsWith(' `') || text.endsWith('` ') ? text.replace(/^ (?=`)|(?<=`) $/g, '') : text;
}

function parsePointed(text: string, at: number, linked: boolean): Found | undefined {
  const mention = matchAt(MENTION, text, at);
  if (mention) {
    const [whole, sign, id = ''] = mention;
    const kind = sign === '#' ? 'channel' : sign === '@&' ? 'role' : 'user';
    return { node: { type: 'mention', kind, id }, length: whole.length };
  }
  const time = matchAt(TIMESTAMP, text, at);
  if (time && Math.abs(Number(time[1])) <= LAST_SECOND) {
    return {
      node: { type: 'timestamp', seconds: Number(time[1]), style: time[2] ?? 'f' },
      length: time[0].length,
    };
  }
  const command = matchAt(COMMAND, text, at);
  if (command) {
    const [whole, name = '', id = ''] = command;
    return { node: { type: 'command', name, id }, length: whole.length };
  }
  const emoji = matchAt(EMOJI, text, at);
  if (emoji) {
    const [whole, name = '', id = ''] = emoji;
    return { node: { type: 'emoji', name, id }, length: whole.length };
  }
  const link = linked ? null : matchAt(POINTED_LINK, text, at);
  if (!link) return undefined;
  const url = link[1] ?? '';
  return { node: { type: 'link', url, children: [{ type: 'text', text: url }] }, length: link[0].length };
}

function parseMaskedLink(text: string, at: number): Found | undefined {
  const match = matchAt(MASKED_LINK, text, at);
  if (!match) return undefined;
  const [whole, label = '', url = ''] = match;
  return { node: { type: 'link', url, children: parseInline(label, true) }, length: whole.length };
}

/** A link ends before the punctuation of its sentence, and before a bracket that it did not open. */
function parseBareLink(text: string, at: number): Found | undefined {
  if (/[0-9A-Za-z_]/.test(text[at - 1] ?? ' ')) return undefined;
  const match = matchAt(BARE_LINK, text, at);
  if (!match) return undefined;
  let url = match[0];
  for (;;) {
    const last = url.at(-1) ?? '';
    const opens = url.split('(').length;
    if (!/[.,:;"'!?*_~|\]]/.test(last) && !(last === ')' && url.split(')').length > opens)) break;
    url = url.slice(0, -1);
  }
  if (!/^https?:\/\/[^/]/.test(url)) return undefined;
  return { node: { type: 'link', url, children: [{ type: 'text', text: url }] }, length: url.length };
}

/** The longest mark that opens here. An underscore within a word opens nothing. */
function parseMark(text: string, at: number, linked: boolean): Found | undefined {
  let best: { type: Marked; whole: string; inner: string } | undefined;
  for (const [type, pattern] of MARKS) {
    const match = matchAt(pattern, text, at);
    if (!match) continue;
    if (type === 'em' && text[at] === '_' && /[0-9A-Za-z_]/.test(text[at - 1] ?? ' ')) continue;
    const [whole, inner = ''] = match;
    if (!best || whole.length > best.whole.length) best = { type, whole, inner };
  }
  if (!best || best.type === 'link') return undefined;
  return { node: { type: best.type, children: parseInline(best.inner, linked) }, length: best.whole.length };
}
