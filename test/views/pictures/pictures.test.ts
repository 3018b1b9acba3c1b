import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../../../src/data/catalogue.ts';
import { counted } from '../../../src/data/counts.ts';
import { PROVINCES } from '../../../src/data/places.ts';
import { LOCALES, language } from '../../../src/views/language.ts';
import { mapOf } from '../../../src/views/map.ts';
import { aliasesOf, namesOf } from '../../../src/views/names.ts';
import { readGlyphs } from '../../../src/views/pictures/glyphs.ts';
import { createRenderer, FONTS } from '../../../src/views/pictures/render.ts';
import { shadesOf } from '../../../src/views/pictures/shades.ts';
import { shorten, THEMES, widthOf } from '../../../src/views/pictures/svg.ts';
import { barsOf, MEASURES } from '../../../src/views/stats.ts';

const catalogue = await readCatalogue();
const records = [...catalogue.all()];

/** What a PNG says of its size: https://www.w3.org/TR/png-3/#11IHDR. */
const sizeOf = (png: Buffer) => ({
  signature: png.toString('latin1', 1, 4),
  width: png.readUInt32BE(16),
  height: png.readUInt32BE(20),
});

/** The contrast of two colours: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [one, other].map(luminance).sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

describe.each(LOCALES)('in %s', (locale) => {
  const lang = language(locale);

  it('a map shows all 34 units with their counts, and says them in words', () => {
    const { svg, alt } = mapOf(lang, records, {}, THEMES.dark);
    for (const { name } of PROVINCES) {
      const [word = ''] = lang.province(name).split(' ');
      expect(svg).toContain(word.slice(0, 7));
    }
    const inZhejiang = records.filter(({ places }) =>
      places?.some(({ province }) => province === 'Zhejiang'),
    );
    expect(alt).toContain(`${lang.province('Zhejiang')} ${inZhejiang.length}`);
    expect(alt.length).toBeLessThanOrEqual(1024);
  });

  it.each(MEASURES)('bars by %s are told in words as well', (measure) => {
    const drawing = barsOf(lang, measure, records, {}, THEMES.light);
    expect(drawing?.svg).toContain('<rect');
    expect(drawing?.alt).toMatch(/\d/);
    expect(drawing?.alt).not.toMatch(/undefined|NaN|stats\./);
  });
});

it('a title says what was asked for', () => {
  const asked = { kind: 'park', until: 2020, province: 'Zhejiang' } as const;
  const drawing = barsOf(language(), 'year', counted(records, asked), asked, THEMES.dark);
  expect(drawing?.alt).toContain('Parks by year, up to 2020, Zhejiang');
});

it('shows nothing where nothing is counted', () => {
  for (const measure of MEASURES) expect(barsOf(language(), measure, [], {}, THEMES.dark)).toBeUndefined();
});

it('renders a picture 1,200 pixels wide, the same one once', async () => {
  const render = createRenderer();
  const { svg } = mapOf(language(), records, {}, THEMES.dark);
  const png = await render(svg);
  expect(sizeOf(png)).toEqual({ signature: 'PNG', width: 1200, height: expect.any(Number) });
  expect(await render(svg)).toBe(png);
  await expect(render('no picture')).rejects.toThrow();
});

it.each(FONTS)('%s has every character of names, places and sentences', (file) => {
  const glyphs = readGlyphs(readFileSync(file));
  const langs = LOCALES.map((locale) => language(locale));
  const names = langs.flatMap((lang) =>
    records.flatMap((record) => [...namesOf(lang, record), ...aliasesOf(lang, record)]),
  );
  const places = langs.flatMap((lang) => PROVINCES.map(({ name }) => lang.province(name)));
  const sentences = LOCALES.map((locale) =>
    readFileSync(new URL(`../../../src/views/messages/${locale}.json`, import.meta.url), 'utf8'),
  );
  const words = [...names, ...places, JSON.stringify(PROVINCES), ...sentences].join('').replaceAll('\n', '');
  // Pictures have no emoji.
  const letters = new Set(words.replace(/\p{Extended_Pictographic}|\ufe0f/gu, ''));
  const missing = [...letters].filter((character) => !glyphs.has(character.codePointAt(0) ?? 0));
  expect(missing).toEqual([]);
});

it('says of a font that it lacks what it lacks', () => {
  const [regular = ''] = FONTS;
  const glyphs = readGlyphs(readFileSync(regular));
  expect(glyphs.has(0x1f600)).toBe(false);
  expect(glyphs.has(0)).toBe(false);
});

it.each(Object.entries(THEMES))('words can be read on every colour of the %s theme', (_, theme) => {
  for (const { fill, text } of theme.shades) expect(contrast(fill, text)).toBeGreaterThan(4.5);
  for (const word of [theme.text, theme.muted]) expect(contrast(theme.ground, word)).toBeGreaterThan(4.5);
  expect(contrast(theme.empty, theme.muted)).toBeGreaterThan(4.5);
});

it.each([
  [[1], [[1, undefined]]],
  [[0, 0], [[1, undefined]]],
  [
    [1, 2],
    [
      [1, 1],
      [2, undefined],
    ],
  ],
  [
    [3, 100],
    [
      [1, 2],
      [3, 5],
      [6, 15],
      [16, 39],
      [40, undefined],
    ],
  ],
])('shades for %j', (counts, ranges) => {
  expect(shadesOf(counts, THEMES.dark).map(({ from, to }) => [from, to])).toEqual(ranges);
});

it('shortens what is too wide, and nothing else', () => {
  expect(shorten('区块链产业园', 20, 200)).toBe('区块链产业园');
  const short = shorten('区块链产业园', 20, 90);
  expect(short).toMatch(/^区块链.*…$/);
  expect(widthOf(short, 20)).toBeLessThanOrEqual(90);
});
