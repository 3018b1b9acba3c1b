/** The few shapes that pictures are drawn with, as SVG. https://www.w3.org/TR/SVG11/ */

/** How a picture looks: its ground, its words, and shades from few to many. */
export interface Theme {
  readonly ground: string;
  readonly text: string;
  readonly muted: string;
  /** For what is not there. */
  readonly empty: string;
  readonly line: string;
  readonly accent: string;
  /** From few to many, each with the colour of words upon it (at least 4.5 : 1). */
  readonly shades: readonly { readonly fill: string; readonly text: string }[];
}

/** Discord shows pictures on its own ground, which a bot is not told of: dark, unless light is asked for. */
export const THEMES = {
  dark: {
    ground: '#1f2126',
    text: '#f2f3f5',
    muted: '#b8bdc7',
    empty: '#2b2e35',
    line: '#4a4f5a',
    accent: '#e6b84a',
    shades: [
      { fill: '#23483f', text: '#f2f3f5' },
      { fill: '#2c6354', text: '#f2f3f5' },
      { fill: '#5aa38c', text: '#10201b' },
      { fill: '#86cbb2', text: '#10201b' },
      { fill: '#c3f0dc', text: '#10201b' },
    ],
  },
  light: {
    ground: '#ffffff',
    text: '#1d2129',
    muted: '#525a67',
    empty: '#eef0f3',
    line: '#c3c8d0',
    accent: '#a86a00',
    shades: [
      { fill: '#dcefe7', text: '#1d2129' },
      { fill: '#b5dccb', text: '#1d2129' },
      { fill: '#83c0a6', text: '#10201b' },
      { fill: '#2f7d66', text: '#ffffff' },
      { fill: '#17503f', text: '#ffffff' },
    ],
  },
} as const satisfies Record<string, Theme>;

/** One of {@link THEMES}. */
export type ThemeName = keyof typeof THEMES;

/** The width of every picture in pixels; on a phone a third of it. */
export const WIDTH = 1200;

/** The family of the fonts that come with the bot, in which everything is written. */
export const FAMILY = 'Noto Sans SC';

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const attributes = (values: Readonly<Record<string, string | number>>) =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    .join('');

/** A rectangle with slightly round corners. */
export function box(
  x: number,
  y: number,
  width: number,
  height: number,
  fill: string,
  more: Readonly<Record<string, string | number>> = {},
): string {
  return `<rect${attributes({ x, y, width, height, rx: Math.min(8, width / 2, height / 2), fill, ...more })}/>`;
}

/** A line of words; `x` is its start, middle or end. */
export function words(
  x: number,
  y: number,
  text: string,
  style: { size: number; fill: string; bold?: boolean; anchor?: 'start' | 'middle' | 'end' },
): string {
  const { size, fill, bold = false, anchor = 'start' } = style;
  const how = { x, y, fill, 'font-size': size, 'font-weight': bold ? 700 : 400, 'text-anchor': anchor };
  return `<text${attributes(how)}>${escaped(text)}</text>`;
}

/** A whole picture of the given height, on its ground. */
export function picture(theme: Theme, height: number, parts: readonly string[]): string {
  const size = {
    xmlns: 'http://www.w3.org/2000/svg',
    width: WIDTH,
    height,
    viewBox: `0 0 ${WIDTH} ${height}`,
  };
  const ground = `<rect${attributes({ width: WIDTH, height, fill: theme.ground })}/>`;
  return `<svg${attributes({ ...size, 'font-family': FAMILY })}>${ground}${parts.join('')}</svg>`;
}

/** About how wide a line is, in pixels: a Chinese character is as wide as high, others a bit over half of it. */
export function widthOf(text: string, size: number): number {
  let ems = 0;
  for (const character of text) ems += character > '\u2e7f' ? 1 : 0.56;
  return ems * size;
}

/** A line cut to a width, with an ellipsis where something is left out. */
export function shorten(text: string, size: number, width: number): string {
  if (widthOf(text, size) <= width) return text;
  let kept = '';
  for (const character of text) {
    if (widthOf(`${kept}${character}…`, size) > width) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}
