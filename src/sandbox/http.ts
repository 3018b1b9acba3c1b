import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

/** What an HTTP server on the loopback hands its visitors to. */
export interface Doors {
  request(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void>;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, url: URL): void;
  failed(error: unknown): void;
}

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Another program listens on the port; the message is a sentence that says what to do. */
export class PortTakenError extends Error {
  override readonly name = 'PortTakenError';
  constructor(port: number, cause: unknown) {
    super(`Port ${port} is taken. Set SANDBOX_PORT to a free one.`, { cause });
  }
}

/**
 * Listen on 127.0.0.1 for visitors of this machine.
 * @throws Error when the port is taken, with a sentence that names it
 */
export async function listen(port: number, doors: Doors): Promise<{ server: Server; port: number }> {
  const server = createServer((request, response) => {
    const url = visit(request);
    if (!url) {
      response.writeHead(403, { 'content-type': 'text/plain' }).end('The sandbox is for this machine only.');
      return;
    }
    doors.request(request, response, url).catch((error: unknown) => {
      doors.failed(error);
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ message: '500: Internal Server Error', code: 0 }));
    });
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const url = visit(request);
    if (url) doors.upgrade(request, socket, head, url);
    else socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new PortTakenError(port, error) : error),
    );
    server.listen(port, '127.0.0.1', resolve);
  });
  return { server, port: (server.address() as AddressInfo).port };
}

/**
 * Where a request wants to go; undefined for one that came by another name than the loopback's (DNS rebinding) or
 * from a page of another origin (cross-site request forgery).
 */
function visit(request: IncomingMessage): URL | undefined {
  const { host, origin } = request.headers;
  if (host === undefined || !URL.canParse(request.url ?? '/', `http://${host}`)) return undefined;
  const url = new URL(request.url ?? '/', `http://${host}`);
  if (!LOOPBACK.has(url.hostname) || url.host !== new URL(`http://${host}`).host) return undefined;
  if (origin !== undefined && origin !== url.origin) return undefined;
  // Only a link may lead here from elsewhere; pictures, scripts and frames of other sites may not.
  const site = request.headers['sec-fetch-site'];
  const foreign = site === 'cross-site' || site === 'same-site';
  return foreign && request.headers['sec-fetch-mode'] !== 'navigate' ? undefined : url;
}
