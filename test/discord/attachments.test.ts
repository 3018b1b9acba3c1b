import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { attachmentOrigins, createDownload } from '../../src/discord/attachments.ts';

let server: Server;
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

async function serve(listener: RequestListener): Promise<string> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const PLENTY = 1000;

it('gives the bytes', async () => {
  const origin = await serve((_, response) => response.end('name,kind'));
  const bytes = await createDownload(new Set([origin]))(`${origin}/a.csv`, PLENTY);
  expect(Buffer.from(bytes).toString()).toBe('name,kind');
});

it('takes a file that is just as large as it may be', async () => {
  const origin = await serve((_, response) => response.end('x'.repeat(10)));
  expect(await createDownload(new Set([origin]))(`${origin}/a.csv`, 10)).toHaveLength(10);
});

it.each([
  ['too-large', (_, response) => response.end('x'.repeat(11))],
  // Without a length, and without an end.
  ['too-large', (_, response) => void setInterval(() => response.write('x'.repeat(6)), 1).unref()],
  ['failed', (_, response) => response.writeHead(302, { location: '/elsewhere' }).end()],
  ['failed', (_, response) => response.writeHead(404).end('gone')],
  ['failed', (request) => request.socket.destroy()],
  ['too-slow', () => undefined],
] satisfies [string, RequestListener][])('refuses with %s what %s answers', async (code, listener) => {
  const origin = await serve(listener);
  const download = createDownload(new Set([origin]), 300);
  await expect(download(`${origin}/a.csv`, 10)).rejects.toMatchObject({ code });
});

it.each([
  'https://evil.example/a.csv',
  'http://cdn.discordapp.com/a.csv',
  'https://cdn.discordapp.com.evil.example/a.csv',
  'https://cdn.discordapp.com@evil.example/a.csv',
  'https://cdn.discordapp.com:444/a.csv',
  'file:///etc/passwd',
  'http://127.0.0.1/a.csv',
  'nonsense',
  '',
])('asks nobody but Discord: %s', async (url) => {
  let asked = false;
  await serve((_, response) => {
    asked = true;
    response.end();
  });
  const download = createDownload(attachmentOrigins('https://discord.com/api'));
  await expect(download(url, PLENTY)).rejects.toMatchObject({ code: 'not-allowed' });
  expect(asked).toBe(false);
});

it('takes files from what answers in the place of Discord, and from there alone', () => {
  expect([...attachmentOrigins('http://127.0.0.1:4810/api')]).toEqual(['http://127.0.0.1:4810']);
});
