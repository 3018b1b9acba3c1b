/** Discord checks a nonce against "the past few minutes": https://docs.discord.com/developers/resources/message#create-message */
const WINDOW = 5 * 60_000;

/** Remembers for five minutes which message a nonce made, by the clock of the sandbox. */
export class Nonces {
  readonly #now: () => Date;
  readonly #made = new Map<string, { messageId: string; at: number }>();

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** The message that this nonce made. */
  find(author: string, channelId: string, nonce: string | number): string | undefined {
    const made = this.#made.get(key(author, channelId, nonce));
    return made && this.#isFresh(made.at) ? made.messageId : undefined;
  }

  remember(author: string, channelId: string, nonce: string | number, messageId: string): void {
    for (const [old, { at }] of this.#made) {
      if (this.#isFresh(at)) break;
      this.#made.delete(old);
    }
    const name = key(author, channelId, nonce);
    this.#made.delete(name);
    this.#made.set(name, { messageId, at: this.#now().getTime() });
  }

  /** A clock that was set back leaves behind what lies in its future. */
  #isFresh(at: number): boolean {
    return Math.abs(this.#now().getTime() - at) < WINDOW;
  }
}

function key(author: string, channelId: string, nonce: string | number): string {
  return JSON.stringify([author, channelId, String(nonce)]);
}
