import {
  type APIModalInteractionResponseCallbackData,
  type APIModalSubmission,
  ComponentType as Type,
} from 'discord-api-types/v10';
import { Refusal } from '../errors.ts';
import { lengthOf } from '../limits/form.ts';
import type { ModalField } from '../protocol.ts';
import type { Resolver, Target } from './resolve.ts';

/** A select, or a field of a modal, with every property that some kind of it has. */
export interface Control {
  type: number;
  id?: number;
  custom_id: string;
  disabled?: boolean;
  required?: boolean;
  min_values?: number;
  max_values?: number;
  min_length?: number;
  max_length?: number;
  options?: { value: string; default?: boolean }[];
  channel_types?: number[];
}

const TARGETS: Partial<Record<number, Exclude<Target, 'attachment'>>> = {
  [Type.UserSelect]: 'user',
  [Type.RoleSelect]: 'role',
  [Type.MentionableSelect]: 'mentionable',
  [Type.ChannelSelect]: 'channel',
};

/** The values chosen in a select or a group of boxes. @throws Refusal for what it does not offer */
export function readValues(control: Control, values: readonly string[], resolver: Resolver): string[] {
  const target = TARGETS[control.type];
  const all = control.type === Type.CheckboxGroup ? (control.options?.length ?? 1) : 1;
  const { min_values = 1, max_values = all, required = true } = control;
  const few = values.length < min_values && (required || values.length > 0);
  if (few || values.length > max_values) {
    throw new Refusal(`${control.custom_id} takes ${min_values} to ${max_values} values.`);
  }
  if (new Set(values).size < values.length) throw new Refusal(`${control.custom_id} has a value twice.`);
  for (const value of values) {
    if (target) resolver.point(target, value, control.channel_types);
    else if (!control.options?.some((option) => option.value === value)) {
      throw new Refusal(`${control.custom_id} does not offer “${value}”.`);
    }
  }
  return [...values];
}

/**
 * What a person filled into a modal, in the modal's own order.
 * https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-modal-submit-data-structure
 * @throws Refusal
 */
export function readModal(
  modal: APIModalInteractionResponseCallbackData,
  fields: readonly ModalField[],
  resolver: Resolver,
): APIModalSubmission['components'] {
  const known = new Set<string>();
  const read = (control: Control) => {
    known.add(control.custom_id);
    const field = fields.find(({ custom_id }) => custom_id === control.custom_id);
    return {
      type: control.type,
      id: control.id ?? 0,
      custom_id: control.custom_id,
      ...readField(control, field, resolver),
    };
  };
  const components = modal.components.map((component, index) => {
    const { type, id = index + 1 } = component;
    if (component.type === Type.Label) return { type, id, component: read(component.component as Control) };
    if (component.type === Type.ActionRow) {
      return { type, id, components: component.components.map((inner) => read(inner as Control)) };
    }
    return { type, id };
  });
  const stray = fields.find(({ custom_id }) => !known.has(custom_id));
  if (stray) throw new Refusal(`The modal has no field ${stray.custom_id}.`);
  return components as APIModalSubmission['components'];
}

function readField(
  control: Control,
  field: ModalField | undefined,
  resolver: Resolver,
): { value: string | boolean | null } | { values: string[] } {
  const { type, custom_id, required = true } = control;
  if (field && field.type !== type) throw new Refusal(`${custom_id} is of another type.`);
  if (type === Type.Checkbox) return { value: field?.value === true };
  if (type === Type.TextInput) {
    const value = String(field?.value ?? '');
    const { min_length = 0, max_length = 4000 } = control;
    if (value.trim() === '' && required) throw new Refusal(`${custom_id} is required.`);
    if (value !== '' && (lengthOf(value) < min_length || [...value].length > max_length)) {
      throw new Refusal(`${custom_id} has ${min_length} to ${max_length} characters.`);
    }
    return { value };
  }
  if (type === Type.RadioGroup) {
    if (field?.value === undefined || field.value === '') {
      if (required) throw new Refusal(`${custom_id} is required.`);
      return { value: null };
    }
    return { value: readValues(control, [String(field.value)], resolver)[0] ?? null };
  }
  if (type === Type.FileUpload) {
    const ids = resolver.take(custom_id);
    const { min_values = 1, max_values = 1 } = control;
    if (ids.length > max_values || (ids.length < min_values && (required || ids.length > 0))) {
      throw new Refusal(`${custom_id} takes ${min_values} to ${max_values} files.`);
    }
    return { values: ids };
  }
  return { values: readValues(control, field?.values ?? [], resolver) };
}
