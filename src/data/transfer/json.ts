/** Takes JSON apart into its records, one at a time: parsed as a whole, ten megabytes hold up everybody. */
import { MAX_DEPTH, MAX_RECORD_LENGTH } from './limits.ts';
import { FileRefused, quoteWord } from './refusal.ts';

/** The two lists that a file may hold. */
export type ListName = 'records' | 'sources';

/** An element of one of the lists. */
export interface Element {
  readonly list: ListName;
  /** The line that it begins in, from 1. */
  readonly line: number;
  /** The byte that it ends before. */
  readonly end: number;
  readonly value: unknown;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const LINE_FEED = 0x0a;
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);

/** Walks through JSON in UTF-8, of which it holds one value at a time. */
class Reader {
  readonly #bytes: Buffer;
  /** The bytes as a text with a character each, for looking at: all that gives JSON its form is ASCII. */
  readonly #text: string;
  #at = 0;
  #line = 1;
  /** How far lines are counted. */
  #counted = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    this.#text = bytes.toString('latin1');
  }

  /** Whether a sticky pattern matches here. */
  sees(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    return pattern.test(this.#text);
  }

  /** Passes what a sticky pattern matches here; null, and stays, where it does not. */
  pass(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match) this.#at = pattern.lastIndex;
    return match;
  }

  /** The line of where it is. */
  get line(): number {
    for (; this.#counted < this.#at; this.#counted += 1)
      if (this.#text.charCodeAt(this.#counted) === LINE_FEED) this.#line += 1;
    return this.#line;
  }

  /** Reads one value. Only its end is looked for here; whether it is JSON, the parser says. */
  read(list: ListName): Element {
    const start = this.#at;
    const { line } = this;
    const end = this.#endOfValue(line);
    this.#at = end;
    try {
      return { list, line, end, value: JSON.parse(this.#bytes.toString('utf8', start, end)) };
    } catch {
      throw new FileRefused(line, 'not-json');
    }
  }

  #endOfValue(line: number): number {
    const text = this.#text;
    let depth = 0;
    let isQuoted = false;
    let i = this.#at;
    for (const last = i + MAX_RECORD_LENGTH; i < text.length; i += 1) {
      if (i > last) throw new FileRefused(line, 'record-too-large', { max: MAX_RECORD_LENGTH });
      const code = text.charCodeAt(i);
      if (isQuoted) {
        if (code === BACKSLASH) i += 1;
        else if (code === QUOTE) isQuoted = false;
      } else if (code === QUOTE) isQuoted = true;
      else if (OPENING.has(code)) {
        depth += 1;
        if (depth > MAX_DEPTH) throw new FileRefused(line, 'too-deep', { max: MAX_DEPTH });
      } else if (CLOSING.has(code)) {
        if (depth === 0) break;
        depth -= 1;
        if (depth === 0) return i + 1;
      } else if (depth === 0 && (code === COMMA || code === LINE_FEED)) break;
    }
    return i;
  }
}

/**
 * The elements of `{ "records": […], "sources": […] }`, of a bare list of records, or of JSON Lines
 * (https://jsonlines.org/). The bytes are UTF-8 without a
 * mark. Throws {@link FileRefused} where they go wrong.
 */
export function* splitJson(bytes: Buffer): Generator<Element, void> {
  const reader = new Reader(bytes);
  if (reader.pass(/\s*\[/y)) yield* readList(reader, 'records');
  else if (reader.sees(/\s*\{\s*"(?:records|sources)"\s*:/y)) yield* readLists(reader);
  else
    while (!reader.pass(/\s*$/y)) {
      reader.pass(/\s*/y);
      yield reader.read('records');
    }
  if (!reader.pass(/\s*$/y)) throw new FileRefused(reader.line, 'not-json');
}

function* readLists(reader: Reader): Generator<Element, void> {
  reader.pass(/\s*\{/y);
  do {
    const key = reader.pass(/\s*"([^"\\]*)"\s*:\s*/y)?.[1];
    if (key === undefined) throw new FileRefused(reader.line, 'not-json');
    if (key !== 'records' && key !== 'sources')
      throw new FileRefused(reader.line, 'unknown-field', {
        fields: quoteWord(Buffer.from(key, 'latin1').toString()),
      });
    if (!reader.pass(/\[/y)) throw new FileRefused(reader.line, 'wrong-type', { expected: 'array' });
    yield* readList(reader, key);
  } while (reader.pass(/\s*,/y));
  if (!reader.pass(/\s*\}/y)) throw new FileRefused(reader.line, 'not-json');
}

function* readList(reader: Reader, list: ListName): Generator<Element, void> {
  if (reader.pass(/\s*\]/y)) return;
  do {
    reader.pass(/\s*/y);
    yield reader.read(list);
  } while (reader.pass(/\s*,/y));
  if (!reader.pass(/\s*\]/y)) throw new FileRefused(reader.line, 'not-json');
}
