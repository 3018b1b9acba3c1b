/** The best few of many, without putting all in order. */

/** How finely scores are told apart. */
export const LEVELS = 4096;

/**
 * The items whose levels are highest, `most` at most, in the order they had; of one level the earlier ones.
 * @param levels one for each item, each less than {@link LEVELS}
 */
export function best(items: Uint32Array, levels: Uint16Array, most: number): Uint32Array {
  const counts = countEach(levels);
  let least = LEVELS;
  let above = 0;
  while (least > 0 && above + (counts[least - 1] ?? 0) <= most) above += counts[--least] ?? 0;
  return pick(items, levels, least, Math.min(most, items.length), most - above);
}

function countEach(levels: Uint16Array): Uint32Array {
  const counts = new Uint32Array(LEVELS);
  for (let i = 0; i < levels.length; i++) {
    const level = levels[i] ?? 0;
    counts[level] = (counts[level] ?? 0) + 1;
  }
  return counts;
}

/** The items of a level no less than `least`, and the first `room` of the one beneath; `most` in all. */
function pick(
  items: Uint32Array,
  levels: Uint16Array,
  least: number,
  most: number,
  room: number,
): Uint32Array {
  const found = new Uint32Array(most);
  let count = 0;
  let left = room;
  for (let i = 0; i < items.length; i++) {
    const level = levels[i] ?? 0;
    if (level < least - 1 || (level === least - 1 && left === 0)) continue;
    if (level === least - 1) left--;
    found[count++] = items[i] ?? 0;
  }
  return found.subarray(0, count);
}
