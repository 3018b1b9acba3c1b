import type { Channel } from './types.ts';

/** All channels: by id, by server in the order they were made, and direct messages by person. */
export class Channels {
  readonly #byId = new Map<string, Channel>();
  readonly #byGuild = new Map<string, Set<Channel>>();
  readonly #byPerson = new Map<string, Channel>();

  get size(): number {
    return this.#byId.size;
  }

  get(id: string): Channel | undefined {
    return this.#byId.get(id);
  }

  /** The channels of a server, threads among them. */
  of(guildId: string): Channel[] {
    return [...(this.#byGuild.get(guildId) ?? [])];
  }

  /** The direct messages with a person. */
  with(personId: string): Channel | undefined {
    return this.#byPerson.get(personId);
  }

  /** All direct messages. */
  get direct(): Channel[] {
    return [...this.#byPerson.values()];
  }

  add(channel: Channel): void {
    this.#byId.set(channel.id, channel);
    if (channel.recipient) this.#byPerson.set(channel.recipient.id, channel);
    if (channel.guildId === undefined) return;
    const others = this.#byGuild.get(channel.guildId) ?? new Set();
    this.#byGuild.set(channel.guildId, others.add(channel));
  }

  remove(channel: Channel): void {
    this.#byId.delete(channel.id);
    if (channel.recipient) this.#byPerson.delete(channel.recipient.id);
    if (channel.guildId !== undefined) this.#byGuild.get(channel.guildId)?.delete(channel);
  }
}
