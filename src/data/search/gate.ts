/** Which records may be seen at all: filters come before everything else. */
import type { View } from './layer.ts';
import { FIELD_BITS } from './postings.ts';

/** Which records of a layer may be seen: those that are in all groups asked for, less the veiled ones. */
export class Gate {
  #marks = new Uint8Array(0);
  #open = 0;

  /** Lets through the records of a view that are in all groups with these keys, fewer than 255. */
  set({ layer, veiled }: View, keys: readonly string[]): void {
    if (this.#marks.length < layer.room) this.#marks = new Uint8Array(layer.room * 2);
    this.#marks.fill(0);
    this.#open = keys.length;
    for (const [i, key] of keys.entries()) {
      for (const entry of layer.groups.list(key)) {
        const number = entry >>> FIELD_BITS;
        if (this.#marks[number] === i) this.#marks[number] = i + 1;
      }
    }
    for (const number of veiled) this.#marks[number] = 255;
  }

  /** Whether the record with this number may be seen. */
  passes(number: number): boolean {
    return this.#marks[number] === this.#open;
  }
}
