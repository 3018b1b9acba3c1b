import { DiscordError, type FormErrors } from '../../../src/sandbox/errors.ts';

/** What a check says: `path: CODE` for each complaint of an invalid form, the code of another refusal, or nothing. */
export function complaints(check: () => unknown): (string | number)[] {
  try {
    check();
    return [];
  } catch (error) {
    if (!(error instanceof DiscordError)) throw error;
    return error.errors ? flatten(error.errors, []) : [error.code];
  }
}

function flatten(errors: FormErrors, path: string[]): string[] {
  return Object.entries(errors).flatMap(([key, value]) =>
    Array.isArray(value)
      ? value.map(({ code }) => `${path.join('.')}: ${code}`)
      : flatten(value, [...path, key]),
  );
}
