import { type Shade, shadesOf } from './shades.ts';
import { box, picture, type Theme, WIDTH, words } from './svg.ts';

/**
 * Where each province-level unit stands, by its two digits of GB/T 2260: about where it lies, one tile each. A tile
 * grid draws no boundary and gives the small ones the same room as the large.
 */
const TILES = [
  '.. .. .. .. .. .. .. 23',
  '.. .. .. .. 15 .. 21 22',
  '65 .. 62 64 14 11 12',
  '54 63 .. 61 41 13 37',
  '.. .. 51 50 42 34 32 31',
  '.. .. 53 52 43 36 33',
  '.. .. .. 45 44 35 .. 71',
  '.. .. .. 46 82 81',
].map((row) => row.split(' '));

const COLUMNS = 8;
const GAP = 6;
const MARGIN = 24;
const TILE = (WIDTH - 2 * MARGIN - (COLUMNS - 1) * GAP) / COLUMNS;
const TOP = 128;
const LEGEND = 88;

/** A tile grid of the province-level units, shaded by a number for each. */
export interface MapPicture {
  readonly title: string;
  /** A smaller line beneath it. */
  readonly note: string;
  /** By code of GB/T 2260: its name in one or two lines, and its number. */
  readonly units: ReadonlyMap<string, { readonly name: readonly string[]; readonly count: number }>;
  /** Writes a number, and a range of numbers for the legend. */
  readonly number: (value: number) => string;
}

/** Draws a {@link MapPicture} as SVG. Each tile has its number, so that nothing is told by colour alone. */
export function drawMap({ title, note, units, number }: MapPicture, theme: Theme): string {
  const shades = shadesOf(
    [...units.values()].map(({ count }) => count),
    theme,
  );
  const tiles = TILES.flatMap((row, y) =>
    row.flatMap((code, x) => {
      const unit = units.get(code);
      if (!unit) return [];
      const left = MARGIN + x * (TILE + GAP);
      const top = TOP + y * (TILE + GAP);
      const shade = unit.count === 0 ? undefined : shades.findLast(({ from }) => unit.count >= from);
      return tile(left, top, unit, number, shade, theme);
    }),
  );
  const bottom = TOP + TILES.length * (TILE + GAP);
  return picture(theme, Math.ceil(bottom + LEGEND), [
    words(MARGIN, 58, title, { size: 42, fill: theme.text, bold: true }),
    words(MARGIN, 100, note, { size: 27, fill: theme.muted }),
    ...tiles,
    ...legend(bottom + 24, shades, number, theme),
  ]);
}

function tile(
  left: number,
  top: number,
  { name, count }: { readonly name: readonly string[]; readonly count: number },
  number: (value: number) => string,
  shade: Shade | undefined,
  theme: Theme,
): string[] {
  const middle = left + TILE / 2;
  const fill = shade?.text ?? theme.muted;
  return [
    box(left, top, TILE, TILE, shade?.fill ?? theme.empty),
    ...name.map((line, i) =>
      words(middle, top + 36 + i * 27, line, {
        size: name.length > 1 || line.length > 8 ? 24 : 26,
        fill,
        anchor: 'middle',
      }),
    ),
    words(middle, top + TILE - 24, number(count), {
      size: 42,
      fill,
      bold: shade !== undefined,
      anchor: 'middle',
    }),
  ];
}

function legend(
  top: number,
  shades: readonly Shade[],
  number: (value: number) => string,
  theme: Theme,
): string[] {
  let left = MARGIN;
  return shades.flatMap(({ fill, from, to }) => {
    const label =
      to === undefined ? `${number(from)}+` : from === to ? number(from) : `${number(from)}–${number(to)}`;
    const parts = [
      box(left, top, 40, 40, fill),
      words(left + 52, top + 30, label, { size: 26, fill: theme.muted }),
    ];
    left += 190;
    return parts;
  });
}
