import {
  type APIApplicationCommandOptionChoice,
  type APIMessage,
  type APIModalInteractionResponseCallbackData,
  MessageFlags as Flag,
  PermissionFlagsBits as Flags,
  InteractionType as Interact,
  MessageType,
  InteractionResponseType as Response,
} from 'discord-api-types/v10';
import * as z from 'zod';
import { invalidForm, refuse } from '../errors.ts';
import { choicesFor } from '../limits/choices.ts';
import { accept } from '../limits/form.ts';
import { acceptMessage } from '../limits/messages.ts';
import { modal as modalForm } from '../limits/modals.ts';
import { compose, textOf } from '../messages/compose.ts';
import { findMentions } from '../messages/mentions.ts';
import type { PageMessage } from '../protocol.ts';
import type { Upload } from '../rest/body.ts';
import { BOT } from '../world/payloads.ts';
import type { Channel } from '../world/types.ts';
import type { Surroundings } from './begin.ts';
import type { Interaction } from './ledger.ts';

const callback = z.object({ type: z.int(), data: z.unknown().optional() });
const deferral = z.object({ flags: z.int().optional() }).optional();

/** Which first answers each kind of interaction takes: https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-interaction-callback-type */
function allowed(interaction: Interaction): readonly Response[] {
  const { type, messageId } = interaction;
  const message = [Response.ChannelMessageWithSource, Response.DeferredChannelMessageWithSource];
  const update = messageId === undefined ? [] : [Response.DeferredMessageUpdate, Response.UpdateMessage];
  if (type === Interact.ApplicationCommandAutocomplete)
    return [Response.ApplicationCommandAutocompleteResult];
  return [...message, ...update, ...(type === Interact.ModalSubmit ? [] : [Response.Modal])];
}

/**
 * The bot's first answer to an interaction.
 * https://discord.com/developers/docs/interactions/receiving-and-responding#create-interaction-response
 * @returns what `with_response=true` asks for
 * @throws DiscordError 10062, 40060, 50035
 */
export function answer(
  around: Surroundings,
  id: string,
  token: string,
  body: unknown,
  uploads: readonly Upload[],
): object {
  const { ledger, feed } = around;
  const interaction = ledger.unanswered(id, token);
  const { type, data } = accept<{ type: Response; data?: unknown }>(callback, body);
  if (!allowed(interaction).includes(type)) {
    throw invalidForm([
      {
        path: ['type'],
        error: {
          code: 'BASE_TYPE_CHOICES',
          message: `Value must be one of {${allowed(interaction).join(', ')}}.`,
        },
      },
    ]);
  }
  const message = answerAs(type, around, interaction, data, uploads);
  const { personId, channelId } = interaction;
  if (type !== Response.Modal && type !== Response.ApplicationCommandAutocompleteResult) {
    feed.publish({ type: 'acknowledged', personId, interactionId: id });
  } else if (interaction.modal) {
    feed.publish({ type: 'modal', personId, channelId, interactionId: id, modal: interaction.modal });
  }
  return {
    interaction: {
      id,
      type: interaction.type,
      ...(message
        ? {
            response_message_id: message.id,
            response_message_loading: Boolean((message.flags ?? 0) & Flag.Loading),
            response_message_ephemeral: message.onlyFor !== undefined,
          }
        : {}),
    },
    resource: { type, ...(message ? { message: visible(message) } : {}) },
  };
}

function answerAs(
  type: Response,
  around: Surroundings,
  interaction: Interaction,
  data: unknown,
  uploads: readonly Upload[],
): PageMessage | undefined {
  const { ledger } = around;
  switch (type) {
    case Response.ApplicationCommandAutocompleteResult: {
      const { choices } = accept<{ choices: APIApplicationCommandOptionChoice[] }>(
        choicesFor(interaction.focusedType ?? 0),
        data,
        ['data'],
      );
      ledger.acknowledge(interaction);
      interaction.suggest?.({ choices });
      return undefined;
    }
    case Response.Modal:
      interaction.modal = accept<APIModalInteractionResponseCallbackData>(modalForm, data, ['data']);
      ledger.acknowledge(interaction);
      return undefined;
    case Response.DeferredMessageUpdate:
      ledger.acknowledge(interaction);
      interaction.originalId = interaction.messageId ?? '';
      return undefined;
    case Response.UpdateMessage: {
      const source = around.messages.find(interaction.channelId, interaction.messageId ?? '');
      if (!source) throw refuse('unknownMessage');
      return change(around, interaction, source, data, uploads, ['data'], () => {
        interaction.originalId = source.id;
        ledger.acknowledge(interaction);
      });
    }
    case Response.DeferredChannelMessageWithSource: {
      const { flags = 0 } =
        accept<{ flags?: number } | undefined>(deferral, data ?? undefined, ['data']) ?? {};
      ledger.acknowledge(interaction);
      return send(around, interaction, { flags: Flag.Loading }, Boolean(flags & Flag.Ephemeral), true);
    }
    default:
      return say(around, interaction, data, uploads, ['data'], true, () => ledger.acknowledge(interaction));
  }
}

/**
 * Another message after the first answer. While the answer is still deferred, this one takes its place.
 * https://discord.com/developers/docs/interactions/receiving-and-responding#create-followup-message
 */
export function followUp(
  around: Surroundings,
  interaction: Interaction,
  body: unknown,
  uploads: readonly Upload[],
): PageMessage {
  const original = around.messages.find(interaction.channelId, interaction.originalId ?? '');
  return original && (original.flags ?? 0) & Flag.Loading
    ? change(around, interaction, original, body, uploads)
    : say(around, interaction, body, uploads, [], false);
}

/** Put other content into a message of the interaction. */
export function change(
  around: Surroundings,
  interaction: Interaction,
  message: PageMessage,
  body: unknown,
  uploads: readonly Upload[],
  path: PropertyKey[] = [],
  accepted: () => void = () => {},
): PageMessage {
  const { messages, files } = around;
  const place = placeOf(around, interaction);
  const form = acceptMessage(body, uploads, message, path);
  const content = compose(form, uploads, files, message);
  accepted();
  return messages.edit(place, message, {
    ...content,
    ...findMentions(textOf(content), form.allowed_mentions, BOT.id, place, around.world),
  });
}

/** A message as the bot gets it back. */
export function visible(message: PageMessage): APIMessage {
  const { onlyFor: _onlyFor, ...rest } = message;
  return rest;
}

function say(
  around: Surroundings,
  interaction: Interaction,
  body: unknown,
  uploads: readonly Upload[],
  path: PropertyKey[],
  original: boolean,
  accepted: () => void = () => {},
): PageMessage {
  const place = placeOf(around, interaction);
  const form = acceptMessage(body, uploads, undefined, path);
  const content = compose(form, uploads, around.files);
  accepted();
  return send(
    around,
    interaction,
    { ...content, ...findMentions(textOf(content), form.allowed_mentions, BOT.id, place, around.world) },
    Boolean((form.flags ?? 0) & Flag.Ephemeral),
    original,
  );
}

function send(
  around: Surroundings,
  interaction: Interaction,
  content: Partial<APIMessage>,
  wantsPrivate: boolean,
  original: boolean,
): PageMessage {
  const { id, personId, type, name, messageId, ofMenu = false } = interaction;
  const { messages, world } = around;
  const place = placeOf(around, interaction);
  const user = world.users.get(personId) ?? BOT;
  const command = type === Interact.ApplicationCommand;
  const reply = messageId !== undefined && original;
  // What somebody brings along is heard by others where the server allows that:
  // https://support.discord.com/hc/en-us/articles/23957313048343
  const isPrivate =
    wantsPrivate || !(world.hasBot(place) || world.can(personId, Flags.UseExternalApps, place));
  return messages.create(
    place,
    {
      author: BOT,
      ...(isPrivate ? { onlyFor: personId } : {}),
      extra: {
        ...content,
        flags: (content.flags ?? 0) | (isPrivate ? Flag.Ephemeral : 0),
        type:
          command && original
            ? ofMenu
              ? MessageType.ContextMenuCommand
              : MessageType.ChatInputCommand
            : reply || !original
              ? MessageType.Reply
              : MessageType.Default,
        webhook_id: BOT.id,
        application_id: BOT.id,
        interaction_metadata: {
          ...interaction.metadata(id),
          ...(original ? {} : { original_response_message_id: interaction.originalId ?? '' }),
        },
        ...(command && original ? { interaction: { id, type, name: name ?? '', user } } : {}),
      },
    },
    (messageId) => {
      if (original) interaction.originalId = messageId;
    },
  );
}

/** The channel that an interaction was made in. @throws DiscordError 10003 where it is gone */
export function placeOf({ world }: Surroundings, { channelId }: Interaction): Channel {
  const place = world.channels.get(channelId);
  if (!place) throw refuse('unknownChannel');
  return place;
}
