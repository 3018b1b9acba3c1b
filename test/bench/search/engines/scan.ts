import { squash } from '../../../../src/data/search/fold.ts';
import { titlesOf } from '../targets/truth.ts';
import { type Engine, LIMIT } from './engine.ts';

const END = 0x0a;

/**
 * A linear scan: all folded names in one buffer, a line each, walked through with `Buffer.indexOf`. Whole names come
 * first, then those that begin so, then the others.
 */
export const scan: Engine = {
  name: 'linear scan',
  build(records) {
    const lines: string[] = [];
    const owners: number[] = [];
    for (const [i, record] of records.entries()) {
      for (const title of titlesOf(record)) {
        lines.push(squash(title));
        owners.push(i);
      }
    }
    const buffer = Buffer.from(`\n${lines.join('\n')}\n`);
    const starts = new Uint32Array(lines.length);
    for (let i = 0, at = 1; i < lines.length; i++) {
      starts[i] = at;
      at = buffer.indexOf(END, at) + 1;
    }
    return {
      search: (query) => find(query, buffer, starts).map((line) => records[owners[line] ?? 0]?.id ?? ''),
    };
  },
};

function find(query: string, buffer: Buffer, starts: Uint32Array): number[] {
  const needle = Buffer.from(squash(query));
  if (needle.length === 0) return [];
  const whole: number[] = [];
  const beginning: number[] = [];
  const within: number[] = [];
  for (let at = buffer.indexOf(needle); at !== -1; at = buffer.indexOf(needle, at + needle.length)) {
    const begins = buffer[at - 1] === END;
    const kind = !begins ? within : buffer[at + needle.length] === END ? whole : beginning;
    if (kind.length < LIMIT) kind.push(at);
  }
  return [...whole, ...beginning, ...within].slice(0, LIMIT).map((at) => lineOf(at, starts));
}

function lineOf(at: number, starts: Uint32Array): number {
  let low = 0;
  for (let high = starts.length; low < high; ) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
