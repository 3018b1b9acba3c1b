import {
  type APIMessage,
  type APIUser,
  GatewayDispatchEvents as Event,
  MessageFlags as Flag,
  GatewayIntentBits as Intent,
  MessageType,
} from 'discord-api-types/v10';
import { refuse } from '../errors.ts';
import type { Feed, Happening } from '../feed.ts';
import { byId, type Snowflakes } from '../ids.ts';
import type { PageMessage } from '../protocol.ts';
import { BOT } from '../world/payloads.ts';
import type { Channel } from '../world/types.ts';
import type { Content } from './compose.ts';

/** A new message. `onlyFor` is who alone sees it. */
export interface Draft extends Partial<Content> {
  author: APIUser;
  onlyFor?: string;
  extra?: Partial<APIMessage>;
}

/** Which part of a channel's history: https://discord.com/developers/docs/resources/message#get-channel-messages */
export interface Window {
  before?: string;
  after?: string;
  around?: string;
  /** 1 to 100. */
  limit: number;
}

/** All messages, by channel in the order they were sent, private answers among them. */
export class Messages {
  readonly #feed: Feed<Happening>;
  readonly #ids: Snowflakes;
  readonly #now: () => Date;
  readonly #channels = new Map<string, Map<string, PageMessage>>();

  constructor(feed: Feed<Happening>, ids: Snowflakes, now: () => Date) {
    this.#feed = feed;
    this.#ids = ids;
    this.#now = now;
  }

  /** Put a message into a channel. @param known called with its id before anybody hears of it */
  create(channel: Channel, draft: Draft, known: (id: string) => void = () => {}): PageMessage {
    const { author, onlyFor, extra, ...content } = draft;
    const message: PageMessage = {
      id: this.#ids.next(),
      channel_id: channel.id,
      type: MessageType.Default,
      author,
      content: '',
      embeds: [],
      components: [],
      attachments: [],
      mentions: [],
      mention_roles: [],
      mention_everyone: false,
      pinned: false,
      tts: false,
      timestamp: this.#now().toISOString(),
      edited_timestamp: null,
      ...content,
      flags: (content.flags ?? 0) | (onlyFor === undefined ? 0 : Flag.Ephemeral),
      ...extra,
      ...(onlyFor === undefined ? {} : { onlyFor }),
    };
    const all = this.#channels.get(channel.id) ?? new Map<string, PageMessage>();
    this.#channels.set(channel.id, all.set(message.id, message));
    if (onlyFor === undefined) channel.lastMessageId = message.id;
    known(message.id);
    this.#tell(Event.MessageCreate, channel, message);
    return message;
  }

  /** Put other content into a message; that of one that is still awaited does not count as an edit. */
  edit(channel: Channel, message: PageMessage, changes: Partial<APIMessage>): PageMessage {
    const wasLoading = Boolean((message.flags ?? 0) & Flag.Loading);
    return this.#change(channel, {
      ...message,
      ...changes,
      edited_timestamp: wasLoading ? message.edited_timestamp : this.#now().toISOString(),
    });
  }

  /** Set a flag of a message, which is no edit. */
  flag(channel: Channel, message: PageMessage, flag: Flag): PageMessage {
    return this.#change(channel, { ...message, flags: (message.flags ?? 0) | flag });
  }

  delete(channel: Channel, message: PageMessage): void {
    this.#channels.get(channel.id)?.delete(message.id);
    this.#feed.publish({ type: 'message-gone', channelId: channel.id, id: message.id });
    if (message.onlyFor === undefined) {
      this.#dispatch(Event.MessageDelete, channel, { id: message.id, channel_id: channel.id });
    }
  }

  /** A message of a channel, private ones included. */
  find(channelId: string, id: string): PageMessage | undefined {
    return this.#channels.get(channelId)?.get(id);
  }

  /** A message that everybody there sees. @throws DiscordError 10008 */
  get(channelId: string, id: string): PageMessage {
    const message = this.find(channelId, id);
    if (!message || message.onlyFor !== undefined) throw refuse('unknownMessage');
    return message;
  }

  /** What somebody sees in a channel, oldest first; without `userId` what everybody sees. */
  seen(channelId: string, userId?: string): PageMessage[] {
    return [...(this.#channels.get(channelId)?.values() ?? [])].filter(
      ({ onlyFor }) => onlyFor === undefined || onlyFor === userId,
    );
  }

  /** Every message, private ones included, oldest first. */
  all(channelIds: readonly string[]): PageMessage[] {
    return channelIds.flatMap((id) => [...(this.#channels.get(id)?.values() ?? [])]).sort(byId);
  }

  /** A part of a channel's history, newest first. */
  history(channelId: string, { before, after, around, limit }: Window): PageMessage[] {
    const seen = this.seen(channelId);
    const older = (id: string) => seen.filter((message) => byId(message, { id }) < 0);
    const newer = (id: string) => seen.filter((message) => byId(message, { id }) > 0);
    if (around !== undefined) {
      const half = Math.floor(limit / 2);
      const middle = seen.filter(({ id }) => id === around);
      return [...older(around).slice(-half), ...middle, ...newer(around).slice(0, half)].reverse();
    }
    if (after !== undefined) return newer(after).slice(0, limit).reverse();
    return (before === undefined ? seen : older(before)).slice(-limit).reverse();
  }

  #change(channel: Channel, changed: PageMessage): PageMessage {
    this.#channels.get(channel.id)?.set(changed.id, changed);
    this.#tell(Event.MessageUpdate, channel, changed);
    return changed;
  }

  #tell(event: Event, channel: Channel, message: PageMessage): void {
    const { nonce: _nonce, ...kept } = message;
    this.#feed.publish({ type: 'message', message: kept });
    if (message.onlyFor === undefined)
      this.#dispatch(event, channel, {
        ...message,
        ...(channel.guildId ? { guild_id: channel.guildId } : {}),
      });
  }

  #dispatch(event: Event, channel: Channel, data: object): void {
    this.#feed.publish({
      type: 'dispatch',
      event,
      data,
      intents: channel.guildId === undefined ? Intent.DirectMessages : Intent.GuildMessages,
      ...(channel.guildId === undefined ? {} : { guildId: channel.guildId }),
    });
  }
}

/**
 * A message as the REST API gives it to the bot: without its nonce, and without the words of others, for which the
 * bot would need the intent MessageContent. https://discord.com/developers/docs/events/gateway#message-content-intent
 */
export function fetched(message: PageMessage): APIMessage {
  const { onlyFor: _onlyFor, nonce: _nonce, ...kept } = message;
  const readable = message.author.id === BOT.id || message.mentions.some(({ id }) => id === BOT.id);
  return readable ? kept : { ...kept, content: '', embeds: [], attachments: [], components: [] };
}
