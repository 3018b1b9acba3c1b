import { cleanLine } from '../text.ts';
import { MAX_VALUES } from './limits.ts';
import { quoteWord } from './refusal.ts';

/** A value from a file with every text in it cleaned; undefined where it holds more values than any record. */
export function cleanValue(value: unknown): unknown {
  let left = MAX_VALUES;
  const clean = (each: unknown): unknown => {
    left -= 1;
    if (left < 0) return undefined;
    if (typeof each === 'string') return cleanLine(each);
    if (Array.isArray(each)) return each.slice(0, MAX_VALUES).map(clean);
    if (typeof each !== 'object' || each === null) return each;
    // Names of fields are only ever compared, and said back. `fromEntries` makes an own field even of `__proto__`.
    return Object.fromEntries(
      Object.entries(each)
        .slice(0, MAX_VALUES)
        .map(([field, inner]) => [quoteWord(field), clean(inner)]),
    );
  };
  const cleaned = clean(value);
  return left < 0 ? undefined : cleaned;
}

/** Whether a value from a file has fields. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
