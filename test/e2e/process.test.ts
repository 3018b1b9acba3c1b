import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startSandbox } from '../../src/sandbox/index.ts';
import { textOf } from './together.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const started = new Set<ChildProcess>();
let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'almanac-'));
});
afterEach(async () => {
  for (const child of started) child.kill('SIGKILL');
  started.clear();
  await rm(dataDir, { recursive: true, force: true });
});

/** `npm start` without npm; what it prints can be awaited. */
function start(environment: Record<string, string>) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'] ?? '', ALMANAC_DATA_DIR: dataDir, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.add(child);
  let printed = '';
  const hear = (chunk: Buffer) => {
    printed += chunk;
    child.emit('heard');
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const ended = once(child, 'exit').then(([code]) => ({ code: code as number | null, printed }));
  return {
    child,
    ended,
    /** What was printed, once it contains a text; rejects when the process ends before. */
    async says(text: string): Promise<string> {
      while (!printed.includes(text)) {
        const [event] = await Promise.race([
          once(child, 'heard').then(() => ['heard']),
          ended.then(() => ['ended']),
        ]);
        if (event === 'ended' && !printed.includes(text))
          throw new Error(`ended without “${text}”: ${printed}`);
      }
      return printed;
    },
  };
}

it('serves the page with the real bot behind it, prints its address, and stops cleanly', async () => {
  const { child, says, ended } = start({ SANDBOX_PORT: '0' });
  const printed = await says('ready in');
  const [address = ''] = /http:\/\/127\.0\.0\.1:\d+\//.exec(printed) ?? [];
  expect(await (await fetch(address)).text()).toContain('<title>');
  child.kill('SIGTERM');
  expect((await ended).code).toBe(0);
});

it('logs in to any other Discord, registers its commands and answers', async () => {
  const discord = await startSandbox({ port: 0 });
  const { says } = start({ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl });
  const printed = await says('"msg":"ready"');
  expect(printed).not.toContain(discord.token);
  const seat = discord.as(discord.people.member).in(discord.channels.general);
  expect(textOf(await seat.command('search', { query: '杭州' }))).toContain(
    'Hangzhou Blockchain Industrial Park',
  );
  await discord.close();
});

it('registers its commands only when they differ from what is registered', async () => {
  const discord = await startSandbox({ port: 0 });
  const puts = () =>
    discord.requests.filter(({ method, path }) => method === 'PUT' && path.endsWith('/commands'));
  for (const round of [1, 2]) {
    const { child, says, ended } = start({ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl });
    await says('"msg":"ready"');
    child.kill('SIGTERM');
    expect((await ended).code, `round ${round}`).toBe(0);
  }
  expect(puts()).toHaveLength(1);
  await discord.close();
});

it('stops with a sentence in production without a token', async () => {
  const { code, printed } = await start({ NODE_ENV: 'production' }).ended;
  expect(code).toBe(1);
  expect(printed.trim()).toBe('DISCORD_TOKEN is missing: in production there is no sandbox to fall back on.');
});

it('stops with a sentence when the port is taken', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const port = String(typeof address === 'object' && address !== null ? address.port : 0);
  const { code, printed } = await start({ SANDBOX_PORT: port }).ended;
  expect(code).toBe(1);
  expect(printed).toContain(port);
  expect(printed).toContain('SANDBOX_PORT');
  expect(printed).not.toContain('    at ');
  other.close();
});

it('stops with a sentence when another process serves from the same data, and when the token is refused', async () => {
  const discord = await startSandbox({ port: 0 });
  const environment = { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl };
  await start(environment).says('"msg":"ready"');
  const second = await start(environment).ended;
  expect(second.code).toBe(1);
  expect(second.printed).toContain(dataDir);
  const third = await start({
    ...environment,
    DISCORD_TOKEN: 'wrong',
    ALMANAC_DATA_DIR: join(dataDir, 'other'),
  }).ended;
  expect(third.code).toBe(1);
  expect(third.printed).toContain('DISCORD_TOKEN');
  expect(third.printed).not.toContain('    at ');
  await discord.close();
});
