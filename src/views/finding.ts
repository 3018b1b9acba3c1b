import type { Finding } from '../data/check.ts';
import type { Language } from './language.ts';

/** What must be mended, as one line: the file, the record and the field where it is about one, and a sentence. */
export function findingLine(lang: Language, { file, at, code, values, problem }: Finding): string {
  const what = problem
    ? lang.pair(problem.path, lang.t(`problem.${problem.code}`, problem.values))
    : lang.t(`check.${code}`, values);
  return [file, at, what].filter(Boolean).join(': ');
}
