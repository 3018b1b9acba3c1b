import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord-api-types/v10';
import { DEFAULT_LOCALE, hasMessage, LOCALES, language, type MessageKey } from '../views/language.ts';
import { type Action, type Command, isAction, type Option } from './command.ts';

/** The words of a description in every language, the default one first and given explicitly. */
function described(key: MessageKey) {
  const localizations = Object.fromEntries(LOCALES.map((locale) => [locale, language(locale).t(key)]));
  return { description: language(DEFAULT_LOCALE).t(key), description_localizations: localizations };
}

/** An option's words: its own under this command, else those that all commands share. */
function optionKey(path: string, name: string): MessageKey {
  const own = `command.${path}.${name}`;
  const shared = `option.${name}`;
  const key = hasMessage(own) ? own : shared;
  if (!hasMessage(key)) throw new Error(`no words for the option ${name} of ${path}`);
  return key;
}

function commandKey(path: string): MessageKey {
  const key = `command.${path}`;
  if (!hasMessage(key)) throw new Error(`no words for the command ${path}`);
  return key;
}

function declareOption(path: string, name: string, option: Option): APIApplicationCommandBasicOption {
  return {
    type: option.type,
    name,
    ...described(optionKey(path, name)),
    required: option.required,
    ...option.limits,
    ...(option.suggest ? { autocomplete: true } : {}),
    ...(option.choices ? { choices: option.choices.map(({ value, key }) => declareChoice(value, key)) } : {}),
  } as APIApplicationCommandBasicOption;
}

function declareChoice(value: string, key: MessageKey) {
  const localizations = Object.fromEntries(LOCALES.map((locale) => [locale, language(locale).t(key)]));
  return { name: language(DEFAULT_LOCALE).t(key), name_localizations: localizations, value };
}

function declareOptions(path: string, action: Action): APIApplicationCommandBasicOption[] {
  return Object.entries(action.options)
    .map(([name, option]) => declareOption(path, name, option))
    .sort((a, b) => Number(b.required ?? false) - Number(a.required ?? false));
}

/** A command as Discord registers it, with its words in every language. */
export function declareCommand({
  name,
  access,
  action,
}: Command): RESTPostAPIChatInputApplicationCommandsJSONBody {
  const options: APIApplicationCommandOption[] = isAction(action)
    ? declareOptions(name, action)
    : Object.entries(action).map(([sub, subaction]) => ({
        type: ApplicationCommandOptionType.Subcommand,
        name: sub,
        ...described(commandKey(`${name}.${sub}`)),
        options: declareOptions(`${name}.${sub}`, subaction),
      }));
  const open = access === 'everyone';
  return {
    type: ApplicationCommandType.ChatInput,
    name,
    ...described(commandKey(name)),
    options,
    // Discord knows nothing of editors: they see the command only where everyone does.
    default_member_permissions: access === 'managers' ? String(PermissionFlagsBits.ManageGuild) : null,
    integration_types: open
      ? [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall]
      : [ApplicationIntegrationType.GuildInstall],
    contexts: open
      ? [InteractionContextType.Guild, InteractionContextType.BotDM, InteractionContextType.PrivateChannel]
      : [InteractionContextType.Guild],
  };
}
