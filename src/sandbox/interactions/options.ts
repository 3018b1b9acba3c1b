import {
  type APIApplicationCommandInteractionDataOption,
  type APIApplicationCommandOption,
  ApplicationCommandOptionType as Option,
} from 'discord-api-types/v10';
import { Refusal } from '../errors.ts';
import { lengthOf } from '../limits/form.ts';
import type { OptionInput } from '../protocol.ts';
import type { Resolver, Target } from './resolve.ts';

/** An option's declaration with every field that some kind of option has. */
type Declared = Pick<APIApplicationCommandOption, 'name' | 'type'> & {
  required?: boolean;
  options?: Declared[];
  autocomplete?: boolean;
  choices?: { value: string | number }[];
  channel_types?: number[];
  min_value?: number;
  max_value?: number;
  min_length?: number;
  max_length?: number;
};

const TARGETS: Partial<Record<Option, Exclude<Target, 'attachment'>>> = {
  [Option.User]: 'user',
  [Option.Channel]: 'channel',
  [Option.Role]: 'role',
  [Option.Mentionable]: 'mentionable',
};

/**
 * The options of a command as Discord sends them, after a check of what a person's client would not let through.
 * https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-structure
 * @param typing options are still being typed: what is missing may yet come, and what is wrong may be mended
 * @throws Refusal
 */
export function readOptions(
  declarations: readonly APIApplicationCommandOption[],
  inputs: readonly OptionInput[],
  resolver: Resolver,
  typing: boolean,
): APIApplicationCommandInteractionDataOption[] {
  return read(declarations as readonly Declared[], inputs, resolver, typing);
}

/** The option that is being typed. */
export function findFocused(inputs: readonly OptionInput[]): OptionInput | undefined {
  return inputs
    .flatMap((input) => [input, ...(input.options ? [findFocused(input.options)] : [])])
    .find((input) => input?.focused);
}

function read(
  declarations: readonly Declared[],
  inputs: readonly OptionInput[],
  resolver: Resolver,
  typing: boolean,
): APIApplicationCommandInteractionDataOption[] {
  const nested = declarations.some(({ type }) => type <= Option.SubcommandGroup);
  if (nested && inputs.length !== 1)
    throw new Refusal('A command with subcommands takes exactly one of them.');
  const missing =
    nested || typing
      ? undefined
      : declarations.find(({ name, required }) => required && !inputs.some((input) => input.name === name));
  if (missing) throw new Refusal(`The option ${missing.name} is required.`);
  return inputs.map((input, index) => {
    const declared = declarations.find(({ name, type }) => name === input.name && type === input.type);
    if (!declared) throw new Refusal(`There is no option ${input.name} of type ${input.type}.`);
    if (inputs.findIndex(({ name }) => name === input.name) < index) {
      throw new Refusal(`The option ${input.name} is given twice.`);
    }
    if (declared.type <= Option.SubcommandGroup) {
      return {
        name: declared.name,
        type: declared.type,
        options: read(declared.options ?? [], input.options ?? [], resolver, typing),
      } as APIApplicationCommandInteractionDataOption;
    }
    if (input.focused && !declared.autocomplete) {
      throw new Refusal(`The option ${input.name} has no autocomplete.`);
    }
    const value = typing && input.focused ? String(input.value ?? '') : readValue(declared, input, resolver);
    return {
      name: declared.name,
      type: declared.type,
      value,
      ...(input.focused ? { focused: true } : {}),
    } as APIApplicationCommandInteractionDataOption;
  });
}

function readValue(declared: Declared, input: OptionInput, resolver: Resolver): string | number | boolean {
  const { name, type } = declared;
  const wrong = (why: string) => new Refusal(`The option ${name} ${why}.`);
  const target = TARGETS[type];
  if (target) return resolver.point(target, String(input.value), declared.channel_types);
  if (type === Option.Attachment) {
    const [id, ...more] = resolver.take(name);
    if (id === undefined || more.length > 0) throw wrong('takes exactly one file');
    return id;
  }
  const { value } = input;
  if (type === Option.Boolean) {
    if (typeof value !== 'boolean') throw wrong('is true or false');
    return value;
  }
  if (type === Option.String) {
    if (typeof value !== 'string' || value === '') throw wrong('is a text');
    const { min_length = 1, max_length = 6000 } = declared;
    if (lengthOf(value) < min_length || lengthOf(value) > max_length) {
      throw wrong(`has ${min_length} to ${max_length} characters`);
    }
  } else {
    if (typeof value !== 'number' || !Number.isFinite(value)) throw wrong('is a number');
    if (type === Option.Integer && !Number.isSafeInteger(value)) throw wrong('is a whole number');
    const { min_value = -(2 ** 53), max_value = 2 ** 53 } = declared;
    if (value < min_value || value > max_value) throw wrong(`is from ${min_value} to ${max_value}`);
  }
  if (declared.choices?.length && !declared.choices.some((choice) => choice.value === value)) {
    throw wrong('is none of its choices');
  }
  return value;
}
