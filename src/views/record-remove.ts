/** Asking before something goes. */
import {
  type APIModalInteractionResponseCallbackData,
  ButtonStyle,
  ComponentType,
  TextInputStyle,
} from 'discord-api-types/v10';
import { type AlmanacRecord, isOwn } from '../data/schema.ts';
import { defineCustomId } from './custom-id.ts';
import type { Language } from './language.ts';
import { nameOf } from './names.ts';
import { button, COLOURS, container, type MessageView, row, text } from './parts.ts';
import { cut, literal } from './text.ts';

/** A button that removes a record, or hides one of the catalogue, as it was when this was asked. */
export const removeId = defineCustomId('remove', 'against', 'id');
/** A form that makes a server forgotten. */
export const forgetId = defineCustomId('forget');
/** The field of that form. */
export const FORGET_FIELD = 'name';

/** Asks before a record is removed or hidden. */
export function confirmRemoval(lang: Language, record: AlmanacRecord, against: string): MessageView {
  const own = isOwn(record.id);
  return {
    components: [
      container(COLOURS.trouble, [
        text(
          lang.t(own ? 'record.confirmRemoval' : 'record.confirmHiding', {
            name: literal(cut(nameOf(lang, record), 200)),
          }),
          `-# ${lang.t(own ? 'record.removalHelp' : 'record.hidingHelp')}`,
        ),
        row(
          button(removeId.encode({ against, id: record.id }), lang.t(own ? 'record.remove' : 'record.hide'), {
            style: ButtonStyle.Danger,
          }),
        ),
      ]),
    ],
  };
}

/** What there is to forget. */
export interface Forgettable {
  readonly records: number;
  readonly corrections: number;
  readonly entries: number;
}

/** Says what is lost and asks for a word that nobody types by mistake. */
export function forgetForm(
  lang: Language,
  word: string,
  counts: Forgettable,
): APIModalInteractionResponseCallbackData {
  return {
    custom_id: forgetId.encode(),
    title: lang.t('forget.title'),
    components: [
      text(lang.t('forget.what', { ...counts }), lang.t('forget.export')),
      {
        type: ComponentType.Label,
        label: lang.t('forget.name'),
        description: cut(lang.t('forget.name.help', { word }), 100),
        component: {
          type: ComponentType.TextInput,
          custom_id: FORGET_FIELD,
          style: TextInputStyle.Short,
          max_length: 100,
          required: true,
        },
      },
    ],
  };
}
