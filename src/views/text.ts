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

/** At most `max` code units of a text: its beginning, or what stands about a range that lies further on. */
export function excerpt(text: string, [range]: readonly Range[], max: number): string {
  if (!range || range[1] < max) return cut(text, max);
  const space = text.indexOf(' ', range[0] - Math.ceil(max / 2));
  const start = space >= 0 && space < range[0] ? space + 1 : range[0];
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

/**
 * What differs in two texts, each cut to `max` code units: without the words that they begin and end with alike, but
 * for a few of them.
 */
export function changedParts(before: string, after: string, max: number): [string, string] {
  if (before.length <= max && after.length <= max) return [before, after];
  const a = before.split(/(?<=\s)/u);
  const b = after.split(/(?<=\s)/u);
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const part = (words: readonly string[]) => {
    const from = Math.max(0, start - 2);
    const to = Math.min(words.length, words.length - end + 2);
    const said = words.slice(from, to).join('').trim();
    return cut(`${from > 0 ? '… ' : ''}${said}${to < words.length ? ' …' : ''}`, max);
  };
  return [part(a), part(b)];
}
