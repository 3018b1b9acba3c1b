import type { Theme } from './svg.ts';

/** A shade with the numbers that it stands for, both inclusive; the last has no end. */
export interface Shade {
  readonly fill: string;
  /** The colour of words upon it. */
  readonly text: string;
  readonly from: number;
  readonly to: number | undefined;
}

/**
 * Shades for counts, from 1 on. Counts by province are mostly small with a few large ones, so each shade begins at a
 * multiple of the one before; where there are few different counts, there are fewer shades.
 */
export function shadesOf(counts: readonly number[], { shades }: Theme): Shade[] {
  const most = Math.max(1, ...counts);
  const steps = shades.map((_, i) => Math.round(most ** (i / shades.length)));
  const begins = [...new Set(steps)];
  // The largest counts are the strongest, however few steps there are.
  const used = shades.slice(-begins.length);
  return begins.map((from, i) => {
    const next = begins[i + 1];
    return { ...(used[i] ?? { fill: '', text: '' }), from, to: next === undefined ? undefined : next - 1 };
  });
}
