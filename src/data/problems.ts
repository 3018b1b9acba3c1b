import type { z } from 'zod';

/** Why a value is refused, in codes that the message files put into words as `problem.<code>`. */
export type ProblemCode =
  | 'blank'
  | 'not-kebab-case'
  | 'not-a-date'
  | 'not-a-currency'
  | 'event-needs-date'
  | 'value-needs-unit'
  | 'figure-needs-value'
  | 'value-needs-figure'
  | 'missing'
  | 'wrong-type'
  | 'too-long'
  | 'too-short'
  | 'not-one-of'
  | 'unknown-field'
  | 'not-a-link'
  | 'malformed';

/** One thing wrong with a value: where (`amounts.0.currency`), what, and the figures that the sentence needs. */
export interface Problem {
  readonly path: string;
  readonly code: ProblemCode;
  readonly values: Readonly<Record<string, string | number>>;
}

type Issue = z.core.$ZodIssue;

function describe(issue: Issue): Pick<Problem, 'code' | 'values'> {
  switch (issue.code) {
    case 'custom':
      return { code: issue.message as ProblemCode, values: {} };
    case 'invalid_type':
      return issue.input === undefined
        ? { code: 'missing', values: {} }
        : { code: 'wrong-type', values: { expected: issue.expected } };
    case 'too_big':
      return { code: 'too-long', values: { max: Number(issue.maximum) } };
    case 'too_small':
      return {
        code: 'too-short',
        values: { min: Number(issue.minimum), limit: issue.inclusive === false ? 'above' : 'from' },
      };
    case 'invalid_value':
      return { code: 'not-one-of', values: { allowed: issue.values.join(', ') } };
    case 'unrecognized_keys':
      return { code: 'unknown-field', values: { fields: issue.keys.join(', ') } };
    case 'invalid_format':
      if (issue.format === 'regex') return { code: issue.message as ProblemCode, values: {} };
      if (issue.format === 'date') return { code: 'not-a-date', values: {} };
      return issue.format === 'url' ? { code: 'not-a-link', values: {} } : { code: 'malformed', values: {} };
    default:
      return { code: 'malformed', values: {} };
  }
}

/** A value that fits its schema, or what is wrong with it. */
export type Checked<T> = { readonly value: T } | { readonly problems: readonly Problem[] };

/** Checks a value that came from outside against a schema. */
export function checkShape<T>(schema: z.ZodType<T>, input: unknown): Checked<T> {
  // Without the input, zod does not tell a missing field from one of the wrong type.
  const result = schema.safeParse(input, { reportInput: true });
  if (result.success) return { value: result.data };
  return {
    problems: result.error.issues.map((issue) => ({ path: issue.path.join('.'), ...describe(issue) })),
  };
}
