/** Numbers for texts. */

/** A power of two. One large map would stop everything for tens of milliseconds whenever it grows. */
const SHARDS = 16;

/** Texts numbered from 0; the number of a text that goes is given to another one. */
export class Dictionary {
  readonly #shards = Array.from({ length: SHARDS }, () => new Map<string, number>());
  readonly #free: number[] = [];
  #next = 0;

  /** How many texts there are. */
  get size(): number {
    return this.#next - this.#free.length;
  }

  numberOf(text: string): number | undefined {
    return this.#shardOf(text).get(text);
  }

  /** The number of a text, taking it in if it is new. */
  add(text: string): number {
    return this.numberOf(text) ?? this.take(text);
  }

  /** Forgets a text; nothing happens where it is not known. */
  delete(text: string): void {
    const number = this.numberOf(text);
    if (number === undefined) return;
    this.#shardOf(text).delete(text);
    this.#free.push(number);
  }

  *keys(): Generator<string> {
    for (const shard of this.#shards) yield* shard.keys();
  }

  /** Numbers a text that is new. */
  protected take(text: string): number {
    const number = this.#free.pop() ?? this.#next++;
    this.#shardOf(text).set(text, number);
    return number;
  }

  #shardOf(text: string): Map<string, number> {
    const mixed = text === '' ? 0 : text.charCodeAt(0) + text.length;
    return this.#shards[mixed & (SHARDS - 1)] as Map<string, number>;
  }
}
