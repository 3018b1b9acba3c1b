import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { openDataDirectory } from '../../../src/data/store/directory.ts';
import { guildFormat } from '../../../src/data/store/guild-format.ts';
import { GuildRecords } from '../../../src/data/store/guilds.ts';
import { inspectGuildFiles, restoreGuildFile } from '../../../src/data/store/repair.ts';
import { APPLICATION, AUTHOR, CATALOGUE, GUILD, LIMITS, OTHER_GUILD, ownRecord } from './records.ts';
import { temporaryDirectory } from './temporary.ts';

let dir: string;

const fileOf = (guild: string) => join(dir, 'guilds', `${guild}.json`);
const inspect = () => inspectGuildFiles(dir, 'json', guildFormat);
const restore = (guild = GUILD) => restoreGuildFile(dir, guild, 'json', guildFormat);
const damage = () => writeFile(fileOf(GUILD), '{"version":2,');

/** The records of two guilds, each with a backup. */
beforeEach(async () => {
  dir = await temporaryDirectory();
  const directory = await openDataDirectory(dir, APPLICATION);
  for (const guild of [GUILD, OTHER_GUILD]) {
    await new GuildRecords(directory, CATALOGUE, LIMITS).add(guild, ownRecord('a'), AUTHOR);
    await new GuildRecords(directory, CATALOGUE, LIMITS).read(guild);
  }
  await directory.close();
});

it('finds what is damaged and what backups there are, and changes nothing', async () => {
  await damage();
  await rm(fileOf(OTHER_GUILD));
  const before = await readdir(join(dir, 'guilds'));
  const backup = { state: 'good', at: expect.stringMatching(/^\d{4}-.*Z$/), bytes: expect.any(Number) };
  expect(await inspect()).toEqual([
    {
      guild: GUILD,
      path: fileOf(GUILD),
      state: 'unreadable',
      problem: expect.stringContaining(fileOf(GUILD)),
      backup: { ...backup, path: `${fileOf(GUILD)}.bak` },
    },
    {
      guild: OTHER_GUILD,
      path: fileOf(OTHER_GUILD),
      state: 'missing',
      backup: { ...backup, path: `${fileOf(OTHER_GUILD)}.bak` },
    },
  ]);
  expect(await readdir(join(dir, 'guilds'))).toEqual(before);
});

it('tells good files from those of a newer release, with and without a backup', async () => {
  await writeFile(fileOf(GUILD), '{"version":99}');
  await writeFile(`${fileOf(GUILD)}.bak`, 'null');
  await rm(`${fileOf(OTHER_GUILD)}.bak`);
  expect(await inspect()).toMatchObject([
    { state: 'newer-version', backup: { state: 'unreadable' } },
    { state: 'good', backup: null },
  ]);
});

it('brings a backup back, and keeps what was damaged', async () => {
  const good = await readFile(fileOf(GUILD));
  await damage();
  const bad = await readFile(fileOf(GUILD));
  const [backup, replaced] = [`${fileOf(GUILD)}.bak`, `${fileOf(GUILD)}.bad`];
  expect(await restore()).toEqual({ guild: GUILD, path: fileOf(GUILD), backup, replaced });
  expect(good.equals(await readFile(fileOf(GUILD)))).toBe(true);
  expect(bad.equals(await readFile(replaced))).toBe(true);
  expect((await inspect()).map(({ state }) => state)).toEqual(['good', 'good']);
  expect(await restore()).toBeUndefined();
});

it('brings back what is gone', async () => {
  await rm(fileOf(GUILD));
  expect(await restore()).toMatchObject({ replaced: null });
  expect((await inspect())[0]).toMatchObject({ state: 'good' });
});

it.each<[string, () => Promise<unknown>, object]>([
  ['there is no backup', () => rm(`${fileOf(GUILD)}.bak`), { code: 'unreadable' }],
  ['the backup is damaged, too', () => writeFile(`${fileOf(GUILD)}.bak`, '{}'), { code: 'wrong-shape' }],
  [
    'a bot is at work',
    async () => {
      const directory = await openDataDirectory(dir, APPLICATION);
      onTestFinished(() => directory.close());
    },
    { code: 'in-use', path: expect.any(String) },
  ],
])('does nothing where %s', async (_, arrange, error) => {
  await damage();
  await arrange();
  const before = await readFile(fileOf(GUILD));
  await expect(restore()).rejects.toMatchObject(error);
  expect(before.equals(await readFile(fileOf(GUILD)))).toBe(true);
});

it('gives the directory back', async () => {
  await restore();
  await damage();
  await restore();
  await (await openDataDirectory(dir, APPLICATION)).close();
});

it('needs a directory and a guild', async () => {
  await expect(inspectGuildFiles(join(dir, 'none'), 'json', guildFormat)).rejects.toMatchObject({
    code: 'unreadable',
  });
  await expect(restore('..')).rejects.toThrow(RangeError);
});
