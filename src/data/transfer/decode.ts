import { isUtf8 } from 'node:buffer';
import { FileRefused } from './refusal.ts';
import { giveWay, type Work } from './slices.ts';

/** Bytes that are looked at before others get their turn. */
const CHUNK = 256 * 1024;
const LINE_FEED = 0x0a;
const BYTE_ORDER_MARK = Buffer.from('\ufeff');

/**
 * Makes sure that a file is UTF-8, and gives its bytes less a byte order mark. Rejects with {@link FileRefused}
 * `not-utf-8` for anything else: a letter replaced by guess would end up in somebody's record.
 */
export async function readUtf8(bytes: Uint8Array, work: Work): Promise<Buffer> {
  if (bytes[0] === 0 || bytes[1] === 0) throw new FileRefused(1, 'not-utf-8', { found: 'UTF-16' });
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for (let at = 0; at < bytes.length; at += CHUNK) {
    try {
      decoder.decode(bytes.subarray(at, at + CHUNK), { stream: at + CHUNK < bytes.length });
    } catch {
      throw new FileRefused(lineOfBadBytes(bytes, at), 'not-utf-8', { found: guessEncoding(bytes) });
    }
    await giveWay(work, at / bytes.length);
  }
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isMarked = buffer.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK);
  return buffer.subarray(isMarked ? BYTE_ORDER_MARK.length : 0);
}

/** The first line from a chunk on that is no UTF-8. */
function lineOfBadBytes(bytes: Uint8Array, chunk: number): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line += 1) {
    const end = bytes.indexOf(LINE_FEED, start);
    if (end < 0) break;
    // What stands before the chunk was good.
    if (end >= chunk && !isUtf8(bytes.subarray(start, end))) break;
    start = end + 1;
  }
  return line;
}

/** What bytes that are no UTF-8 most likely are. */
function guessEncoding(bytes: Uint8Array): 'UTF-16' | 'GBK' | 'other' {
  const mark = ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0);
  if (mark === 0xfffe || mark === 0xfeff) return 'UTF-16';
  try {
    new TextDecoder('gbk', { fatal: true }).decode(bytes.subarray(0, CHUNK), { stream: true });
    return 'GBK';
  } catch {
    return 'other';
  }
}
