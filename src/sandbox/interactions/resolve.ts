import type {
  APIAttachment,
  APIInteractionDataResolved,
  APIInteractionDataResolvedChannel,
  APIInteractionDataResolvedGuildMember,
  APIMessage,
} from 'discord-api-types/v10';
import { Refusal } from '../errors.ts';
import type { Files } from '../messages/files.ts';
import type { PageMessage } from '../protocol.ts';
import { FILE_LIMIT, type Upload } from '../rest/body.ts';
import { BOT, channelPayload, memberPayload } from '../world/payloads.ts';
import type { Channel } from '../world/types.ts';
import type { World } from '../world/world.ts';

/** What a value may point at. */
export type Target = 'user' | 'role' | 'mentionable' | 'channel' | 'attachment';

type Resolved = APIInteractionDataResolved & { messages?: Record<string, APIMessage> };

/**
 * Collects what a person's values point at, whole objects by id.
 * https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-resolved-data-structure
 */
export class Resolver {
  readonly #world: World;
  readonly #files: Files;
  readonly #uploads: readonly Upload[];
  readonly #place: Channel;
  readonly #personId: string;
  readonly #resolved: Resolved = {};

  constructor(world: World, files: Files, uploads: readonly Upload[], place: Channel, personId: string) {
    this.#world = world;
    this.#files = files;
    this.#uploads = uploads;
    this.#place = place;
    this.#personId = personId;
  }

  /** Everything that was pointed at, undefined where that is nothing. */
  get resolved(): Resolved | undefined {
    return Object.keys(this.#resolved).length > 0 ? this.#resolved : undefined;
  }

  /** Point at something by id. @param channelTypes of which a channel must be, where there are any @throws Refusal */
  point(target: Exclude<Target, 'attachment'>, id: string, channelTypes: readonly number[] = []): string {
    const found =
      target === 'channel'
        ? this.#channel(id, channelTypes)
        : (target !== 'role' && this.#user(id)) || (target !== 'user' && this.#role(id));
    if (!found) throw new Refusal(`There is no such ${target} here: ${id}.`);
    return id;
  }

  /** Bring a message along, whole. */
  bring({ onlyFor: _onlyFor, nonce: _nonce, ...message }: PageMessage): void {
    this.#resolved.messages = { ...this.#resolved.messages, [message.id]: message };
  }

  /** Take over the uploads that came under a key. @returns their ids @throws Refusal */
  take(key: string): string[] {
    return this.#uploads
      .filter((upload) => upload.key === key)
      .map((upload) => {
        if (upload.data.length > FILE_LIMIT) throw new Refusal(`${upload.filename} is larger than 10 MiB.`);
        const attachment: APIAttachment = { ...this.#files.keep(upload), ephemeral: true };
        this.#resolved.attachments = { ...this.#resolved.attachments, [attachment.id]: attachment };
        return attachment.id;
      });
  }

  #user(id: string): boolean {
    const user = this.#world.users.get(id);
    if (!user) return false;
    this.#resolved.users = { ...this.#resolved.users, [id]: user };
    const member =
      this.#place.guildId === undefined ? undefined : this.#world.member(this.#place.guildId, id);
    if (member) {
      const { user: _user, deaf: _deaf, mute: _mute, ...rest } = memberPayload(member);
      const partial: APIInteractionDataResolvedGuildMember = {
        ...rest,
        permissions: this.#world.permissionsIn(this.#place, id).toString(),
      };
      this.#resolved.members = { ...this.#resolved.members, [id]: partial };
    }
    return true;
  }

  #role(id: string): boolean {
    const role =
      this.#place.guildId === undefined ? undefined : this.#world.guild(this.#place.guildId).roles.get(id);
    if (!role) return false;
    this.#resolved.roles = { ...this.#resolved.roles, [id]: role };
    return true;
  }

  #channel(id: string, types: readonly number[]): boolean {
    const channel = this.#world.channels.get(id);
    if (!channel || channel.guildId !== this.#place.guildId) return false;
    if (types.length > 0 && !types.includes(channel.type)) {
      throw new Refusal(`#${channel.name} is of a type that is not allowed here.`);
    }
    const { id: _id, ...payload } = channelPayload(channel);
    const partial = {
      id,
      ...payload,
      permissions: this.#world.permissionsIn(channel, this.#personId).toString(),
      app_permissions: this.#world.permissionsIn(channel, BOT.id).toString(),
    } as APIInteractionDataResolvedChannel;
    this.#resolved.channels = { ...this.#resolved.channels, [id]: partial };
    return true;
  }
}
