import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cleanLine, cleanLines } from '../../src/data/text.ts';

it.each([
  ['  Hangzhou \t Park\u00a0 ', 'Hangzhou Park'],
  ['a\u202egnp.exe', 'a gnp.exe'],
  ['a\u2066b\u2069c', 'a b c'],
  ['zero\u200bwidth', 'zero width'],
  ['\ufeffbom', 'bom'],
  ['line\nbreak', 'line break'],
  ['null\u0000byte\u009f', 'null byte'],
  ['family 👨‍👩‍👧', 'family 👨‍👩‍👧'],
  ['e\u0301', 'é'],
  ['lone \ud800 half', 'lone \ufffd half'],
  ['\u200b\u2060 \u0007', ''],
  [`pile${'\u0301'.repeat(5000)}`, `pil\u00e9${'\u0301'.repeat(29)}`],
])('cleans %j', (text, clean) => {
  expect(cleanLine(text)).toBe(clean);
});

it('leaves nothing that could hide or reorder text, and is done after once', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const clean = cleanLine(text);
      expect(clean).not.toMatch(/(?!\u200d)[\p{Cc}\p{Cf}]/u);
      expect(cleanLine(clean)).toBe(clean);
    }),
  );
});

it('takes text apart by lines, without blank ones', () => {
  expect(cleanLines('a\r\n\n b \u2028\u200b\nc')).toEqual(['a', 'b', 'c']);
});
