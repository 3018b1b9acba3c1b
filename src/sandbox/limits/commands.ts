import {
  Locale,
  ApplicationCommandOptionType as Option,
  ApplicationCommandType as Type,
} from 'discord-api-types/v10';
import * as z from 'zod';
import { duplicates, fault, issue, lengthOf, list, text } from './form.ts';

/**
 * What an application command may be.
 * https://discord.com/developers/docs/interactions/application-commands#application-command-object
 */

/** At most 100 global commands of type CHAT_INPUT, and as many a server: https://discord.com/developers/docs/interactions/application-commands#registering-a-command */
export const MAX_COMMANDS = 100;

/** https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-naming */
const PATTERN = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

const invalidName = fault('APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid');

const slashName = z.string().refine((name) => PATTERN.test(name) && name === name.toLowerCase(), invalidName);

const description = text(1, 100);

/** Translations for Discord's locales: https://discord.com/developers/docs/reference#locales */
const localized = <T extends z.ZodType>(value: T) =>
  z.partialRecord(z.enum(Object.values(Locale) as [string, ...string[]]), value.nullable()).nullish();

const choice = z.object({
  name: text(1, 100),
  name_localizations: localized(text(1, 100)),
  value: z.union([z.string(), z.number()]),
});

const leaf = {
  name: slashName,
  name_localizations: localized(slashName),
  description,
  description_localizations: localized(description),
  required: z.boolean().nullish(),
  autocomplete: z.boolean().nullish(),
  choices: list(choice, 0, 25).nullish(),
  channel_types: z.array(z.int()).nullish(),
  min_value: z.number().nullish(),
  max_value: z.number().nullish(),
  min_length: z.int().min(0).max(6000).nullish(),
  max_length: z.int().min(1).max(6000).nullish(),
};

const value = z
  .object({ ...leaf, type: z.int().min(Option.String).max(Option.Attachment) })
  .superRefine((option, ctx) => {
    const takesChoices = [Option.String, Option.Integer, Option.Number].includes(option.type);
    const choices = option.choices ?? [];
    if (!takesChoices && (choices.length > 0 || option.autocomplete)) {
      ctx.addIssue(
        issue(
          ['type'],
          'APPLICATION_COMMAND_OPTIONS_CHOICES_INVALID',
          'Only strings and numbers have choices or autocomplete.',
        ),
      );
    }
    if (option.autocomplete && choices.length > 0) {
      ctx.addIssue(
        issue(
          ['autocomplete'],
          'APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID',
          'An option has choices or autocomplete, not both.',
        ),
      );
    }
    for (const index of duplicates(choices.map(({ name }) => name))) {
      ctx.addIssue(
        issue(
          ['choices', index, 'name'],
          'APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS',
          'Choice name already exists',
        ),
      );
    }
    for (const [index, { value }] of choices.entries()) {
      const right =
        option.type === Option.String
          ? typeof value === 'string' && lengthOf(value) >= 1 && lengthOf(value) <= 100
          : typeof value === 'number' && (option.type === Option.Number || Number.isInteger(value));
      if (!right) {
        ctx.addIssue(
          issue(
            ['choices', index, 'value'],
            'APPLICATION_COMMAND_OPTIONS_CHOICE_VALUE_INVALID',
            'The value is not of the option’s type, or not of 1 to 100 characters.',
          ),
        );
      }
    }
    const numeric = option.type === Option.Integer || option.type === Option.Number;
    for (const field of ['min_value', 'max_value'] as const) {
      if (!numeric && typeof option[field] === 'number') {
        ctx.addIssue(
          issue([field], 'APPLICATION_COMMAND_OPTIONS_RANGE_INVALID', 'Only numbers have a range.'),
        );
      }
    }
    for (const [low, high] of [
      ['min_value', 'max_value'],
      ['min_length', 'max_length'],
    ] as const) {
      if ((option[low] ?? -Infinity) > (option[high] ?? Infinity)) {
        ctx.addIssue(
          issue([low], 'APPLICATION_COMMAND_OPTIONS_RANGE_INVALID', `${low} is more than ${high}.`),
        );
      }
    }
  });

interface Named {
  name: string;
  required?: boolean | null | undefined;
}

/** Required options come first, names are unique: https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-structure */
function order(options: readonly Named[], ctx: z.RefinementCtx): void {
  const optional = options.findIndex(({ required }) => !required);
  for (const [index, { required }] of options.entries()) {
    if (required && optional !== -1 && index > optional) {
      ctx.addIssue(
        issue(
          [index],
          'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
          'Required options must be placed before non-required options',
        ),
      );
    }
  }
  for (const index of duplicates(options.map(({ name }) => name))) {
    ctx.addIssue(
      issue([index, 'name'], 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS', 'Option name already exists'),
    );
  }
}

const named = {
  name: slashName,
  name_localizations: localized(slashName),
  description,
  description_localizations: localized(description),
};

const subcommand = z.object({
  ...named,
  type: z.literal(Option.Subcommand),
  options: list(value, 0, 25).superRefine(order).nullish(),
});

const group = z.object({
  ...named,
  type: z.literal(Option.SubcommandGroup),
  options: list(subcommand, 1, 25).superRefine(order),
});

/** A form whose `type` decides which of several it is. */
function byType<T>(choose: (type: number | undefined) => z.ZodType<T>): z.ZodType<T> {
  return z.unknown().transform((input, ctx): T => {
    const type = z.object({ type: z.int() }).safeParse(input).data?.type;
    const result = choose(type).safeParse(input, { reportInput: true });
    if (result.success) return result.data;
    ctx.issues.push(
      ...result.error.issues.map((found) => ({ ...found, input: found.input }) as z.core.$ZodRawIssue),
    );
    return z.NEVER;
  });
}

type Described = z.infer<typeof subcommand> | z.infer<typeof group> | z.infer<typeof value>;

/** Either subcommands and their groups, or values: https://discord.com/developers/docs/interactions/application-commands#subcommands-and-subcommand-groups */
const option = byType<Described>((type) => {
  if (type === Option.Subcommand) return subcommand;
  return type === Option.SubcommandGroup ? group : value;
});

const options = list(option, 0, 25)
  .superRefine((all, ctx) => {
    const kinds = new Set(all.map(({ type }) => type <= Option.SubcommandGroup));
    if (kinds.size > 1) {
      ctx.addIssue(
        issue(
          [],
          'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
          'Sub-command and sub-command group option types are mutually exclusive to all other types',
        ),
      );
    }
  })
  .superRefine((all, ctx) => {
    if (all.every(({ type }) => type > Option.SubcommandGroup)) order(all, ctx);
    else
      order(
        all.map(({ name }) => ({ name })),
        ctx,
      );
  });

const shared = {
  default_member_permissions: z.string().regex(/^\d+$/).nullish(),
  dm_permission: z.boolean().nullish(),
  integration_types: list(z.int().min(0).max(1), 1, 2).nullish(),
  contexts: list(z.int().min(0).max(2), 0, 3).nullish(),
  nsfw: z.boolean().nullish(),
};

const chatInput = z
  .object({ ...shared, ...named, type: z.literal(Type.ChatInput).optional(), options: options.nullish() })
  .superRefine((command, ctx) => {
    if (sizeOf(command) > 8000) {
      ctx.addIssue(issue([], 'APPLICATION_COMMAND_TOO_LARGE', 'Command exceeds maximum size (8000)'));
    }
  });

const contextMenu = z.object({
  ...shared,
  type: z.union([z.literal(Type.User), z.literal(Type.Message)]),
  name: text(1, 32),
  name_localizations: localized(text(1, 32)),
  description: z.literal('').nullish(),
});

/** A command as it is registered: a slash command unless its type says otherwise. */
export const command = byType<z.infer<typeof chatInput> | z.infer<typeof contextMenu>>((type) =>
  type === undefined || type === Type.ChatInput ? chatInput : contextMenu,
);

/** All commands of a scope at once: names are unique among those of a type. */
export const commands = list(command, 0, MAX_COMMANDS).superRefine((all, ctx) => {
  const names = all.map(({ type = Type.ChatInput, name }) => `${type} ${name}`);
  for (const index of duplicates(names)) {
    ctx.addIssue(
      issue([index], 'APPLICATION_COMMANDS_DUPLICATE_NAME', 'Application command names must be unique'),
    );
  }
});

interface Sized {
  name: string;
  description?: string;
  value?: string | number;
  name_localizations?: Record<string, string> | null;
  description_localizations?: Record<string, string> | null;
  options?: Sized[] | null;
  choices?: Sized[] | null;
}

/** Characters of names, descriptions and values, of a name's translations the longest: https://discord.com/developers/docs/interactions/application-commands#slash-commands */
function sizeOf(part: object): number {
  const { name, description, value, name_localizations, description_localizations, options, choices } =
    part as Sized;
  const longest = (text: string | undefined, translations: Record<string, string> | null | undefined) =>
    Math.max(
      lengthOf(text ?? ''),
      ...Object.values(translations ?? {}).map((other) => lengthOf(other ?? '')),
    );
  return (
    longest(name, name_localizations) +
    longest(description, description_localizations) +
    (typeof value === 'string' ? lengthOf(value) : 0) +
    [...(options ?? []), ...(choices ?? [])].reduce((sum, inner) => sum + sizeOf(inner), 0)
  );
}
