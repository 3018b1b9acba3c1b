import { ButtonStyle, ComponentType as Type } from 'discord-api-types/v10';
import * as z from 'zod';
import { duplicates, fault, issue, lengthOf, list, snowflake, text, url } from './form.ts';

/**
 * What people press and choose: buttons, selects and the rows they stand in, each form a statement of its section in
 * https://discord.com/developers/docs/components/reference
 */

/** 1 to 100 characters that the bot gets back when the component is used. */
export const customId = text(1, 100);
/** Components may carry a number of their own, unique in the message. */
export const base = { id: z.int().min(0).optional() };

/** One emoji of Unicode: a flag, a keycap, or pictographs with their modifiers, joined to one. */
const EMOJI =
  /^(?:\p{Regional_Indicator}{2}|[\d#*]\uFE0F?\u20E3|(?![\d#*])\p{Emoji}(?:\p{Emoji_Modifier}|\uFE0F)?(?:\u200D\p{Emoji}(?:\p{Emoji_Modifier}|\uFE0F)?)*)$/u;

const emoji = z
  .object({ id: snowflake.nullish(), name: z.string().nullish(), animated: z.boolean().nullish() })
  .refine(
    ({ id, name }) => Boolean(id) || (typeof name === 'string' && EMOJI.test(name)),
    fault('COMPONENT_INVALID_EMOJI', 'Invalid emoji'),
  );

/** https://discord.com/developers/docs/components/reference#button */
export const button = z
  .object({
    ...base,
    type: z.literal(Type.Button),
    style: z.int().min(1).max(6),
    label: text(0, 80).optional(),
    emoji: emoji.optional(),
    custom_id: customId.optional(),
    url: url('discord')
      .refine(
        (value) => lengthOf(value) <= 512,
        fault('BASE_TYPE_MAX_LENGTH', 'Must be 512 or fewer in length.'),
      )
      .optional(),
    sku_id: snowflake.optional(),
    disabled: z.boolean().optional(),
  })
  .superRefine((button, ctx) => {
    const own = { [ButtonStyle.Link]: 'url', [ButtonStyle.Premium]: 'sku_id' } as const;
    const wanted =
      button.style === ButtonStyle.Link || button.style === ButtonStyle.Premium
        ? own[button.style]
        : 'custom_id';
    for (const field of ['custom_id', 'url', 'sku_id'] as const) {
      if (field === wanted && button[field] === undefined) {
        ctx.addIssue(
          issue([field], 'BASE_TYPE_REQUIRED', `A button of style ${button.style} needs its ${field}.`),
        );
      }
      if (field !== wanted && button[field] !== undefined) {
        ctx.addIssue(
          issue(
            [field],
            'BUTTON_COMPONENT_FIELD_NOT_ALLOWED',
            `A button of style ${button.style} has no ${field}.`,
          ),
        );
      }
    }
    const shows = Boolean(button.label?.trim()) || button.emoji !== undefined;
    if (shows === (button.style === ButtonStyle.Premium)) {
      ctx.addIssue(
        issue(
          ['label'],
          'BASE_TYPE_REQUIRED',
          'A label or an emoji is required, but for premium buttons, which have neither.',
        ),
      );
    }
  });

const selectBase = {
  ...base,
  custom_id: customId,
  placeholder: text(0, 150).optional(),
  min_values: z.int().min(0).max(25).optional(),
  max_values: z.int().min(1).max(25).optional(),
  disabled: z.boolean().optional(),
  /** Counts in modals only, where it is true unless told. */
  required: z.boolean().optional(),
};

const option = z.object({
  label: text(1, 100),
  value: text(1, 100),
  description: text(0, 100).nullish(),
  emoji: emoji.nullish(),
  default: z.boolean().optional(),
});

interface Range {
  min_values?: number | undefined;
  max_values?: number | undefined;
}

function range({ min_values = 1, max_values = 1 }: Range, chosen: number, ctx: z.RefinementCtx): void {
  if (min_values > max_values) {
    ctx.addIssue(
      issue(['min_values'], 'SELECT_COMPONENT_MIN_VALUES_TOO_LARGE', 'min_values is more than max_values.'),
    );
  }
  if (chosen > max_values) {
    ctx.addIssue(issue([], 'SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES', 'More defaults than max_values.'));
  }
}

/** Options are told apart by their values. */
export function uniqueValues(options: readonly { value: string }[], ctx: z.RefinementCtx): void {
  for (const index of duplicates(options.map(({ value }) => value))) {
    ctx.addIssue(
      issue(
        ['options', index, 'value'],
        'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
        'The specified option value is already used',
      ),
    );
  }
}

/** https://discord.com/developers/docs/components/reference#string-select */
const stringSelect = z
  .object({ ...selectBase, type: z.literal(Type.StringSelect), options: list(option, 1, 25) })
  .superRefine((select, ctx) => {
    uniqueValues(select.options, ctx);
    range(select, select.options.filter((choice) => choice.default).length, ctx);
  });

const defaults = (...types: ('user' | 'role' | 'channel')[]) =>
  list(z.object({ id: snowflake, type: z.enum(types) }), 0, 25).optional();

const picker = <T extends Type>(type: T, values: ReturnType<typeof defaults>) =>
  z
    .object({
      ...selectBase,
      type: z.literal(type),
      default_values: values,
      channel_types: z.array(z.int()).optional(),
    })
    .superRefine((select, ctx) => range(select, select.default_values?.length ?? 0, ctx));

/** Selects of every kind: https://discord.com/developers/docs/components/reference#user-select and the sections after it */
export const selects = [
  stringSelect,
  picker(Type.UserSelect, defaults('user')),
  picker(Type.RoleSelect, defaults('role')),
  picker(Type.MentionableSelect, defaults('user', 'role')),
  picker(Type.ChannelSelect, defaults('channel')),
] as const;

/** Up to five buttons, or one select: https://discord.com/developers/docs/components/reference#action-row */
export const actionRow = z
  .object({
    ...base,
    type: z.literal(Type.ActionRow),
    components: list(z.discriminatedUnion('type', [button, ...selects]), 1, 5),
  })
  .superRefine((row, ctx) => {
    if (row.components.length > 1 && row.components.some(({ type }) => type !== Type.Button)) {
      ctx.addIssue(
        issue(
          ['components'],
          'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
          'The specified component exceeds the maximum width',
        ),
      );
    }
  });
