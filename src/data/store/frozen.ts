import { setImmediate } from 'node:timers/promises';
import { type ZodType, z } from 'zod';

const deeplyFrozen = new WeakSet<object>();

/** Freezes JSON data all the way down. What it has frozen before it does not walk through again. */
export function freezeDeep<T>(value: T): T {
  if (typeof value !== 'object' || value === null || deeplyFrozen.has(value)) return value;
  Object.freeze(value);
  for (const part of Object.values(value)) freezeDeep(part);
  deeplyFrozen.add(value);
  return value;
}

const passedBy = new WeakMap<ZodType, WeakSet<object>>();

/**
 * The same check, made once per object: what passes is frozen, and passes again unseen. It makes the check of a long
 * list after a small change cheap (10,000 records: 2 ms instead of 230). The schema must not transform.
 */
export function checkOnce<T extends object>(schema: ZodType<T>): ZodType<T> {
  const passed = new WeakSet<object>();
  const once = z.custom<T>().superRefine((value, context) => {
    if (passed.has(value)) return;
    const result = schema.safeParse(value);
    if (result.success) passed.add(freezeDeep(value));
    else
      for (const { path, message } of result.error.issues)
        context.addIssue({ code: 'custom', path: [...path], message });
  });
  passedBy.set(once, passed);
  return once;
}

/** Freezes what was made of nothing but checked parts, and spares it the check of a {@link checkOnce} schema. */
export function vouch<T extends object>(schema: ZodType<T>, value: T): T {
  passedBy.get(schema)?.add(freezeDeep(value));
  return value;
}

const encoded = new WeakMap<object, Buffer>();

/** JSON data as text in UTF-8. What is deeply frozen is encoded once. */
export function encode(value: object): Buffer {
  const known = encoded.get(value);
  if (known) return known;
  const bytes = Buffer.from(JSON.stringify(value));
  if (deeplyFrozen.has(value)) encoded.set(value, bytes);
  return bytes;
}

/** How many pieces of work are done before others get their turn: some 2 ms of checks. */
const SLICE = 64;

/** Does something with each of many, a few at a time. */
export async function inSlices<T>(values: Iterable<T>, work: (value: T) => void): Promise<void> {
  let done = 0;
  for (const value of values) {
    work(value);
    done += 1;
    if (done % SLICE === 0) await setImmediate();
  }
}
