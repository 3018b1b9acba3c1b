/** Turning records' words into Discord's markdown, and keeping them within its limits. */

/** Makes text literal in Discord's markdown: no formatting, link, mention, timestamp, heading, list or quote is left in it. */
export function literal(text: string): string {
  return text
    .replace(/[\\*_~`|[\]<>@]/gu, '\\$&')
    .replace(/^(\s*)([#>+-])/gmu, '$1\\$2')
    .replace(/^(\s*\d+)([.)])/gmu, '$1\\$2');
}

/**
 * At most `max` UTF-16 code units (what Discord counts), with an ellipsis where cut: between words where there is a
 * space near the end, else between code points.
 */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  let kept = '';
  for (const point of text) {
    if (kept.length + point.length > max - 1) break;
    kept += point;
  }
  const space = kept.lastIndexOf(' ');
  return `${(space > max * 0.8 ? kept.slice(0, space) : kept).trimEnd()}…`;
}

/** A range of a text in UTF-16 offsets, the end not included. */
type Range = readonly [start: number, end: number];

/** A text made literal, its ranges set in `**` or `__`; without them where it would be longer than `max` code units. */
export function marked(text: string, ranges: readonly Range[], mark: '**' | '__', max: number): string {
  let told = '';
  let at = 0;
  for (const [start, end] of joined(text, ranges)) {
    told += `${literal(text.slice(at, start))}${mark}${literal(text.slice(start, end))}${mark}`;
    at = end;
  }
  told += literal(text.slice(at));
  return told.length <= max ? told : cut(literal(text), max);
}

/** Ranges with nothing but space between them as one: one line beneath both. */
function joined(text: string, ranges: readonly Range[]): Range[] {
  const whole: Range[] = [];
  for (const range of ranges) {
    const before = whole.at(-1);
    if (before && text.slice(before[1], range[0]).trim() === '') whole.splice(-1, 1, [before[0], range[1]]);
    else whole.push(range);
  }
  return whole;
}

/** Where a text may begin or end: after a space, and between Chinese characters, which no spaces set apart. */
const BREAK = /(?<=\s)|(?<=\p{sc=Han})(?=\p{sc=Han})/u;

/** At most `max` code units of a text: its beginning, or what stands about a range that lies further on. */
export function excerpt(text: string, [range]: readonly Range[], max: number): string {
  const from = (range?.[0] ?? 0) - Math.ceil(max / 4) - 1;
  if (!range || range[1] < max || from < 0) return cut(text, max);
  // The piece before the first break may be half a word.
  const [piece = '', ...rest] = text.slice(from, range[0]).split(BREAK);
  const start = rest.length > 0 ? from + piece.length : range[0];
  return `…${cut(text.slice(start), max - 1)}`;
}

/** As many lines as fit into `max` code units, never a part of one; `rest` puts the number left out into words. */
export function fitLines(lines: readonly string[], max: number, rest: (count: number) => string): string {
  const whole = lines.join('\n');
  if (whole.length <= max) return whole;
  // "one more" may be longer than "2 more".
  const reserved = Math.max(...lines.map((_, index) => rest(index + 1).length));
  let kept = '';
  for (const [index, line] of lines.entries()) {
    if (kept.length + line.length + 1 + reserved > max) return `${kept}${rest(lines.length - index)}`;
    kept += `${line}\n`;
  }
  return kept.trimEnd();
}

/** A masked link. The address is one that the schema accepted; brackets in it are encoded, since markdown would end there. */
export function link(label: string, url: string): string {
  const safe = new URL(url).href.replace(/[()<>]/gu, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `[${literal(label)}](${safe})`;
}

/** How much of what two texts have alike is told about what differs, in code units. */
const AROUND = 8;

/**
 * What differs in two texts, each cut to `max` code units: without the words (of Chinese, the characters) that they
 * begin and end with alike, but for a few of them.
 */
export function changedParts(before: string, after: string, max: number): [string, string] {
  if (before.length <= max && after.length <= max) return [before, after];
  const a = before.split(BREAK);
  const b = after.split(BREAK);
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const part = (words: readonly string[]) => {
    const from = start - countAround(words.slice(0, start).reverse());
    const to = words.length - end + countAround(words.slice(words.length - end));
    const said = words.slice(from, to).join('').trim();
    return cut(`${from > 0 ? '… ' : ''}${said}${to < words.length ? ' …' : ''}`, max);
  };
  return [part(a), part(b)];
}

/** How many of some words it takes until they are {@link AROUND} long, or all of them. */
function countAround(words: readonly string[]): number {
  let length = 0;
  const enough = words.findIndex((word) => {
    length += word.length;
    return length >= AROUND;
  });
  return enough < 0 ? words.length : enough + 1;
}
