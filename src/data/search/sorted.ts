/** Numbers in an order of their own, kept while they come and go. */

/** Half of this is what moves, at most, when one number comes or goes. */
const LEAF = 512;

/** Whether a number in the order stands before the place that is looked for; what holds for one holds for all before. */
export type IsBefore = (number: number) => boolean;

/** A B+ tree of two levels: leaves of some hundred numbers each, in an order that the callers keep to. */
export class Sorted {
  readonly #leaves: number[][] = [[]];

  /** Puts a number behind those that are before it. */
  add(number: number, isBefore: IsBefore): void {
    const { at, leaf, place } = this.#find(isBefore);
    leaf.splice(place, 0, number);
    if (leaf.length > LEAF) this.#leaves.splice(at + 1, 0, leaf.splice(LEAF >> 1));
  }

  /** Takes the number out that is the first behind those. */
  delete(isBefore: IsBefore): void {
    const { at, leaf, place } = this.#find(isBefore);
    leaf.splice(place, 1);
    if (leaf.length === 0 && this.#leaves.length > 1) this.#leaves.splice(at, 1);
  }

  /** Goes through all numbers in order until one is answered with `false`. */
  each(visit: (number: number) => boolean): void {
    for (const leaf of this.#leaves) for (const number of leaf) if (!visit(number)) return;
  }

  /** The numbers from the first that `isBefore` does not hold for to the last that `isWithin` holds for, in order. */
  range(isBefore: IsBefore, isWithin: IsBefore): number[] {
    const from = this.#find(isBefore);
    const to = this.#find((number) => isBefore(number) || isWithin(number));
    if (from.at === to.at) return from.leaf.slice(from.place, to.place);
    const between = this.#leaves.slice(from.at + 1, to.at);
    return from.leaf.slice(from.place).concat(...between, to.leaf.slice(0, to.place));
  }

  /** The place of the first number that `isBefore` does not hold for; it holds for all before that one. */
  #find(isBefore: IsBefore): { at: number; leaf: number[]; place: number } {
    const at = firstNot(this.#leaves.length - 1, (i) => isBefore(this.#leaves[i]?.at(-1) ?? 0));
    const leaf = this.#leaves[at] ?? [];
    return { at, leaf, place: firstNot(leaf.length, (i) => isBefore(leaf[i] ?? 0)) };
  }
}

/** The first of the numbers below `end` that a condition, which holds for all before it, does not hold for. */
function firstNot(end: number, holds: (i: number) => boolean): number {
  let low = 0;
  for (let high = end; low < high; ) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
