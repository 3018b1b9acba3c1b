/** A command that is being filled in, read as the options that go out. Pure. */
import { ApplicationCommandOptionType as OptionType } from 'discord-api-types/payloads/v10';
import type { APIApplicationCommandBasicOption } from 'discord-api-types/v10';
import type { OptionInput } from '../protocol.ts';
import type { Filled } from './command-line.ts';
import { type Candidate, type Problem, type ReadValue, readValue } from './option-values.ts';

/** The options that have a field, and what stands in them. */
export interface Filling {
  readonly options: readonly APIApplicationCommandBasicOption[];
  readonly filled: ReadonlyMap<string, Filled>;
  /** The options for which a file was picked; it goes beside the options, under the option's name. */
  readonly attached: { has(option: string): boolean };
  /** What an option can be set to, where that is a closed list. */
  readonly candidates: (option: APIApplicationCommandBasicOption) => readonly Candidate[] | undefined;
}

/** The options to send, without those left empty, or the first that cannot be sent. */
export function readFilling(filling: Filling): { inputs: OptionInput[] } | Problem {
  const inputs: OptionInput[] = [];
  for (const option of filling.options) {
    const read = readOption(option, filling);
    if (read && 'code' in read) return read;
    if (read) inputs.push({ name: option.name, type: option.type, value: read.value });
  }
  return { inputs };
}

/** The options to ask for suggestions with: the one being typed as it is, of the others those that can be read. */
export function inputsWhileTyping(filling: Filling, typed: string): OptionInput[] {
  return filling.options.flatMap((option): OptionInput[] => {
    const { name, type } = option;
    if (name === typed) return [{ name, type, value: filling.filled.get(name)?.text ?? '', focused: true }];
    // Files are uploaded once, with the command.
    if (type === OptionType.Attachment) return [];
    const read = readOption(option, filling);
    return read && 'value' in read ? [{ name, type, value: read.value }] : [];
  });
}

function readOption(option: APIApplicationCommandBasicOption, filling: Filling): ReadValue | undefined {
  const { name, type, required } = option;
  const filled = filling.filled.get(name);
  const attached = type === OptionType.Attachment && filling.attached.has(name);
  if (attached) return { value: name };
  if (filled?.value === undefined && !filled?.text.trim()) {
    return required ? { option: name, code: 'missing' } : undefined;
  }
  return readValue(option, filled, filling.candidates(option));
}
