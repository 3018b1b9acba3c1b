import {
  type APIApplicationCommand,
  type APIMessageInteractionMetadata,
  type APIUser,
  ApplicationCommandType as CommandType,
  ComponentType,
  GatewayDispatchEvents as Event,
  PermissionFlagsBits as Flag,
  InteractionType as Interact,
  InteractionContextType,
  type Locale,
} from 'discord-api-types/v10';
import type { Commands } from '../commands.ts';
import { Refusal } from '../errors.ts';
import type { Feed, Happening } from '../feed.ts';
import { FIXED } from '../ids.ts';
import { type Node, walk } from '../limits/components.ts';
import type { Files } from '../messages/files.ts';
import { fetched, type Messages } from '../messages/store.ts';
import type { InteractionRequest, OptionInput } from '../protocol.ts';
import { FILE_LIMIT, type Upload } from '../rest/body.ts';
import { channelPayload, memberPayload } from '../world/payloads.ts';
import type { Channel } from '../world/types.ts';
import type { World } from '../world/world.ts';
import { type Control, readModal, readValues } from './fields.ts';
import { botPermissions, mayUse, owners } from './installed.ts';
import type { Act, Interaction, Ledger, Suggestions } from './ledger.ts';
import { findFocused, readOptions } from './options.ts';
import { Resolver } from './resolve.ts';

/** What interactions are made from. */
export interface Surroundings {
  world: World;
  commands: Commands;
  messages: Messages;
  files: Files;
  ledger: Ledger;
  feed: Feed<Happening>;
}

/** An interaction that is on its way; only an autocomplete has `suggestions`. */
export interface Begun {
  interactionId: string;
  suggestions: Promise<Suggestions> | undefined;
}

/** What a person's client would hide or stop, let through on purpose by a test. */
export interface Force {
  /** Call a command that the person's permissions do not allow. */
  force?: boolean;
}

type Ask<T extends InteractionRequest['type']> = Extract<InteractionRequest, { type: T }>;
type Prepared = { act: Act; data: object };

/**
 * Take what a person did, check it as the person's client and Discord do, and send it to the bot.
 * https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object
 * @throws Refusal
 */
export function begin(
  around: Surroundings,
  request: InteractionRequest,
  uploads: readonly Upload[] = [],
  { force = false }: Force = {},
): Begun {
  const { world, ledger, feed, messages } = around;
  const place = world.channels.get(request.channelId);
  const user = world.users.get(request.personId);
  if (!place || !user) throw new Refusal('There is no such channel or person.');
  if (!world.reachable(place)) throw new Refusal('The server is not available right now.');
  if (!world.can(user.id, Flag.ViewChannel, place))
    throw new Refusal(`${user.username} does not see this channel.`);
  const resolver = new Resolver(world, around.files, uploads, place, user.id);
  const prepared = prepare(around, request, { place, user, resolver, force });
  const interaction = ledger.open(prepared.act);
  const suggestions =
    prepared.act.type === Interact.ApplicationCommandAutocomplete
      ? new Promise<Suggestions>((resolve) => {
          interaction.suggest = resolve;
        })
      : undefined;
  const { messageId } = prepared.act;
  const message = messageId === undefined ? undefined : messages.find(place.id, messageId);
  feed.publish({
    type: 'dispatch',
    event: Event.InteractionCreate,
    intents: 0,
    ...(place.guildId === undefined ? {} : { guildId: place.guildId }),
    data: {
      ...frame(world, place, user, request.locale as Locale),
      id: interaction.id,
      token: interaction.token,
      type: prepared.act.type,
      data: { ...prepared.data, ...(resolver.resolved ? { resolved: resolver.resolved } : {}) },
      ...(message ? { message: { ...fetched(message) } } : {}),
    },
  });
  return { interactionId: interaction.id, suggestions };
}

interface Context {
  place: Channel;
  user: APIUser;
  resolver: Resolver;
  force: boolean;
}

function prepare(around: Surroundings, request: InteractionRequest, context: Context): Prepared {
  switch (request.type) {
    case 'command':
    case 'autocomplete':
      return prepareCommand(around, request, context);
    case 'component':
      return prepareComponent(around, request, context);
    case 'modal':
      return prepareModal(around, request, context);
  }
}

function prepareCommand(
  around: Surroundings,
  request: Ask<'command' | 'autocomplete'>,
  context: Context,
): Prepared {
  const { world, commands } = around;
  const { place, user, resolver, force } = context;
  const command = commands.usableIn(place.guildId).find(({ id }) => id === request.commandId);
  if (!command) throw new Refusal('There is no such command here.');
  if (!force && !mayUse(world, command, user.id, place)) {
    throw new Refusal(`${user.username} may not use /${command.name} here.`);
  }
  if (command.type === CommandType.Message) return prepareMenu(around, command, request.targetId, context);
  const typing = request.type === 'autocomplete';
  const focused = findFocused(request.options);
  if (typing && !focused) throw new Refusal('Nothing is being typed.');
  const type = typing ? Interact.ApplicationCommandAutocomplete : Interact.ApplicationCommand;
  return {
    act: {
      type,
      personId: user.id,
      channelId: place.id,
      name: [command.name, ...path(request.options)].join(' '),
      ...(focused ? { focusedType: focused.type } : {}),
      metadata: (id) => ({ ...metadataBase(world, id, user, place), type }) as APIMessageInteractionMetadata,
    },
    data: {
      id: command.id,
      name: command.name,
      type: command.type,
      ...(command.guild_id === undefined ? {} : { guild_id: command.guild_id }),
      options: readOptions(command.options ?? [], request.options, resolver, typing),
    },
  };
}

/** A command of a message's menu: the message comes whole, whatever the bot may read otherwise. */
function prepareMenu(
  { world, messages }: Surroundings,
  command: APIApplicationCommand,
  targetId: string | undefined,
  { place, user, resolver }: Context,
): Prepared {
  const target = messages.seen(place.id, user.id).find(({ id }) => id === targetId);
  if (!target || target.onlyFor !== undefined) throw new Refusal('There is no such message to use it on.');
  const type = Interact.ApplicationCommand;
  resolver.bring(target);
  return {
    act: {
      type,
      personId: user.id,
      channelId: place.id,
      name: command.name,
      ofMenu: true,
      metadata: (id) =>
        ({
          ...metadataBase(world, id, user, place),
          type,
          target_message_id: target.id,
        }) as APIMessageInteractionMetadata,
    },
    data: { id: command.id, name: command.name, type: command.type, target_id: target.id },
  };
}

function prepareComponent(
  { world, messages }: Surroundings,
  request: Ask<'component'>,
  { place, user, resolver }: Context,
): Prepared {
  const message = messages.seen(place.id, user.id).find(({ id }) => id === request.messageId);
  if (!message) throw new Refusal(`${user.username} does not see this message.`);
  const control = walk((message.components ?? []) as Node[])
    .map(({ node }) => node as Control)
    .find(({ custom_id }) => custom_id === request.customId);
  if (!control || control.type !== request.componentType)
    throw new Refusal('The message has no such component.');
  if (control.disabled) throw new Refusal('The component is disabled.');
  const isButton = control.type === ComponentType.Button;
  return {
    act: {
      type: Interact.MessageComponent,
      personId: user.id,
      channelId: place.id,
      messageId: message.id,
      metadata: (id) =>
        ({
          ...metadataBase(world, id, user, place),
          type: Interact.MessageComponent,
          interacted_message_id: message.id,
        }) as APIMessageInteractionMetadata,
    },
    data: {
      id: control.id,
      component_type: control.type,
      custom_id: control.custom_id,
      ...(isButton ? {} : { values: readValues(control, request.values ?? [], resolver) }),
    },
  };
}

function prepareModal(
  { world, ledger }: Surroundings,
  request: Ask<'modal'>,
  { place, user, resolver }: Context,
): Prepared {
  const opener: Interaction | undefined = ledger.find(request.interactionId);
  const modal = opener?.modal;
  if (!opener || !modal || modal.custom_id !== request.customId) throw new Refusal('There is no such modal.');
  if (opener.personId !== user.id || opener.channelId !== place.id) {
    throw new Refusal('The modal was opened for somebody else.');
  }
  const components = readModal(modal, request.fields, resolver);
  return {
    act: {
      type: Interact.ModalSubmit,
      personId: user.id,
      channelId: place.id,
      ...(opener.messageId === undefined ? {} : { messageId: opener.messageId }),
      metadata: (id) =>
        ({
          ...metadataBase(world, id, user, place),
          type: Interact.ModalSubmit,
          triggering_interaction_metadata: opener.metadata(opener.id),
        }) as APIMessageInteractionMetadata,
    },
    data: { custom_id: modal.custom_id, components },
  };
}

function metadataBase(world: World, id: string, user: APIUser, place: Channel): object {
  return { id, user, authorizing_integration_owners: owners(world, place, user.id) };
}

function path(options: readonly OptionInput[]): string[] {
  return options.flatMap(({ name, options: inner }) => (inner ? [name, ...path(inner)] : []));
}

/** What every interaction carries. */
function frame(world: World, place: Channel, user: APIUser, locale: Locale): object {
  const common = {
    application_id: FIXED.application,
    version: 1,
    channel_id: place.id,
    channel: { ...channelPayload(place), permissions: world.permissionsIn(place, user.id).toString() },
    app_permissions: botPermissions(world, place).toString(),
    locale,
    entitlements: [],
    authorizing_integration_owners: owners(world, place, user.id),
    attachment_size_limit: FILE_LIMIT,
  };
  if (place.guildId === undefined) return { ...common, user, context: InteractionContextType.BotDM };
  const guild = world.guild(place.guildId);
  const member = guild.members.get(user.id);
  return {
    ...common,
    context: InteractionContextType.Guild,
    guild_id: guild.id,
    guild: { id: guild.id, locale: guild.locale, features: [] },
    guild_locale: guild.locale,
    member: member
      ? { ...memberPayload(member), permissions: world.permissionsIn(place, user.id).toString() }
      : undefined,
  };
}
