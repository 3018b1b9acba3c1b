/** What options can be set to, and how what was typed becomes a value. Pure. */
import { ChannelType, ApplicationCommandOptionType as OptionType } from 'discord-api-types/payloads/v10';
import type { APIApplicationCommandBasicOption } from 'discord-api-types/v10';
import type { PageChannel, PageState } from '../protocol.ts';
import { type Filled, localName } from './command-line.ts';

/** A value that can be chosen, as it is shown. */
export interface Candidate {
  readonly value: string | number | boolean;
  readonly label: string;
  readonly description?: string;
}

/** Why an option cannot be sent; `limit` is a number or a count of characters. */
export type Problem = { option: string } & (
  | { code: 'missing' | 'notAnInteger' | 'notANumber' | 'notAChoice' }
  | { code: 'tooSmall' | 'tooLarge' | 'tooShort' | 'tooLong'; limit: number }
);

const CHANNEL_TYPES: Readonly<Record<PageChannel['kind'], ChannelType>> = {
  text: ChannelType.GuildText,
  announcement: ChannelType.GuildAnnouncement,
  thread: ChannelType.PublicThread,
  direct: ChannelType.DM,
};

/** The server's channels of these types, as candidates; all of them where no type is asked for. */
export function channelCandidates(
  channels: readonly PageChannel[],
  types: readonly ChannelType[] | undefined,
): Candidate[] {
  return channels
    .filter(({ kind }) => kind !== 'direct')
    .filter((channel) => !types || types.length === 0 || types.includes(CHANNEL_TYPES[channel.kind]))
    .map((channel) => ({ value: channel.id, label: `#${channel.name}` }));
}

/** The people of the server and its bot, as candidates. */
export function userCandidates(server: PageState): Candidate[] {
  return [...server.people, server.bot].map((user) => ({ value: user.id, label: `@${user.name}` }));
}

/** The roles of the server, as candidates. */
export function roleCandidates({ roles }: PageState): Candidate[] {
  return roles.map(({ id, name }) => ({ value: id, label: `@${name.replace(/^@/, '')}` }));
}

/** What an option can be set to, where that is a closed list; undefined where people write what they like. */
export function candidatesOf(
  option: APIApplicationCommandBasicOption,
  server: PageState,
  locale: string,
  words: { yes: string; no: string },
): Candidate[] | undefined {
  switch (option.type) {
    case OptionType.Boolean:
      return [
        { value: true, label: words.yes },
        { value: false, label: words.no },
      ];
    case OptionType.Channel:
      return channelCandidates(server.channels, option.channel_types);
    case OptionType.User:
      return userCandidates(server);
    case OptionType.Role:
      return roleCandidates(server);
    case OptionType.Mentionable:
      return [...userCandidates(server), ...roleCandidates(server)];
    case OptionType.String:
    case OptionType.Integer:
    case OptionType.Number:
      return option.choices && option.choices.length > 0
        ? option.choices.map((choice) => ({ value: choice.value, label: localName(choice, locale) }))
        : undefined;
    default:
      return undefined;
  }
}

/** Candidates whose label or value holds what was typed. */
export function matchCandidates(candidates: readonly Candidate[], typed: string): Candidate[] {
  const wanted = typed.trim().toLowerCase().replace(/^[#@]/, '');
  return candidates.filter(
    ({ label, value }) =>
      label.toLowerCase().includes(wanted) || String(value).toLowerCase().startsWith(wanted),
  );
}

/** A value to send, or why there is none. */
export type ReadValue = { value: string | number | boolean } | Problem;

/** The value that an option goes out with, or why it cannot. What was chosen from a list is taken as it is. */
export function readValue(
  option: APIApplicationCommandBasicOption,
  filled: Filled,
  candidates: readonly Candidate[] | undefined,
): ReadValue {
  if (filled.value !== undefined) return { value: filled.value };
  const text = filled.text.trim();
  if (candidates) return readChoice(option.name, text, candidates);
  switch (option.type) {
    case OptionType.Integer:
    case OptionType.Number:
      return readNumber(option, text);
    case OptionType.String:
      return readText(option, text);
    default:
      return { value: text };
  }
}

function readChoice(option: string, text: string, candidates: readonly Candidate[]): ReadValue {
  const bare = (name: string) => name.toLowerCase().replace(/^[#@]/, '');
  const meant = candidates.find(
    ({ label, value }) => bare(label) === bare(text) || String(value).toLowerCase() === text.toLowerCase(),
  );
  return meant ? { value: meant.value } : { option, code: 'notAChoice' };
}

function readNumber(
  option: Extract<APIApplicationCommandBasicOption, { type: OptionType.Integer | OptionType.Number }>,
  text: string,
): ReadValue {
  const { name, type, min_value: min, max_value: max } = option;
  const value = Number(text);
  if (type === OptionType.Integer && !Number.isSafeInteger(value)) {
    return { option: name, code: 'notAnInteger' };
  }
  if (!Number.isFinite(value)) return { option: name, code: 'notANumber' };
  if (min !== undefined && value < min) return { option: name, code: 'tooSmall', limit: min };
  if (max !== undefined && value > max) return { option: name, code: 'tooLarge', limit: max };
  return { value };
}

function readText(
  option: Extract<APIApplicationCommandBasicOption, { type: OptionType.String }>,
  text: string,
): ReadValue {
  const { name, min_length: min, max_length: max } = option;
  if (min !== undefined && text.length < min) return { option: name, code: 'tooShort', limit: min };
  if (max !== undefined && text.length > max) return { option: name, code: 'tooLong', limit: max };
  return { value: text };
}
