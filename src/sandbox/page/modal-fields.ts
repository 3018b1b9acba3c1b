/** The fields of a modal: what stands in them, whether that may be submitted, and how it is sent. Pure. */
import { ComponentType, TextInputStyle } from 'discord-api-types/payloads/v10';
import type { APIComponentInLabel, APIModalInteractionResponseCallbackData } from 'discord-api-types/v10';
import type { ModalField } from '../protocol.ts';
import { defaultsOf } from './select-choices.ts';

/** A field with its label. */
export interface Field {
  readonly component: APIComponentInLabel;
  readonly label: string;
  readonly description?: string | undefined;
}

/** What a modal shows: fields, and texts between them. */
export type ModalPart = { type: 'field'; field: Field } | { type: 'text'; content: string };

/** What stands in a field: a text, ticks by value, a tick, or files (by their number). */
export type FieldValue = string | readonly string[] | boolean;

/** Why a field cannot be submitted. */
export type FieldProblem = { code: 'missing' } | { code: 'count' | 'length'; min: number; max: number };

/** The longest text a modal takes: https://docs.discord.com/developers/components/reference#text-input */
const LONGEST_TEXT = 4000;

/** The parts of a modal in order; the older form, a text input in a row, counts as a field. */
export function partsOf(modal: APIModalInteractionResponseCallbackData): ModalPart[] {
  return modal.components.flatMap((component): ModalPart[] => {
    switch (component.type) {
      case ComponentType.Label: {
        const { label, description } = component;
        return [{ type: 'field', field: { component: component.component, label, description } }];
      }
      case ComponentType.ActionRow:
        return component.components.map((input) => ({
          type: 'field',
          field: { component: input, label: input.label ?? '' },
        }));
      case ComponentType.TextDisplay:
        return [{ type: 'text', content: component.content }];
      default:
        return [];
    }
  });
}

/** What stands in a field when the modal opens. */
export function initialValue(component: APIComponentInLabel): FieldValue {
  switch (component.type) {
    case ComponentType.TextInput:
      return component.value ?? '';
    case ComponentType.RadioGroup:
      return component.options.find((option) => option.default)?.value ?? '';
    case ComponentType.CheckboxGroup:
      return component.options.filter((option) => option.default).map((option) => option.value);
    case ComponentType.Checkbox:
      return component.default ?? false;
    case ComponentType.FileUpload:
      return [];
    default:
      return defaultsOf(component);
  }
}

/** Whether something must stand in the field. Discord's default is yes, but for a single checkbox. */
export function isRequired(component: APIComponentInLabel): boolean {
  return component.type !== ComponentType.Checkbox && (component.required ?? true);
}

/** How many values, or characters, a field takes. */
export function boundsOf(component: APIComponentInLabel): { min: number; max: number } {
  switch (component.type) {
    case ComponentType.TextInput:
      return { min: component.min_length ?? 0, max: component.max_length ?? LONGEST_TEXT };
    case ComponentType.CheckboxGroup:
      return { min: component.min_values ?? 1, max: component.max_values ?? component.options.length };
    case ComponentType.Checkbox:
    case ComponentType.RadioGroup:
      return { min: 0, max: 1 };
    default:
      return { min: component.min_values ?? 1, max: component.max_values ?? 1 };
  }
}

/** Why this cannot be submitted, or nothing. An empty field that is not required is always fine. */
export function checkField(component: APIComponentInLabel, value: FieldValue): FieldProblem | undefined {
  if (typeof value === 'boolean') return undefined;
  if (value.length === 0) return isRequired(component) ? { code: 'missing' } : undefined;
  if (component.type === ComponentType.RadioGroup) return undefined;
  const { min, max } = boundsOf(component);
  if (value.length >= min && value.length <= max) return undefined;
  return { code: typeof value === 'string' ? 'length' : 'count', min, max };
}

/** The field as it is submitted; files go beside it. */
export function toModalField(component: APIComponentInLabel, value: FieldValue): ModalField {
  const { custom_id, type } = component;
  if (type === ComponentType.FileUpload) return { custom_id, type, values: [] };
  // A radio group in which nothing is chosen has no value.
  if (type === ComponentType.RadioGroup && value === '') return { custom_id, type };
  return typeof value === 'object' ? { custom_id, type, values: [...value] } : { custom_id, type, value };
}

/** Whether a field is a text of several lines. */
export function isParagraph(component: APIComponentInLabel): boolean {
  return component.type === ComponentType.TextInput && component.style === TextInputStyle.Paragraph;
}
