import { ComponentType as Type } from 'discord-api-types/v10';
import * as z from 'zod';
import { type Node, textDisplay, uniqueIds } from './components.ts';
import { base, customId, selects, uniqueValues } from './controls.ts';
import { issue, list, text } from './form.ts';

/**
 * What a modal may be: https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-modal
 * and the components in it: https://discord.com/developers/docs/components/reference
 */

/** https://discord.com/developers/docs/components/reference#text-input */
const inputFields = {
  ...base,
  type: z.literal(Type.TextInput),
  custom_id: customId,
  style: z.int().min(1).max(2),
  min_length: z.int().min(0).max(4000).optional(),
  max_length: z.int().min(1).max(4000).optional(),
  required: z.boolean().optional(),
  value: text(0, 4000).optional(),
  placeholder: text(0, 100).optional(),
};

interface Lengths {
  min_length?: number | undefined;
  max_length?: number | undefined;
}

function lengths({ min_length = 0, max_length = 4000 }: Lengths, ctx: z.RefinementCtx): void {
  if (min_length > max_length) {
    ctx.addIssue(
      issue(['min_length'], 'TEXT_INPUT_COMPONENT_RANGE_INVALID', 'min_length is more than max_length.'),
    );
  }
}

/** In a label the input has no label of its own. */
const labelledInput = z.object({ ...inputFields, label: z.undefined().optional() }).superRefine(lengths);

const rowInput = z.object({ ...inputFields, label: text(1, 45) }).superRefine(lengths);

interface Range {
  min_values?: number | undefined;
  max_values?: number | undefined;
  required?: boolean | undefined;
}

/** A field that must be filled in takes at least one value. */
function range({ min_values = 1, max_values = 1, required = true }: Range, ctx: z.RefinementCtx): void {
  if (min_values > max_values) {
    ctx.addIssue(
      issue(['min_values'], 'SELECT_COMPONENT_MIN_VALUES_TOO_LARGE', 'min_values is more than max_values.'),
    );
  }
  if (min_values === 0 && required) {
    ctx.addIssue(
      issue(['required'], 'COMPONENT_REQUIRED_INVALID', 'With min_values 0 the field must not be required.'),
    );
  }
}

/** https://discord.com/developers/docs/components/reference#file-upload */
const fileUpload = z
  .object({
    ...base,
    type: z.literal(Type.FileUpload),
    custom_id: customId,
    min_values: z.int().min(0).max(10).optional(),
    max_values: z.int().min(1).max(10).optional(),
    required: z.boolean().optional(),
  })
  .superRefine(range);

const option = z.object({
  value: text(1, 100),
  label: text(1, 100),
  description: text(0, 100).nullish(),
  default: z.boolean().optional(),
});

/** https://discord.com/developers/docs/components/reference#radio-group */
const radioGroup = z
  .object({
    ...base,
    type: z.literal(Type.RadioGroup),
    custom_id: customId,
    options: list(option, 2, 10),
    required: z.boolean().optional(),
  })
  .superRefine((group, ctx) => {
    uniqueValues(group.options, ctx);
    if (group.options.filter((choice) => choice.default).length > 1) {
      ctx.addIssue(issue(['options'], 'SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES', 'At most one default.'));
    }
  });

/** https://discord.com/developers/docs/components/reference#checkbox-group */
const checkboxGroup = z
  .object({
    ...base,
    type: z.literal(Type.CheckboxGroup),
    custom_id: customId,
    options: list(option, 1, 10),
    min_values: z.int().min(0).max(10).optional(),
    max_values: z.int().min(1).max(10).optional(),
    required: z.boolean().optional(),
  })
  .superRefine((group, ctx) => {
    uniqueValues(group.options, ctx);
    range({ ...group, max_values: group.max_values ?? group.options.length }, ctx);
  });

/** https://discord.com/developers/docs/components/reference#checkbox */
const checkbox = z.object({
  ...base,
  type: z.literal(Type.Checkbox),
  custom_id: customId,
  default: z.boolean().optional(),
});

/** https://discord.com/developers/docs/components/reference#label */
const label = z.object({
  ...base,
  type: z.literal(Type.Label),
  label: text(1, 45),
  description: text(0, 100).nullish(),
  component: z
    .discriminatedUnion('type', [labelledInput, fileUpload, radioGroup, checkboxGroup, checkbox, ...selects])
    .superRefine((component, ctx) => {
      if ('disabled' in component && component.disabled) {
        ctx.addIssue(
          issue(['disabled'], 'COMPONENT_DISABLED_INVALID', 'A field of a modal cannot be disabled.'),
        );
      }
      if (component.type === Type.StringSelect) range(component, ctx);
    }),
});

/** The older way: a row of one text input. https://discord.com/developers/docs/components/reference#action-row */
const row = z.object({
  ...base,
  type: z.literal(Type.ActionRow),
  components: list(z.discriminatedUnion('type', [rowInput]), 1, 1),
});

/** A modal: title, custom_id and one to five components. */
export const modal = z.object({
  custom_id: customId,
  title: text(1, 45),
  components: list(z.discriminatedUnion('type', [label, row, textDisplay]), 1, 5).superRefine(
    (components, ctx) => uniqueIds(components as Node[], ctx),
  ),
});
