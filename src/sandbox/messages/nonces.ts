/** Discord checks a nonce against "the past few minutes": https://discord.com/developers/docs/resources/message#create-message */
export const NONCE_WINDOW = 5 * 60_000;

/** Remembers which message a nonce made, for a while. */
export class Nonces {
  readonly #window: number;
  readonly #time: () => number;
  readonly #made = new Map<string, { messageId: string; at: number }>();

  /** @param window milliseconds @param time milliseconds that only ever rise */
  constructor(window: number, time: () => number) {
    this.#window = window;
    this.#time = time;
  }

  /** The message that this nonce made within the window. */
  find(author: string, channelId: string, nonce: string | number): string | undefined {
    const made = this.#made.get(key(author, channelId, nonce));
    return made && this.#time() - made.at < this.#window ? made.messageId : undefined;
  }

  remember(author: string, channelId: string, nonce: string | number, messageId: string): void {
    for (const [old, { at }] of this.#made) {
      if (this.#time() - at < this.#window) break;
      this.#made.delete(old);
    }
    const name = key(author, channelId, nonce);
    this.#made.delete(name);
    this.#made.set(name, { messageId, at: this.#time() });
  }
}

function key(author: string, channelId: string, nonce: string | number): string {
  return JSON.stringify([author, channelId, String(nonce)]);
}
