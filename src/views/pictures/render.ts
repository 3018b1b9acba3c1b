/** SVG to PNG, in process and with nothing of the system: the fonts come with the bot. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { renderAsync } from '@resvg/resvg-js';
import { readGlyphs, showable } from './glyphs.ts';
import { FAMILY } from './svg.ts';

/** The fonts, each with the characters that the almanac's words have; see fonts/README.md. */
export const FONTS = ['NotoSansSC-Regular.ttf', 'NotoSansSC-Bold.ttf'].map((file) =>
  join(import.meta.dirname, 'fonts', file),
);

/** How many pictures are kept. */
const KEPT = 64;

/** Makes a PNG of an SVG; rejects where the SVG is none. */
export type Render = (svg: string) => Promise<Buffer>;

/** Renders off the event loop's thread, and the same picture once: the latest 64 are kept. */
export function createRenderer(): Render {
  const kept = new Map<string, Promise<Buffer>>();
  return (svg) => {
    const rendered = kept.get(svg) ?? render(svg);
    kept.delete(svg);
    kept.set(svg, rendered);
    for (const oldest of kept.keys()) {
      if (kept.size <= KEPT) break;
      kept.delete(oldest);
    }
    // What failed once may not fail again.
    rendered.catch(() => kept.delete(svg));
    return rendered;
  };
}

let glyphs: Promise<ReadonlySet<number>> | undefined;

/** The characters that the fonts can show. */
function glyphsOfFonts(): Promise<ReadonlySet<number>> {
  glyphs ??= Promise.all(FONTS.map((file) => readFile(file))).then((fonts) => {
    const [regular = new Set<number>(), ...others] = fonts.map(readGlyphs);
    return new Set([...regular].filter((point) => others.every((other) => other.has(point))));
  });
  return glyphs;
}

async function render(drawn: string): Promise<Buffer> {
  const svg = showable(drawn, await glyphsOfFonts());
  const font = { fontFiles: FONTS, loadSystemFonts: false, defaultFontFamily: FAMILY };
  const image = await renderAsync(svg, { font, logLevel: 'off' });
  return image.asPng();
}
