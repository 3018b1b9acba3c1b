/** Records in and out by file. */
import { Buffer } from 'node:buffer';
import { ButtonStyle } from 'discord-api-types/v10';
import { differences, type FieldName } from '../data/draft.ts';
import type { Library } from '../data/library.ts';
import type { ImportPlan } from '../data/transfer/plan.ts';
import type { Refusal } from '../data/transfer/refusal.ts';
import { defineCustomId } from './custom-id.ts';
import { hasMessage, type Language, type MessageKey } from './language.ts';
import { nameOf } from './names.ts';
import {
  type ButtonRow,
  button,
  COLOURS,
  container,
  fileBlock,
  type MessageFile,
  type MessageView,
  row,
  text,
} from './parts.ts';
import { cut, fitLines, literal } from './text.ts';

/** A button that makes an import which was shown. */
export const importId = defineCustomId('import', 'draft');

/** How many refusals, and how many records of each sort, stand in the message itself. */
const SHOWN = 10;

/** The button that makes an import. */
export const importRow = (lang: Language, draft: string, count: number): ButtonRow =>
  row(button(importId.encode({ draft }), lang.t('import.do', { count }), { style: ButtonStyle.Primary }));

/** How far the work on a file has come; `done` from 0 to 1, where that is known. */
export function progressView(
  lang: Language,
  key: 'import.reading' | 'import.importing',
  file: string,
  done: number | undefined,
): MessageView {
  const words = lang.t(key, { file: literal(file) });
  const share = done === undefined ? '' : ` ${Math.floor(done * 100)} %`;
  return { components: [container(COLOURS.calm, [text(`⏳ ${words}${share}`)])] };
}

/** Why a file is not taken: the first reasons in the message, all of them in a file where they are more. */
export function refusedView(lang: Language, file: string, refused: readonly Refusal[]): MessageView {
  const lines = refused.slice(0, SHOWN).map((each) => `- ${sentenceOf(lang, each, literal)}`);
  const isMore = refused.length > SHOWN;
  const list = refused.map((each) => sentenceOf(lang, each, (word) => word)).join('\n');
  const files: MessageFile[] = isMore ? [{ name: 'to-mend.txt', data: Buffer.from(`${list}\n`) }] : [];
  return {
    components: [
      container(COLOURS.trouble, [
        text(
          lang.t('import.refused', { file: literal(file), count: refused.length }),
          fitLines(lines, 3000, (count) => `- ${lang.t('list.rest', { count })}`),
          ...(isMore ? [lang.t('import.allInFile')] : []),
        ),
        ...files.map(fileBlock),
      ]),
    ],
    files,
  };
}

/** "Line 14, Date: this is not a real date." `word` makes words from the file fit to be shown. */
function sentenceOf(
  lang: Language,
  { line, field, code, values }: Refusal,
  word: (text: string) => string,
): string {
  const safe = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? word(value) : value]),
  );
  const own = `transfer.${code}`;
  const key = hasMessage(own) ? own : (`problem.${code}` as MessageKey);
  const where = field === undefined ? [line] : [line, word(cut(field, 60))];
  return `${lang.t(where.length > 1 ? 'import.where' : 'import.line', { line, field: where[1] ?? '' })} ${lang.t(key, safe)}`;
}

/** What an import would do, for someone to say so. */
export interface ShownPlan {
  readonly file: string;
  readonly plan: ImportPlan;
  readonly draft: string;
  readonly minutes: number;
}

/** What an import would change, what of it may be there already, and the button that makes it. */
export function planView(lang: Language, shown: ShownPlan, library: Library): MessageView {
  const { file, plan, draft, minutes } = shown;
  const { added, changed, unchanged, duplicates } = plan;
  const blocks = [
    listOf(lang, lang.t('import.added', { count: added.length }), added, (record) => nameOf(lang, record)),
    listOf(lang, lang.t('import.changed', { count: changed.length }), changed, ({ before, after }) => {
      const fields = before ? differences(before, after, library).map(({ field }) => field) : [];
      return saying(lang, nameOf(lang, after), fields);
    }),
    listOf(
      lang,
      lang.t('import.duplicates', { count: duplicates.length }),
      duplicates,
      ({ line, record, of }) => {
        const names = of.map((other) => nameOf(lang, other));
        const others = cut(lang.join(names, 'semicolon'), 160);
        return lang.t('import.duplicate', { line, name: cut(nameOf(lang, record), 120), others });
      },
    ),
  ];
  return {
    components: [
      container(COLOURS.calm, [
        text(`## ${lang.t('import.title', { file: literal(file) })}`),
        ...blocks.filter((block) => block !== '').map((block) => text(block)),
        ...(unchanged > 0 ? [text(lang.t('import.unchanged', { count: unchanged }))] : []),
        text(`-# ${lang.t('import.help', { minutes })}`),
        importRow(lang, draft, plan.changes.length),
      ]),
    ],
  };
}

function saying(lang: Language, name: string, fields: readonly FieldName[]): string {
  if (fields.length === 0) return name;
  return lang.aside(name, lang.join(fields.map((field) => lang.t(`form.${field}`))));
}

/** A heading with the first few of a list, each told in plain words. */
function listOf<T>(lang: Language, heading: string, items: readonly T[], tell: (item: T) => string): string {
  if (items.length === 0) return '';
  const lines = items.slice(0, SHOWN).map((item) => `- ${literal(cut(tell(item), 300))}`);
  const rest = items.length - lines.length;
  const told = fitLines(lines, 1000, () => '- …');
  return [`**${heading}**`, told, ...(rest > 0 ? [`-# ${lang.t('list.rest', { count: rest })}`] : [])].join(
    '\n',
  );
}

/** That an import was made. */
export function importedView(lang: Language, file: string, count: number): MessageView {
  return {
    components: [
      container(COLOURS.calm, [
        text(lang.t('import.done', { file: literal(file), count }), `-# ${lang.t('import.undoHelp')}`),
      ]),
    ],
  };
}

/** A file with records. */
export function exportView(lang: Language, file: MessageFile, count: number): MessageView {
  return {
    components: [
      container(COLOURS.calm, [
        text(lang.t('export.done', { count }), `-# ${lang.t('export.help')}`),
        fileBlock(file),
      ]),
    ],
    files: [file],
  };
}
