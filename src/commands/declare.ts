import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
  type RESTPostAPIContextMenuApplicationCommandsJSONBody,
} from 'discord-api-types/v10';
import { DEFAULT_LOCALE, hasMessage, LOCALES, language, type MessageKey } from '../views/language.ts';
import { type Action, type Command, isAction, type MessageCommand, type Option } from './command.ts';

/** The same words in every language, the default one given explicitly. */
const inAll = (key: MessageKey) =>
  Object.fromEntries(LOCALES.map((locale) => [locale, language(locale).t(key)]));

function described(key: MessageKey) {
  return { description: language(DEFAULT_LOCALE).t(key), description_localizations: inAll(key) };
}

function named(key: MessageKey) {
  return { name: language(DEFAULT_LOCALE).t(key), name_localizations: inAll(key) };
}

/** An option's words: its own under this command, else those that all commands share. */
function optionKey(path: string, name: string): MessageKey {
  const own = `command.${path}.${name}`;
  const shared = `option.${name}`;
  const key = hasMessage(own) ? own : shared;
  if (!hasMessage(key)) throw new Error(`no words for the option ${name} of ${path}`);
  return key;
}

/** The words of a command's description, or of a subcommand's, given as `digest.list`. */
export function commandKey(path: string): MessageKey {
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
    ...(option.choices
      ? { choices: option.choices.map(({ value, key }) => ({ ...named(key), value })) }
      : {}),
  } as APIApplicationCommandBasicOption;
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
    ...(open ? ANYWHERE : IN_SERVERS),
  };
}

/** A command in the menu of a message, as Discord registers it. */
export function declareMessageCommand({
  key,
}: MessageCommand): RESTPostAPIContextMenuApplicationCommandsJSONBody {
  return { type: ApplicationCommandType.Message, ...named(key), ...ANYWHERE };
}

/** With or without the bot: for whoever added it to a server, or to their own account. */
const ANYWHERE = {
  integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
  contexts: [
    InteractionContextType.Guild,
    InteractionContextType.BotDM,
    InteractionContextType.PrivateChannel,
  ],
};

const IN_SERVERS = {
  integration_types: [ApplicationIntegrationType.GuildInstall],
  contexts: [InteractionContextType.Guild],
};
