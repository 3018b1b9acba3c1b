import type { Language } from './language.ts';
import { type ButtonRow, button, LIMITS, row, select } from './parts.ts';

/** A page by its number, from 1, or the one that a select will name. */
export type PageTo = number | 'chosen';

/** The pages of a list, and where its reader is. */
export interface Pages {
  /** From 1. */
  readonly page: number;
  readonly pages: number;
  /** The custom_id that leads there; {@link pageOf} reads it back. */
  readonly idOf: (page: PageTo) => string;
  /** What a page begins with, in plain words. */
  readonly about: (page: number) => string;
}

/** A page of some items: its number, of how many, what is on it, and the first item of any page. */
export function pageOfItems<T>(items: readonly T[], wanted: number, size: number) {
  const pages = Math.max(1, Math.ceil(items.length / size));
  const page = Math.min(Math.max(1, wanted), pages);
  const shown = items.slice((page - 1) * size, page * size);
  return { page, pages, shown, firstOf: (to: number) => items[(to - 1) * size] };
}

/** With fewer pages the buttons are enough. */
const MANY = 4;

/** The rows that turn pages: back, on, and where there are many a select to jump. None where all fits on one. */
export function pager(lang: Language, { page, pages, idOf, about }: Pages): ButtonRow[] {
  if (pages < 2) return [];
  const turn = (to: number, label: string) => button(idOf(to), label, { disabled: to < 1 || to > pages });
  const turns = row(
    turn(page - 1, lang.t('list.previous')),
    // Never pressed: it only says where one is, in the place where the eye looks for it.
    button(idOf(page), lang.t('list.page', { page, pages }), { disabled: true }),
    turn(page + 1, lang.t('list.next')),
  );
  if (pages < MANY) return [turns];
  const options = spread(pages, LIMITS.selectOptions)
    .filter((to) => to !== page)
    .map((to) => ({
      label: lang.t('list.page', { page: to, pages }),
      value: `${to}`,
      description: about(to),
    }));
  return [turns, select(idOf('chosen'), lang.t('list.jump'), options)];
}

/** The page that a custom_id and what was chosen in its select lead to. */
export function pageOf(state: { readonly page: string }, { values }: { values: readonly string[] }): number {
  return Number(values[0] ?? state.page) || 1;
}

/** So many of the numbers from 1 to `last`, evenly, the first and the last among them; all where they are fewer. */
function spread(last: number, most: number): number[] {
  const count = Math.min(last, most);
  return Array.from({ length: count }, (_, i) => 1 + Math.round((i * (last - 1)) / (count - 1)));
}
