/** Slash commands as a person sees and types them. Pure: candidates and values, no keys and no pixels. */

import {
  ApplicationCommandType,
  ApplicationCommandOptionType as OptionType,
} from 'discord-api-types/payloads/v10';
import type {
  APIApplicationCommand,
  APIApplicationCommandBasicOption,
  APIApplicationCommandOption,
} from 'discord-api-types/v10';
import type { OptionInput, Person } from '../protocol.ts';
import { usableCommands, type Where } from './usable.ts';

/** A command, or one subcommand of it, that can be sent. */
export interface CommandEntry {
  readonly commandId: string;
  /** Names as registered, outermost first: `['digest', 'subscribe']`. */
  readonly path: readonly string[];
  /** The same in the reader's language, joined by spaces. */
  readonly label: string;
  readonly description: string;
  readonly options: readonly APIApplicationCommandBasicOption[];
}

/** What stands in an option: its text, and the value behind it once one was chosen from a list. */
export interface Filled {
  readonly text: string;
  readonly value?: string | number | boolean;
}

interface Localized {
  name: string;
  name_localizations?: Partial<Record<string, string | null>> | null;
}

interface Described {
  description: string;
  description_localizations?: Partial<Record<string, string | null>> | null;
}

/** A name in a language; Discord falls back to the default one, and between no two languages. */
export function localName(of: Localized, locale: string): string {
  return of.name_localizations?.[locale] ?? of.name;
}

/** A description in a language. */
export function localDescription(of: Described, locale: string): string {
  return of.description_localizations?.[locale] ?? of.description;
}

/** The slash commands that a person is offered there, in their registered order, subcommands each by itself. */
export function listCommands(
  commands: readonly APIApplicationCommand[],
  person: Person,
  locale: string,
  where: Where = 'server',
): CommandEntry[] {
  return usableCommands(commands, ApplicationCommandType.ChatInput, person, where).flatMap((command) =>
    entriesOf(command.id, [command.name], localName(command, locale), command, locale),
  );
}

function entriesOf(
  commandId: string,
  path: readonly string[],
  label: string,
  of: Described & { options?: APIApplicationCommandOption[] },
  locale: string,
): CommandEntry[] {
  const options = of.options ?? [];
  const inner = options.filter(
    (option) => option.type === OptionType.Subcommand || option.type === OptionType.SubcommandGroup,
  );
  if (inner.length > 0) {
    return inner.flatMap((option) =>
      entriesOf(commandId, [...path, option.name], `${label} ${localName(option, locale)}`, option, locale),
    );
  }
  const basic = options.filter(
    (option) => option.type !== OptionType.Subcommand && option.type !== OptionType.SubcommandGroup,
  );
  return [{ commandId, path, label, description: localDescription(of, locale), options: basic }];
}

/** Entries that what was typed after the slash may mean, those that begin with it first. */
export function matchCommands(entries: readonly CommandEntry[], typed: string): CommandEntry[] {
  const wanted = typed.trim().toLowerCase().replace(/\s+/g, ' ');
  const rank = (entry: CommandEntry): number => {
    const names = [entry.label.toLowerCase(), entry.path.join(' ')];
    if (names.some((name) => name.startsWith(wanted))) return 0;
    if (names.some((name) => name.split(/[ -]/).some((word) => word.startsWith(wanted)))) return 1;
    return names.some((name) => name.includes(wanted)) ? 2 : 3;
  };
  const ranked = entries.map((entry) => ({ entry, rank: rank(entry) })).filter((one) => one.rank < 3);
  return ranked.sort((a, b) => a.rank - b.rank).map((one) => one.entry);
}

/** The options that are there from the start: the required ones, or else the first. */
export function openingOptions(entry: CommandEntry): string[] {
  const required = entry.options.filter((option) => option.required);
  return (required.length > 0 ? required : entry.options.slice(0, 1)).map((option) => option.name);
}

/**
 * Reads a typed or pasted line once it names a command and goes on with a space: `/park hangzhou` fills the first
 * option, `/park name:hangzhou year:2018` the named ones. Undefined while the command is not complete.
 */
export function readLine(
  entries: readonly CommandEntry[],
  line: string,
  locale: string,
): { entry: CommandEntry; filled: Map<string, Filled> } | undefined {
  if (!line.startsWith('/')) return undefined;
  const typed = line.slice(1).trimStart();
  const lower = typed.toLowerCase();
  const [best] = entries
    .flatMap((entry) => [entry.label, entry.path.join(' ')].map((name) => ({ entry, name })))
    .filter(({ name }) => lower.startsWith(`${name.toLowerCase()} `))
    .sort((a, b) => b.name.length - a.name.length);
  if (!best) return undefined;
  return { entry: best.entry, filled: readOptions(best.entry, typed.slice(best.name.length + 1), locale) };
}

function readOptions(entry: CommandEntry, text: string, locale: string): Map<string, Filled> {
  const filled = new Map<string, Filled>();
  const marks = entry.options
    .flatMap((option) =>
      [...new Set([option.name, localName(option, locale)])].map((name) => ({ option, mark: `${name}:` })),
    )
    .flatMap(({ option, mark }) => {
      const at = ` ${text}`.indexOf(` ${mark}`);
      return at < 0 ? [] : [{ name: option.name, at, from: at + mark.length }];
    })
    .sort((a, b) => a.at - b.at);
  const first = openingOptions(entry)[0];
  const lead = text.slice(0, marks[0]?.at).trimStart();
  if (first !== undefined && lead) filled.set(first, { text: marks.length > 0 ? lead.trimEnd() : lead });
  for (const [index, { name, from }] of marks.entries()) {
    filled.set(name, { text: text.slice(from, marks[index + 1]?.at).trim() });
  }
  return filled;
}

/** Wraps options into the subcommand and group that they belong to. */
export function nestOptions(entry: CommandEntry, options: OptionInput[]): OptionInput[] {
  const [, ...inner] = entry.path;
  return inner.reduceRight<OptionInput[]>(
    (nested, name, index) => [
      {
        name,
        type: index === inner.length - 1 ? OptionType.Subcommand : OptionType.SubcommandGroup,
        options: nested,
      },
    ],
    options,
  );
}
