/** Which characters a TrueType font can show. */

/** A glyph that is missing vanishes without a word; this stands in its place. */
const STAND_IN = '?';

/**
 * The code points that a font has a glyph for, by its character map. Only tables of formats 4 and 12 are read, which is
 * what fonts of today have. https://learn.microsoft.com/typography/opentype/spec/cmap
 */
export function readGlyphs(font: Buffer): ReadonlySet<number> {
  const glyphs = new Set<number>();
  const tables = Array.from({ length: font.readUInt16BE(4) }, (_, i) => 12 + 16 * i);
  const cmap = tables.find((at) => font.toString('latin1', at, at + 4) === 'cmap');
  if (cmap === undefined) return glyphs;
  const start = font.readUInt32BE(cmap + 8);
  for (let i = 0; i < font.readUInt16BE(start + 2); i++) {
    const at = start + font.readUInt32BE(start + 8 + 8 * i);
    const format = font.readUInt16BE(at);
    const ranges = format === 4 ? segments(font, at) : format === 12 ? groups(font, at) : [];
    for (const [first, last] of ranges) for (let point = first; point <= last; point++) glyphs.add(point);
  }
  return glyphs;
}

type Range = readonly [first: number, last: number];

function segments(font: Buffer, at: number): Range[] {
  const bytes = font.readUInt16BE(at + 6);
  return Array.from({ length: bytes / 2 }, (_, i) => {
    const last = font.readUInt16BE(at + 14 + 2 * i);
    return [font.readUInt16BE(at + 16 + bytes + 2 * i), last === 0xffff ? -1 : last] as const;
  });
}

function groups(font: Buffer, at: number): Range[] {
  return Array.from({ length: font.readUInt32BE(at + 12) }, (_, i) => {
    const group = at + 16 + 12 * i;
    return [font.readUInt32BE(group), font.readUInt32BE(group + 4)] as const;
  });
}

/** A text with `?` for each character that is not among the glyphs. */
export function showable(text: string, glyphs: ReadonlySet<number>): string {
  return [...text]
    .map((character) => (glyphs.has(character.codePointAt(0) ?? 0) ? character : STAND_IN))
    .join('');
}
