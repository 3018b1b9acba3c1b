import {
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  ButtonStyle,
  ComponentType,
  TextInputStyle,
} from 'discord-api-types/v10';
import {
  type DraftProblem,
  EDIT_FORMS,
  type FieldName,
  type Form,
  type FormTexts,
  fieldsOf,
} from '../data/draft.ts';
import { type AlmanacRecord, type Kind, STATUSES, TEXT_LIMITS } from '../data/schema.ts';
import { defineCustomId } from './custom-id.ts';
import type { Language } from './language.ts';
import { nameOf } from './names.ts';
import { type ButtonRow, button, COLOURS, container, type MessageView, row, select, text } from './parts.ts';
import { recordSelect } from './record.ts';
import { cut, fitLines, literal } from './text.ts';

/** A button that opens a form again with what was typed. */
export const mendId = defineCustomId('mend', 'draft');
/** A button that adds a record although it may be there already. */
export const addAnywayId = defineCustomId('anyway', 'draft');
/** A select of the form to edit a record with. */
export const chooseFormId = defineCustomId('group', 'id');

/** A form as it was handed in. */
export interface FormDraft {
  /** The custom_id of its modal, which says what it is for. */
  readonly formId: string;
  readonly form: Form;
  readonly kind: Kind;
  readonly texts: FormTexts;
  /** What a new record's id, and those of the works that it cites, are made of. */
  readonly seed: string;
}

/** The longest title of a modal: https://docs.discord.com/developers/interactions/receiving-and-responding */
const TITLE = 45;

/** The longest text that a modal takes: https://docs.discord.com/developers/components/reference#text-input */
const MOST = 4000;

/** How much a field takes, and whether it has one line or several. */
const FIELDS: Readonly<Record<FieldName, { max: number; long: boolean }>> = {
  names: { max: 2000, long: true },
  name: { max: TEXT_LIMITS.name, long: false },
  nameZh: { max: TEXT_LIMITS.nameZh, long: false },
  aliases: { max: MOST, long: true },
  tags: { max: 1000, long: false },
  date: { max: '2018-04-09/2018-04-10'.length, long: false },
  dateNote: { max: TEXT_LIMITS.note, long: true },
  places: { max: MOST, long: true },
  status: { max: 20, long: false },
  verified: { max: '2018-04-09'.length, long: false },
  figure: { max: 80, long: false },
  amounts: { max: MOST, long: true },
  organizations: { max: MOST, long: true },
  details: { max: MOST, long: true },
  related: { max: MOST, long: true },
  summary: { max: TEXT_LIMITS.summary, long: true },
  sources: { max: MOST, long: true },
  disputes: { max: MOST, long: true },
};

const REQUIRED: ReadonlySet<FieldName> = new Set(['names', 'name', 'figure', 'summary', 'sources']);

/** A form with what it holds so far. */
export function recordForm(
  lang: Language,
  { formId, form, kind, texts }: Omit<FormDraft, 'seed'>,
): APIModalInteractionResponseCallbackData {
  const title = lang.t(form === 'add' ? 'form.add' : 'form.edit', {
    kind: lang.t(`kind.${kind}`),
    group: lang.t(`group.${form}`),
  });
  return {
    custom_id: formId,
    title: cut(title, TITLE),
    components: fieldsOf(form, kind).map((field) => {
      const value = texts[field] ?? (form === 'add' ? '' : undefined);
      const fits = value !== undefined && value.length <= FIELDS[field].max;
      return fits
        ? label(lang, field, kind, value)
        : text(lang.t('form.tooLong', { field: lang.t(`form.${field}`) }));
    }),
  };
}

function label(lang: Language, field: FieldName, kind: Kind, value: string): APILabelComponent {
  const figure = kind === 'figure' && field === 'details';
  const required = REQUIRED.has(field) || figure || (kind === 'event' && field === 'date');
  return {
    type: ComponentType.Label,
    label: lang.t(`form.${field}`),
    description: lang.t(figure ? 'form.details.figure' : `form.${field}.help`),
    component: field === 'status' ? statusSelect(lang, value) : input(field, value, required),
  };
}

function input(field: FieldName, value: string, required: boolean): APILabelComponent['component'] {
  const { max, long } = FIELDS[field];
  return {
    type: ComponentType.TextInput,
    custom_id: field,
    style: long ? TextInputStyle.Paragraph : TextInputStyle.Short,
    max_length: max,
    required,
    ...(value ? { value } : {}),
  };
}

/** Nothing chosen is no status. */
function statusSelect(lang: Language, value: string): APILabelComponent['component'] {
  return {
    type: ComponentType.StringSelect,
    custom_id: 'status' satisfies FieldName,
    required: false,
    min_values: 0,
    options: STATUSES.map((status) => ({
      value: status,
      label: lang.t(`status.${status}`),
      default: status === value,
    })),
  };
}

/** Asks which of a record's fields to edit. */
export function chooseForm(
  lang: Language,
  record: AlmanacRecord,
  standing: 'guild' | 'catalogue',
): MessageView {
  const options = EDIT_FORMS.map((form) => ({
    value: form,
    label: lang.t(`group.${form}`),
    description: lang.list(fieldsOf(form, record.kind).map((field) => lang.t(`form.${field}`))),
  }));
  return {
    components: [
      container(COLOURS.calm, [
        text(
          lang.t('record.whichGroup', { name: literal(cut(nameOf(lang, record), 200)) }),
          ...(standing === 'catalogue' ? [`-# ${lang.t('record.correcting')}`] : []),
        ),
        select(chooseFormId.encode({ id: record.id }), lang.t('record.chooseGroup'), options),
      ]),
    ],
  };
}

/** The way back into a form. */
export const mendRow = (lang: Language, draft: string): ButtonRow =>
  row(button(mendId.encode({ draft }), lang.t('form.mend'), { style: ButtonStyle.Primary }));

const kept = (lang: Language, minutes: number) => text(`-# ${lang.t('form.kept', { minutes })}`);

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
    const why = lang.t(`problem.${code}`, Object.fromEntries(safe));
    return `- ${lang.pair(`**${lang.t(`form.${field}`)}**`, why)}`;
  });
  return {
    components: [
      container(COLOURS.trouble, [
        text(lang.t('form.problems')),
        text(fitLines(lines, 3000, (count) => `- ${lang.t('list.rest', { count })}`)),
        kept(lang, minutes),
        mendRow(lang, draft),
      ]),
    ],
  };
}

/** What a new record may be another of, and the choice to add it all the same. */
export function duplicatesView(
  lang: Language,
  name: string,
  duplicates: readonly AlmanacRecord[],
  draft: string,
  minutes: number,
): MessageView {
  return {
    components: [
      container(COLOURS.trouble, [
        text(
          lang.t('record.duplicates', { name: literal(cut(name, 200)), count: duplicates.length }),
          ...duplicates.map((record) => `- **${literal(cut(nameOf(lang, record), 200))}**`),
        ),
        recordSelect(lang, 'duplicates', lang.t('record.openDuplicate'), duplicates),
        kept(lang, minutes),
        row(
          button(addAnywayId.encode({ draft }), lang.t('record.addAnyway')),
          button(mendId.encode({ draft }), lang.t('record.mendTyped'), { style: ButtonStyle.Primary }),
        ),
      ]),
    ],
  };
}

/** A field of a record as it is now and as it was typed, in a form's words. */
export interface Clash {
  readonly field: FieldName;
  readonly now: string;
}

/** Someone else changed the record while a form was open: what it says now, and the way to go on from there. */
export function changedSince(
  lang: Language,
  record: AlmanacRecord,
  clashes: readonly Clash[],
  draft: string,
  minutes: number,
): MessageView {
  const lines = clashes.map(({ field, now }) => {
    const said = now === '' ? lang.t('history.nothing') : literal(cut(now.replaceAll('\n', ' · '), 300));
    return `- ${lang.pair(`**${lang.t(`form.${field}`)}**`, said)}`;
  });
  return {
    components: [
      container(COLOURS.trouble, [
        text(lang.t('record.changedMeanwhile', { name: literal(cut(nameOf(lang, record), 200)) })),
        ...(lines.length > 0
          ? [
              text(
                lang.t('record.nowSays'),
                fitLines(lines, 2600, () => '- …'),
              ),
            ]
          : []),
        kept(lang, minutes),
        mendRow(lang, draft),
      ]),
    ],
  };
}
