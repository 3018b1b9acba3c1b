import type { APIStringSelectComponent } from 'discord-api-types/v10';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { language } from '../../src/views/language.ts';
import { pageOf, pager } from '../../src/views/pager.ts';

const rowsOf = (page: number, pages: number) =>
  pager(language('en-US'), { page, pages, idOf: (to) => `to:${to}`, about: (to) => `what page ${to} has` });

const jumpOf = (page: number, pages: number) =>
  rowsOf(page, pages)[1]?.components[0] as APIStringSelectComponent;

describe('turning pages', () => {
  it('takes nothing for one page, two buttons for a few, and a select for many', () => {
    expect([0, 1, 2, 3, 4, 5].map((pages) => rowsOf(1, pages).length)).toEqual([0, 0, 1, 1, 2, 2]);
  });

  it('stops at both ends', () => {
    const disabled = (page: number) => {
      const [{ components } = { components: [] }] = rowsOf(page, 3);
      return components.map((part) => 'disabled' in part && part.disabled);
    };
    expect(disabled(1)).toEqual([true, true, false]);
    expect(disabled(2)).toEqual([false, true, false]);
    expect(disabled(3)).toEqual([false, true, true]);
  });
});

describe('jumping', () => {
  it('offers every other page, each with what it begins with', () => {
    const { custom_id, options } = jumpOf(2, 5);
    expect(custom_id).toBe('to:chosen');
    expect(options.map(({ label, value, description }) => [label, value, description])).toEqual(
      ['1', '3', '4', '5'].map((to) => [`${to} / 5`, to, `what page ${to} has`]),
    );
  });

  it('reaches from the first to the last of however many, in as many steps as Discord shows', () => {
    fc.assert(
      fc.property(
        fc
          .integer({ min: 4, max: 3000 })
          .chain((pages) => fc.tuple(fc.constant(pages), fc.integer({ min: 1, max: pages }))),
        ([pages, page]) => {
          const values = jumpOf(page, pages).options.map(({ value }) => Number(value));
          expect(values.length).toBeGreaterThanOrEqual(Math.min(pages, 25) - 1);
          expect(values.length).toBeLessThanOrEqual(25);
          expect([1, page]).toContain(Math.min(...values, page));
          expect([pages, page]).toContain(Math.max(...values, page));
          expect(values).not.toContain(page);
          expect(new Set(values).size).toBe(values.length);
          const gaps = [...values, page].sort((a, b) => a - b).map((to, i, all) => to - (all[i - 1] ?? 0));
          expect(Math.max(...gaps)).toBeLessThanOrEqual(Math.ceil((pages - 1) / 24) + 1);
        },
      ),
    );
  });

  it.each([
    ['a button', '3', [], 3],
    ['a choice', 'chosen', ['7'], 7],
    ['a forged choice', 'chosen', ['x'], 1],
    ['a choice that is missing', 'chosen', [], 1],
  ])('is read back from %s', (_, page, values, to) => {
    expect(pageOf({ page }, { values })).toBe(to);
  });
});
