import { box, picture, type Theme, WIDTH, words } from './svg.ts';

/** A strip of columns, one a year or month, with those of the page that is shown set apart. */
export interface StripPicture {
  readonly columns: readonly Column[];
}

/** A stretch of time with how much falls into it. */
export interface Column {
  /** Beneath the column; not every one need have it. */
  readonly label?: string;
  readonly count: number;
  /** Whether the page that is shown has some of it. */
  readonly shown: boolean;
}

const MARGIN = 24;
const HIGHEST = 150;
const TOP = 46;
const HEIGHT = TOP + HIGHEST + 60;
/** Columns narrower than this have no number above them. */
const NARROWEST_TOLD = 46;

/** Draws a {@link StripPicture} as SVG. */
export function drawStrip({ columns }: StripPicture, theme: Theme): string {
  const step = (WIDTH - 2 * MARGIN) / columns.length;
  const width = Math.max(2, Math.min(90, step * 0.78));
  const most = Math.max(1, ...columns.map(({ count }) => count));
  const floor = TOP + HIGHEST;
  const drawn = columns.flatMap(({ label, count, shown }, i) => {
    const middle = MARGIN + step * (i + 0.5);
    const height = count === 0 ? 0 : Math.max(4, (HIGHEST * count) / most);
    const fill = shown ? theme.accent : (theme.shades[2]?.fill ?? theme.muted);
    return [
      box(middle - width / 2, floor - height, width, height, fill),
      ...(count > 0 && step >= NARROWEST_TOLD
        ? [
            words(middle, floor - height - 10, String(count), {
              size: 24,
              fill: shown ? theme.accent : theme.muted,
              bold: shown,
              anchor: 'middle',
            }),
          ]
        : []),
      ...(label
        ? [words(middle, floor + 40, label, { size: 26, fill: theme.text, bold: shown, anchor: 'middle' })]
        : []),
    ];
  });
  return picture(theme, HEIGHT, [box(MARGIN, floor, WIDTH - 2 * MARGIN, 2, theme.line), ...drawn]);
}
