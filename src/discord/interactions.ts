import {
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  type Client,
  type CommandInteractionOption,
  Events,
  type Interaction,
  type MessageComponentInteraction,
  type ModalSubmitInteraction,
  PermissionFlagsBits,
} from 'discord.js';
import type { Logger } from 'pino';
import {
  type Access,
  type Action,
  type Answer,
  type Callback,
  type Command,
  type Context,
  isAction,
  MAX_CHOICES,
  type RawValue,
  Refusal,
} from '../commands/command.ts';
import type { Services } from '../commands/services.ts';
import { routeOf } from '../views/custom-id.ts';
import { language } from '../views/language.ts';
import { type Answerable, respond } from './respond.ts';

/** Hands every interaction to its command, and what that gives back to Discord. */
export function routeInteractions(
  client: Client,
  commands: readonly Command[],
  services: Services,
  log: Logger,
): void {
  const byName = new Map(commands.map((command) => [command.name, command]));
  const byRoute = new Map(
    commands.flatMap((command) =>
      (command.callbacks ?? []).map((callback) => [callback.id.route, { command, callback }] as const),
    ),
  );

  const handle = async (interaction: Interaction): Promise<void> => {
    if (interaction.isAutocomplete()) return suggest(interaction, byName.get(interaction.commandName));
    if (interaction.isChatInputCommand()) {
      const command = byName.get(interaction.commandName);
      return answer(interaction, () => runCommand(interaction, command), command?.access === 'managers');
    }
    if (interaction.isMessageComponent() || interaction.isModalSubmit()) {
      const found = byRoute.get(routeOf(interaction.customId) ?? '');
      return answer(interaction, () => runCallback(interaction, found), true);
    }
  };

  const answer = (interaction: Answerable, run: () => Promise<Answer>, isPrivate: boolean) =>
    respond(interaction, run, { isPrivate: isPrivate || wantsHidden(interaction), log });

  const contextOf = async (interaction: Answerable | AutocompleteInteraction): Promise<Context> => {
    const guildId = interaction.inCachedGuild() ? interaction.guildId : undefined;
    return {
      lang: language(interaction.locale),
      interactionId: interaction.id,
      userId: interaction.user.id,
      guildId,
      channelId: interaction.channelId ?? '',
      manages: interaction.memberPermissions?.has(PermissionFlagsBits.ManageGuild) ?? false,
      library: await services.libraryOf(guildId),
      now: services.clock(),
      services,
    };
  };

  const suggest = async (interaction: AutocompleteInteraction, command: Command | undefined) => {
    const focused = interaction.options.getFocused(true);
    const option = command && actionOf(command, interaction)?.options[focused.name];
    const choices = (await option?.suggest?.(await contextOf(interaction), String(focused.value))) ?? [];
    await interaction.respond(choices.slice(0, MAX_CHOICES));
  };

  const runCommand = async (interaction: ChatInputCommandInteraction, command: Command | undefined) => {
    const action = command && actionOf(command, interaction);
    if (!action) throw new Refusal('refusal.unknownCommand');
    const context = await contextOf(interaction);
    requireAccess(command.access, context);
    const raw = rawValues(interaction.options.data);
    const values = Object.entries(action.options).map(([name, option]) => [
      name,
      option.read(raw.get(name), context),
    ]);
    return action.run(context, Object.fromEntries(values));
  };

  const runCallback = async (
    interaction: MessageComponentInteraction | ModalSubmitInteraction,
    found: { command: Command; callback: Callback } | undefined,
  ) => {
    const state = found?.callback.id.decode(interaction.customId);
    if (!found || !state) throw new Refusal('refusal.oldButton');
    const context = await contextOf(interaction);
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
function requireAccess(access: Access, { manages, guildId }: Context): void {
  if (access === 'everyone') return;
  if (guildId === undefined) throw new Refusal('refusal.serverOnly');
  if (!manages) throw new Refusal('refusal.managersOnly');
}

function rawValues(options: readonly CommandInteractionOption[]): Map<string, RawValue> {
  const given = options.flatMap((option) => option.options ?? [option]);
  return new Map(given.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])));
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
