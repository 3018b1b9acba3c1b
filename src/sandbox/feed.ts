import type { PageEvent } from './protocol.ts';

/** What goes out over the Gateway: `guildId` picks the shard (none: shard 0), `intents` are the bits of which one is needed (0: none). */
export interface Dispatch {
  type: 'dispatch';
  event: string;
  data: object;
  guildId?: string;
  intents: number;
}

/** The bot opened its direct messages with a person; Discord tells bots nothing of that. */
export interface DirectMessagesOpened {
  type: 'direct-messages';
  channelId: string;
}

/** Everything that happens in the sandbox, told once: Gateway, page and test drivers all listen to the same feed. */
export type Happening = Exclude<PageEvent, { type: 'state' | 'clock' }> | Dispatch | DirectMessagesOpened;

/** Tells each listener in the order of subscription, at once. */
export class Feed<T> {
  readonly #listeners = new Set<(happening: T) => void>();

  /** Listen from now on. @returns stops listening */
  subscribe(listener: (happening: T) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  publish(happening: T): void {
    for (const listener of [...this.#listeners]) listener(happening);
  }
}
