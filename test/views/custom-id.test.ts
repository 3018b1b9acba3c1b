import fc from 'fast-check';
import { expect, it } from 'vitest';
import { defineCustomId, routeOf } from '../../src/views/custom-id.ts';

const id = defineCustomId('list', 'kind', 'page', 'query');

it('carries its state there and back, colons in the last field included', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('park', 'fund', ''),
      fc.nat(999),
      fc.string({ maxLength: 50 }),
      (kind, page, query) => {
        const text = id.encode({ kind, page, query });
        expect(text.length).toBeLessThanOrEqual(100);
        expect(id.decode(text)).toEqual({ kind, page: String(page), query });
        expect(routeOf(text)).toBe('list');
      },
    ),
  );
});

it.each([
  '',
  'list',
  'v1',
  'v1:list',
  'v1:list:a:1',
  'v0:list:a:1:q',
  'v1:other:a:1:q',
  'v1:__proto__:a:1:q',
])('does not take %j for its own', (text) => {
  expect(id.decode(text)).toBeUndefined();
});

it('cuts free text to what fits, and refuses state that does not', () => {
  expect(id.encode({ query: 'x'.repeat(200) })).toHaveLength(100);
  expect(() => id.encode({ kind: 'x'.repeat(200) })).toThrow(RangeError);
});
