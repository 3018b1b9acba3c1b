import { box, picture, shorten, type Theme, WIDTH, widthOf, words } from './svg.ts';

/** Bars beneath each other, the longest as long as there is room. */
export interface BarsPicture {
  readonly title: string;
  readonly note: string;
  readonly bars: readonly Bar[];
}

/** One bar. */
export interface Bar {
  readonly label: string;
  readonly value: number;
  /** The value in words, at the bar's end. */
  readonly told: string;
  /** Only an outline: a sum that is planned, or the most that it may become. */
  readonly hollow?: boolean;
}

const MARGIN = 24;
const TOP = 132;
const ROW = 58;
const SIZE = 27;
const LONGEST_LABEL = 470;

/** Draws a {@link BarsPicture} as SVG. */
export function drawBars({ title, note, bars }: BarsPicture, theme: Theme): string {
  const labels = Math.min(LONGEST_LABEL, Math.max(...bars.map(({ label }) => widthOf(label, SIZE))));
  const told = Math.max(...bars.map((bar) => widthOf(bar.told, SIZE)));
  const left = MARGIN + labels + 18;
  const longest = WIDTH - left - told - 14 - MARGIN;
  const most = Math.max(...bars.map(({ value }) => value), 1);
  const fill = theme.shades[2]?.fill ?? theme.accent;
  const rows = bars.flatMap(({ label, value, told: end, hollow }, i) => {
    const top = TOP + i * ROW;
    const length = value === 0 ? 0 : Math.max(4, (longest * value) / most);
    const outline = { fill: theme.ground, stroke: fill, 'stroke-width': 4, 'stroke-dasharray': '10 6' };
    return [
      words(left - 18, top + 33, shorten(label, SIZE, labels), {
        size: SIZE,
        fill: theme.text,
        anchor: 'end',
      }),
      hollow
        ? box(left + 2, top + 6, Math.max(4, length - 4), ROW - 18, theme.ground, outline)
        : box(left, top + 4, length, ROW - 14, fill),
      words(left + length + 14, top + 33, end, { size: SIZE, fill: theme.muted }),
    ];
  });
  return picture(theme, TOP + bars.length * ROW + 14, [
    words(MARGIN, 58, title, { size: 42, fill: theme.text, bold: true }),
    words(MARGIN, 100, note, { size: 27, fill: theme.muted }),
    ...rows,
  ]);
}
