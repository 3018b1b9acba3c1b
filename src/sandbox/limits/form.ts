import * as z from 'zod';
import { type FormError, invalidForm } from '../errors.ts';

/** Length as Discord counts it: code points, without the white space around. */
export function lengthOf(text: string): number {
  return [...text.trim()].length;
}

/** A text of so many characters. */
export function text(min: number, max: number): z.ZodString {
  return z.string().refine((value) => between(lengthOf(value), min, max), fault(...badLength(min, max)));
}

/** A list of so many items. */
export function list<T extends z.ZodType>(item: T, min: number, max: number): z.ZodArray<T> {
  return z.array(item).refine((value) => between(value.length, min, max), fault(...badLength(min, max)));
}

/** An http or https address; link buttons may open discord:// too, pictures name an upload by attachment://. */
export function url(...schemes: string[]): z.ZodString {
  const allowed = ['http:', 'https:', ...schemes.map((scheme) => `${scheme}:`)];
  return text(1, 2048).refine(
    (value) => URL.canParse(value) && allowed.includes(new URL(value).protocol),
    fault('URL_TYPE_INVALID_URL', 'Not a well formed URL.'),
  );
}

/** Numbers that stand for a bit set, at least 0. */
export const flags = z.int().min(0).nullish();

/** The id of something, as a string. */
export const snowflake = z.string().regex(/^\d{1,20}$/);

/** Words that Discord's forms refuse something with, for `refine`. */
export function fault(code: string, message: string): { error: string; params: { code: string } } {
  return { error: message, params: { code } };
}

/** The issue for `ctx.addIssue` in a rule over several fields. */
export function issue(path: PropertyKey[], code: string, message: string) {
  return { code: 'custom' as const, path, message, params: { code } };
}

/** Says that these values must be unique; the later one is complained about. */
export function duplicates<T>(values: readonly T[]): number[] {
  return values.flatMap((value, index) =>
    value !== undefined && values.indexOf(value) < index ? [index] : [],
  );
}

/**
 * Check a body against a form.
 * @param path where the form stands in the whole body
 * @returns the known fields; `T` is Discord's own type for what the form describes
 * @throws DiscordError 50035
 */
export function accept<T>(form: z.ZodType, body: unknown, path: PropertyKey[] = []): T {
  const result = form.safeParse(body, { reportInput: true });
  if (result.success) return result.data as T;
  throw invalidForm(
    result.error.issues.map((found) => ({ path: [...path, ...found.path], error: describe(found) })),
  );
}

function between(value: number, min: number, max: number): boolean {
  return value >= min && value <= max;
}

function badLength(min: number, max: number): [code: string, message: string] {
  return min === 0
    ? ['BASE_TYPE_MAX_LENGTH', `Must be ${max} or fewer in length.`]
    : ['BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${max} in length.`];
}

/** Discord's code for what zod found: https://discord.com/developers/docs/reference#error-messages */
function describe(found: z.core.$ZodIssue): FormError {
  const missing = found.input === undefined || found.input === null;
  if (found.code === 'custom') return { code: String(found.params?.['code']), message: found.message };
  if (missing) return { code: 'BASE_TYPE_REQUIRED', message: 'This field is required' };
  switch (found.code) {
    case 'invalid_type':
      return {
        code: CONVERSIONS[found.expected] ?? 'BASE_TYPE_INVALID',
        message: `Could not interpret the value as ${found.expected}.`,
      };
    case 'invalid_value':
      return {
        code: 'BASE_TYPE_CHOICES',
        message: `Value must be one of {${found.values.map((value) => JSON.stringify(value)).join(', ')}}.`,
      };
    case 'too_big':
      return {
        code: 'NUMBER_TYPE_MAX',
        message: `Value should be less than or equal to ${found.maximum}.`,
      };
    case 'too_small':
      return {
        code: 'NUMBER_TYPE_MIN',
        message: `Value should be greater than or equal to ${found.minimum}.`,
      };
    case 'invalid_union':
      return { code: 'UNION_TYPE_CHOICES', message: 'The value is of none of the kinds allowed here.' };
    case 'invalid_format':
      return {
        code: 'STRING_TYPE_REGEX',
        message: 'String value did not match validation regex.',
      };
    default:
      return { code: 'BASE_TYPE_INVALID', message: found.message };
  }
}

const CONVERSIONS: Partial<Record<string, string>> = {
  string: 'STRING_TYPE_CONVERT',
  number: 'NUMBER_TYPE_COERCE',
  int: 'NUMBER_TYPE_COERCE',
  boolean: 'BOOLEAN_TYPE_CONVERT',
  array: 'LIST_TYPE_CONVERT',
  object: 'MODEL_TYPE_CONVERT',
};
