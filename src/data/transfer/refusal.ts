import type { ProblemCode } from '../problems.ts';

/** Why a file, or a record in it, is refused: what can be wrong with any record, and what only files have. */
export type TransferCode =
  | ProblemCode
  | 'empty-file'
  | 'file-too-large'
  | 'not-utf-8'
  | 'not-json'
  | 'too-deep'
  | 'too-many-records'
  | 'unknown-column'
  | 'duplicate-column'
  | 'missing-column'
  | 'unclosed-quote'
  | 'stray-quote'
  | 'record-too-large'
  | 'too-many-cells'
  | 'duplicate-id'
  | 'unknown-id'
  | 'unknown-source'
  | 'unknown-place'
  | 'source-conflict';

/** One thing that must be mended before a file is taken. */
export interface Refusal {
  /** The line of the file that it stands in, or that its record begins in, from 1. */
  readonly line: number;
  /** Which record of the file it is about, from 1; none where it is about the file. */
  readonly record?: number;
  /** The field (`amounts.0.currency`), whose first part is also the column. */
  readonly field?: string;
  readonly code: TransferCode;
  /** The figures and words that the sentence needs. Words come from the file: cut, but to be escaped before they are shown. */
  readonly values: Readonly<Record<string, string | number>>;
}

/** Longest word from a file that is said back, in UTF-16 code units; no list of what is allowed is longer. */
const LONGEST_WORD = 200;

/** Cuts a word from a file to what is worth saying back. */
export function quoteWord(word: string): string {
  return word.length > LONGEST_WORD ? `${word.slice(0, LONGEST_WORD).toWellFormed()}…` : word;
}

/** What is wrong with something, wherever it stands. */
export type Wrong = Pick<Refusal, 'code' | 'values'>;

/** Says where something wrong stands, and cuts what comes from the file. A blank field is none. */
export function refusalAt(
  place: Pick<Refusal, 'line' | 'record'>,
  field: string,
  { code, values }: Wrong,
): Refusal {
  const said = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'string' ? quoteWord(value) : value,
  ]);
  return {
    ...place,
    ...(field === '' ? {} : { field: quoteWord(field) }),
    code,
    values: Object.fromEntries(said),
  };
}

/** Where something stands, such as `amounts.0.currency`; empty parts are left out. */
export function joinPath(...parts: readonly (string | number)[]): string {
  return parts.filter((part) => part !== '').join('.');
}

/** A file that can be read no further. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused';
  readonly refusal: Refusal;

  constructor(line: number, code: TransferCode, values: Refusal['values'] = {}) {
    super(`line ${line}: ${code}`);
    this.refusal = { line, code, values };
  }
}
