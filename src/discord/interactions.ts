import {
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  type Client,
  type CommandInteractionOption,
  Events,
  type Interaction,
  type MessageComponentInteraction,
  type MessageContextMenuCommandInteraction,
  type ModalSubmitInteraction,
  PermissionFlagsBits,
} from 'discord.js';
import type { Logger } from 'pino';
import { refusalFor } from '../commands/access.ts';
import {
  type Access,
  type Action,
  type Callback,
  type Command,
  type Context,
  isAction,
  MAX_CHOICES,
  type MessageCommand,
  type RawValue,
  Refusal,
} from '../commands/command.ts';
import type { Services } from '../commands/services.ts';
import type { GuildSettings } from '../data/store/guild-format.ts';
import { routeOf } from '../views/custom-id.ts';
import { language } from '../views/language.ts';
import { wordsOf } from './message-words.ts';
import { canPing } from './ping.ts';
import type { Answerable } from './reply.ts';
import { respond } from './respond.ts';

/** Outside of the servers that the bot is in. */
const NO_SETTINGS: { readonly settings: GuildSettings } = { settings: {} };

/** Hands every interaction to its command, and what that gives back to Discord. */
export function routeInteractions(
  client: Client,
  commands: readonly Command[],
  messageCommands: readonly MessageCommand[],
  services: Services,
  log: Logger,
): void {
  const byName = new Map(commands.map((command) => [command.name, command]));
  const byMenuName = new Map(messageCommands.map((command) => [language().t(command.key), command]));
  const byRoute = new Map(
    commands.flatMap((command) =>
      (command.callbacks ?? []).map((callback) => [callback.id.route, { command, callback }] as const),
    ),
  );

  const handle = async (interaction: Interaction): Promise<void> => {
    if (interaction.isAutocomplete()) return suggest(interaction, byName.get(interaction.commandName));
    if (interaction.isChatInputCommand()) {
      const command = byName.get(interaction.commandName);
      const isPrivate = command !== undefined && command.access !== 'everyone';
      return answer(interaction, (show) => runCommand(interaction, command, show), isPrivate);
    }
    if (interaction.isMessageContextMenuCommand())
      return answer(
        interaction,
        (show) => runMessageCommand(interaction, byMenuName.get(interaction.commandName), show),
        true,
      );
    if (interaction.isMessageComponent() || interaction.isModalSubmit()) {
      const found = byRoute.get(routeOf(interaction.customId) ?? '');
      return answer(interaction, (show) => runCallback(interaction, found, show), true);
    }
  };

  const answer = (interaction: Answerable, run: Parameters<typeof respond>[1], isPrivate: boolean) =>
    respond(interaction, run, { isPrivate: isPrivate || wantsHidden(interaction), log });

  const contextOf = async (
    interaction: Answerable | AutocompleteInteraction,
    show: Context['show'] = () => {},
  ): Promise<Context> => {
    const member = interaction.inCachedGuild() ? interaction.member : undefined;
    const guildId = member?.guild.id;
    const manages = interaction.memberPermissions?.has(PermissionFlagsBits.ManageGuild) ?? false;
    const { settings } = guildId === undefined ? NO_SETTINGS : await services.records.read(guildId);
    return {
      lang: language(interaction.locale),
      interactionId: interaction.id,
      userId: interaction.user.id,
      guildId,
      guildName: member?.guild.name,
      channelId: interaction.channelId ?? '',
      manages,
      // The roles come with each interaction, so they are as of now.
      edits: manages || (member?.roles.cache.has(settings.editorRole ?? '') ?? false),
      settings,
      show,
      canPing: (channelId, roleId) =>
        interaction.inCachedGuild() && canPing(client, channelId, roleId, interaction.member),
      library: await services.libraryOf(guildId),
      now: services.clock(),
      services,
    };
  };

  const suggest = async (interaction: AutocompleteInteraction, command: Command | undefined) => {
    const focused = interaction.options.getFocused(true);
    const action = command && actionOf(command, interaction);
    const context = await contextOf(interaction);
    const isAllowed = action && !refusalFor(action.access ?? command.access, context);
    const option = isAllowed ? action.options[focused.name] : undefined;
    const others = rawValues(interaction.options.data);
    const choices = (await option?.suggest?.(context, String(focused.value), others)) ?? [];
    await interaction.respond(choices.slice(0, MAX_CHOICES));
  };

  const runCommand = async (
    interaction: ChatInputCommandInteraction,
    command: Command | undefined,
    show: Context['show'],
  ) => {
    const action = command && actionOf(command, interaction);
    if (!action) throw new Refusal('refusal.unknownCommand');
    const context = await contextOf(interaction, show);
    requireAccess(action.access ?? command.access, context);
    const raw = rawValues(interaction.options.data);
    const values = Object.entries(action.options).map(([name, option]) => [
      name,
      option.read(raw.get(name), context),
    ]);
    return action.run(context, Object.fromEntries(values));
  };

  const runMessageCommand = async (
    interaction: MessageContextMenuCommandInteraction,
    command: MessageCommand | undefined,
    show: Context['show'],
  ) => {
    if (!command) throw new Refusal('refusal.unknownCommand');
    return command.run(await contextOf(interaction, show), wordsOf(interaction.targetMessage));
  };

  const runCallback = async (
    interaction: MessageComponentInteraction | ModalSubmitInteraction,
    found: { command: Command; callback: Callback } | undefined,
    show: Context['show'],
  ) => {
    const state = found?.callback.id.decode(interaction.customId);
    if (!found || !state) throw new Refusal('refusal.oldButton');
    const context = await contextOf(interaction, show);
    requireAccess(found.callback.access ?? found.command.access, context);
    return found.callback.run(context, state, {
      values: interaction.isStringSelectMenu() ? interaction.values : [],
      fields: interaction.isModalSubmit() ? fieldsOf(interaction) : new Map(),
    });
  };

  client.on(Events.InteractionCreate, (interaction) => {
    handle(interaction).catch((error: unknown) =>
      log.error({ err: error }, 'an interaction was not answered'),
    );
  });
}

function actionOf(
  { action }: Command,
  interaction: ChatInputCommandInteraction | AutocompleteInteraction,
): Action | undefined {
  return isAction(action) ? action : action[interaction.options.getSubcommand(false) ?? ''];
}

/** Shown to others or not, by its own permissions a server may have opened a command to anyone: this is what counts. */
function requireAccess(access: Access, context: Context): void {
  const refusal = refusalFor(access, context);
  if (refusal) throw refusal;
}

function rawValues(options: readonly CommandInteractionOption[]): Map<string, RawValue> {
  const given = options.flatMap((option) => option.options ?? [option]);
  return new Map(given.flatMap((option) => [[option.name, rawValue(option)] as const]).filter(isGiven));
}

const isGiven = (entry: readonly [string, RawValue | undefined]): entry is [string, RawValue] =>
  entry[1] !== undefined;

function rawValue({ value, attachment }: CommandInteractionOption): RawValue | undefined {
  return attachment ? { name: attachment.name, size: attachment.size, url: attachment.url } : value;
}

function wantsHidden(interaction: Answerable): boolean {
  return interaction.isChatInputCommand() && rawValues(interaction.options.data).get('hide') === true;
}

function fieldsOf(interaction: ModalSubmitInteraction): Map<string, string> {
  const texts = [...interaction.fields.fields.values()].flatMap((field) => {
    if ('value' in field && typeof field.value === 'string') return [[field.customId, field.value] as const];
    if ('values' in field) return [[field.customId, field.values.join('\n')] as const];
    return [];
  });
  return new Map(texts);
}
