import { constants, createDeflate, type Deflate } from 'node:zlib';
import type { WebSocket } from 'ws';

/**
 * A Gateway connection's way out: frames as JSON text, or through one zlib stream for clients that ask for
 * `compress=zlib-stream`. https://discord.com/developers/docs/events/gateway#transport-compression
 */
export class Wire {
  readonly socket: WebSocket;
  readonly #deflate: Deflate | undefined;
  #pieces: Buffer[] = [];

  constructor(socket: WebSocket, compressed: boolean) {
    this.socket = socket;
    this.#deflate = compressed ? createDeflate() : undefined;
    this.#deflate?.on('data', (piece: Buffer) => this.#pieces.push(piece));
  }

  /** Send one frame; with compression each ends at a flush of its own. */
  send(frame: object | string): void {
    const text = typeof frame === 'string' ? frame : JSON.stringify(frame);
    if (!this.#deflate) {
      this.socket.send(text);
      return;
    }
    this.#deflate.write(text);
    this.#deflate.flush(constants.Z_SYNC_FLUSH, () => {
      this.socket.send(Buffer.concat(this.#pieces));
      this.#pieces = [];
    });
  }
}
