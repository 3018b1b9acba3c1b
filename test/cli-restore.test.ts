import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { openDataDirectory } from '../src/data/store/directory.ts';
import { APPLICATION, GUILD, OTHER_GUILD } from './data/store/records.ts';
import { temporaryDirectory } from './data/store/temporary.ts';

const ROOT = join(import.meta.dirname, '..');
let dir: string;
let path: string;

interface Run {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

function restore(...args: string[]): Promise<Run> {
  const env = { ...process.env, ALMANAC_DATA_DIR: dir };
  return new Promise((resolve) => {
    const command = ['--import', 'tsx', 'src/cli.ts', 'restore', ...args];
    const child = execFile(process.execPath, command, { cwd: ROOT, env }, (_, stdout, stderr) =>
      resolve({ status: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

/** A data directory in which the digests of a guild are damaged, with a backup. */
beforeEach(async () => {
  dir = await temporaryDirectory();
  await (await openDataDirectory(dir, APPLICATION)).close();
  path = join(dir, 'guilds', `${GUILD}.digests.json`);
  await writeFile(path, 'damaged');
  await writeFile(`${path}.bak`, '{"version":1,"subscriptions":[],"intents":[],"deliveries":[]}');
});

it('lists what is damaged, brings it back, and then finds nothing', async () => {
  const listed = await restore();
  expect([listed.status, listed.stderr]).toEqual([1, '']);
  expect(JSON.parse(listed.stdout)).toMatchObject({
    directory: dir,
    damaged: [{ guild: GUILD, path, state: 'unreadable', problem: expect.stringContaining(path) }],
    backups: [{ guild: GUILD, path: `${path}.bak`, state: 'good' }],
  });
  const restored = await restore(GUILD, '--digests');
  expect([restored.status, restored.stderr]).toEqual([0, '']);
  expect(JSON.parse(restored.stdout)).toMatchObject({ path, replaced: `${path}.bad` });
  expect(await readFile(`${path}.bad`, 'utf8')).toBe('damaged');
  const [again, more] = await Promise.all([restore(), restore(GUILD, '--digests')]);
  expect(again).toMatchObject({ status: 0, stderr: '', stdout: expect.stringContaining('"damaged": []') });
  expect(more).toMatchObject({
    status: 1,
    stdout: '',
    stderr: expect.stringContaining('nothing to restore'),
  });
});

it('says in a sentence what keeps it from restoring', async () => {
  const directory = await openDataDirectory(dir, APPLICATION);
  const [held, list] = await Promise.all([restore(GUILD, '--digests'), restore()]);
  await directory.close();
  expect(held).toMatchObject({
    status: 1,
    stdout: '',
    stderr: expect.stringContaining('is in use by another'),
  });
  // To look, nobody need stop the bot.
  expect(list).toMatchObject({ status: 1, stderr: '' });
  expect(await readFile(path, 'utf8')).toBe('damaged');
  expect(await restore(GUILD)).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('there is no backup'),
  });
});

it('refuses bad usage, and a directory that is none', async () => {
  for (const args of [['1234'], [GUILD, OTHER_GUILD]])
    expect(await restore(...args)).toMatchObject({ status: 2, stdout: '' });
  dir = join(dir, 'none');
  expect(await restore()).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining(dir) });
});
