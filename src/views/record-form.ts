import {
  type APIModalInteractionResponseCallbackData,
  ButtonStyle,
  ComponentType,
  TextInputStyle,
} from 'discord-api-types/v10';
import { DRAFT_FIELDS, type DraftField, type DraftProblem, type DraftTexts } from '../data/draft.ts';
import { type AlmanacRecord, type Kind, TEXT_LIMITS } from '../data/schema.ts';
import { defineCustomId } from './custom-id.ts';
import type { Language } from './language.ts';
import { button, COLOURS, container, type MessageView, row, text } from './parts.ts';
import { nameOf } from './record.ts';
import { cut, literal } from './text.ts';

/** A button that opens a refused form again with what was typed. */
export const mendId = defineCustomId('mend', 'draft');
/** A button that removes a record for good. */
export const removeId = defineCustomId('remove', 'id');

const TITLE = 45;

/** How much each field takes, whether it is a paragraph, and whether it must be filled in. */
const FIELDS: Readonly<Record<DraftField, { max: number; long: boolean; required: boolean }>> = {
  names: { max: 1000, long: true, required: true },
  date: { max: 21, long: false, required: false },
  details: { max: 3000, long: true, required: false },
  summary: { max: TEXT_LIMITS.summary, long: true, required: true },
  source: { max: 300, long: false, required: true },
};

/** The form for a record of a kind, with what it holds so far. */
export function recordForm(
  lang: Language,
  customId: string,
  kind: Kind,
  isNew: boolean,
  texts: Partial<DraftTexts> = {},
): APIModalInteractionResponseCallbackData {
  const title = lang.t(isNew ? 'form.add' : 'form.edit', { kind: lang.t(`kind.${kind}`) });
  return {
    custom_id: customId,
    title: cut(title, TITLE),
    components: DRAFT_FIELDS.map((field) => {
      const { max, long, required } = FIELDS[field];
      const figure = kind === 'figure' && field === 'details';
      const event = kind === 'event' && field === 'date';
      const value = texts[field];
      return {
        type: ComponentType.Label,
        label: lang.t(`form.${field}`),
        description: lang.t(figure ? 'form.figure.help' : `form.${field}.help`),
        component: {
          type: ComponentType.TextInput,
          custom_id: field,
          style: long ? TextInputStyle.Paragraph : TextInputStyle.Short,
          max_length: max,
          required: required || figure || event,
          ...(value ? { value: cut(value, max) } : {}),
        },
      };
    }),
  };
}

/** What is wrong with a form, a sentence for each field, and the way back into it. */
export function formProblems(
  lang: Language,
  problems: readonly DraftProblem[],
  draft: string,
  minutes: number,
): MessageView {
  const lines = problems.map(({ field, code, values }) => {
    const safe = Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' ? literal(cut(value, 100)) : value,
    ]);
    return `- **${lang.t(`form.${field}`)}**: ${lang.t(`problem.${code}`, Object.fromEntries(safe))}`;
  });
  return {
    components: [
      container(COLOURS.trouble, [
        text(lang.t('form.problems'), ...lines.slice(0, 12)),
        text(`-# ${lang.t('form.kept', { minutes })}`),
        row(button(mendId.encode({ draft }), lang.t('form.mend'), { style: ButtonStyle.Primary })),
      ]),
    ],
  };
}

/** Asks before a record is removed. */
export function confirmRemoval(lang: Language, record: AlmanacRecord): MessageView {
  return {
    components: [
      container(COLOURS.trouble, [
        text(lang.t('record.confirmRemoval', { name: literal(nameOf(record)) })),
        row(
          button(removeId.encode({ id: record.id }), lang.t('record.remove'), { style: ButtonStyle.Danger }),
        ),
      ]),
    ],
  };
}
