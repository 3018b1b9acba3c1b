import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { disk } from '../../../src/data/store/adapter.ts';
import { restoreBackup } from '../../../src/data/store/backup.ts';
import type { GuildFiles } from '../../../src/data/store/directory.ts';
import { type GuildData, GuildRecords } from '../../../src/data/store/guilds.ts';
import { BAD_FILES } from './bad-files.ts';
import { startChild } from './child.ts';
import { faultyDisk } from './faults.ts';
import { GUILD, OTHER_GUILD, ownRecord } from './records.ts';
import { temporaryDirectory } from './temporary.ts';

const limits = { records: 1_000 };
let files: GuildFiles;

const fileOf = (guildId: string) => files.guildFile(guildId, 'json');
const ids = ({ records }: GuildData) => records.map(({ id }) => id);

beforeEach(async () => {
  const dir = await temporaryDirectory();
  files = { guildFile: (guildId, suffix) => join(dir, `${guildId}.${suffix}`) };
});

describe('the records of a guild', () => {
  it('are none at first, without a file', async () => {
    const guilds = new GuildRecords(files, limits);
    expect((await guilds.read(GUILD)).records).toEqual([]);
    await expect(stat(fileOf(GUILD))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('are added, replaced and removed, and are there after a restart', async () => {
    const guilds = new GuildRecords(files, limits);
    await guilds.add(GUILD, ownRecord('a'));
    expect(ids(await guilds.add(GUILD, ownRecord('b')))).toEqual(['own-a', 'own-b']);
    const changed = ownRecord('a', { name: 'Changed' });
    expect((await guilds.replace(GUILD, changed)).records).toEqual([changed, ownRecord('b')]);
    expect((await guilds.remove(GUILD, 'own-b')).records).toEqual([changed]);
    expect((await new GuildRecords(files, limits).read(GUILD)).records).toEqual([changed]);
  });

  it('keep what they cite, and nothing else', async () => {
    const guilds = new GuildRecords(files, limits);
    const source = (id: string, title: string) => ({ id, title, publisher: 'Someone' });
    const citing = (id: string, ...cited: string[]) =>
      ownRecord(id, { sources: cited.map((each) => ({ id: each })) });
    await guilds.add(GUILD, citing('a', 'one', 'two'), [
      source('one', 'One'),
      source('two', 'Two'),
      source('no', 'No'),
    ]);
    await guilds.add(GUILD, citing('b', 'one'), [source('one', 'One again')]);
    const replaced = await guilds.replace(GUILD, citing('a', 'one'), []);
    expect(replaced.sources).toEqual([source('one', 'One again')]);
    await guilds.remove(GUILD, 'own-a');
    expect((await guilds.remove(GUILD, 'own-b')).sources).toEqual([]);
  });

  it("are that guild's alone", async () => {
    const guilds = new GuildRecords(files, limits);
    await Promise.all([guilds.add(GUILD, ownRecord('a')), guilds.add(OTHER_GUILD, ownRecord('b'))]);
    expect(ids(await guilds.read(GUILD))).toEqual(['own-a']);
    expect(ids(await guilds.read(OTHER_GUILD))).toEqual(['own-b']);
    await expect(guilds.remove(GUILD, 'own-b')).rejects.toMatchObject({ reason: { code: 'unknown-id' } });
  });

  it('are all there when many are added at once', async () => {
    const guilds = new GuildRecords(files, limits);
    const added = Array.from({ length: 200 }, (_, i) => ownRecord(`${i}`));
    await Promise.all(added.map((record) => guilds.add(GUILD, record)));
    expect((await new GuildRecords(files, limits).read(GUILD)).records).toEqual(added);
  });

  it('do not change with what was handed in, nor by who reads them', async () => {
    const guilds = new GuildRecords(files, limits);
    const record = ownRecord('a');
    const [kept] = (await guilds.add(GUILD, record)).records;
    record.sources.push({ id: 'later' });
    expect(kept?.sources).toHaveLength(1);
    expect(() => kept?.sources.push({ id: 'later' })).toThrow(TypeError);
  });

  it.each([
    ['id-taken', (guilds: GuildRecords) => guilds.add(GUILD, ownRecord('a')), { id: 'own-a' }],
    ['limit-reached', (guilds: GuildRecords) => guilds.add(GUILD, ownRecord('c')), { id: 'own-c', limit: 2 }],
    ['unknown-id', (guilds: GuildRecords) => guilds.replace(GUILD, ownRecord('c')), { id: 'own-c' }],
    ['unknown-id', (guilds: GuildRecords) => guilds.remove(GUILD, 'own-c'), { id: 'own-c' }],
    ['unknown-id', (guilds: GuildRecords) => guilds.remove(GUILD, '__proto__'), { id: '__proto__' }],
  ])('refuse with %s what they do not allow', async (code, change, details) => {
    const guilds = new GuildRecords(files, { records: 2 });
    await guilds.add(GUILD, ownRecord('a'));
    await guilds.add(GUILD, ownRecord('b'));
    const before = await readFile(fileOf(GUILD));
    await expect(change(guilds)).rejects.toMatchObject({ reason: { code, ...details } });
    expect(before.equals(await readFile(fileOf(GUILD)))).toBe(true);
  });

  it.each([
    ["an id of the catalogue's", { ...ownRecord('a'), id: 'hangzhou-blockchain-park' }],
    ['a blank name', ownRecord('a', { name: ' ' })],
    ['no source', ownRecord('a', { sources: [] })],
    ['a day that is none', ownRecord('a', { date: '2023-02-29' })],
  ])('refuse a record with %s', async (_, record) => {
    const guilds = new GuildRecords(files, limits);
    await expect(guilds.add(GUILD, record)).rejects.toMatchObject({ code: 'wrong-shape' });
    expect((await guilds.read(GUILD)).records).toEqual([]);
  });

  it.each(['..', '', '1', `${GUILD}x`])('are not looked for under %j', async (guildId) => {
    const strict: GuildFiles = {
      guildFile: (id) => {
        throw new RangeError(id);
      },
    };
    await expect(new GuildRecords(strict, limits).read(guildId)).rejects.toThrow(RangeError);
  });
});

describe('a bad file', () => {
  it.each(BAD_FILES)('that is %s keeps its guild alone from being served', async (_, bytes, code) => {
    await writeFile(fileOf(GUILD), bytes);
    const guilds = new GuildRecords(files, limits);
    for (const call of [
      guilds.read(GUILD),
      guilds.add(GUILD, ownRecord('a')),
      guilds.replace(GUILD, ownRecord('a')),
      guilds.remove(GUILD, 'own-a'),
    ])
      await expect(call).rejects.toMatchObject({ code, path: fileOf(GUILD) });
    expect(bytes.equals(await readFile(fileOf(GUILD)))).toBe(true);
    expect(ids(await guilds.add(OTHER_GUILD, ownRecord('b')))).toEqual(['own-b']);
  });

  it.each([
    ["a record of the catalogue's", [{ ...ownRecord('a'), id: 'a-park' }]],
    ['the same id twice', [ownRecord('a'), ownRecord('a')]],
  ])('that holds %s is bad, too', async (_, records) => {
    await writeFile(fileOf(GUILD), JSON.stringify({ version: 1, records }));
    await expect(new GuildRecords(files, limits).read(GUILD)).rejects.toMatchObject({ code: 'wrong-shape' });
  });

  it('is served again once its backup is brought back', async () => {
    await new GuildRecords(files, limits).add(GUILD, ownRecord('a'));
    await new GuildRecords(files, limits).read(GUILD);
    await writeFile(fileOf(GUILD), '');
    const guilds = new GuildRecords(files, limits);
    await expect(guilds.read(GUILD)).rejects.toMatchObject({ code: 'unreadable' });
    await restoreBackup(fileOf(GUILD));
    expect(ids(await guilds.read(GUILD))).toEqual(['own-a']);
  });
});

describe('a full disk', () => {
  it('is told, and what is read is what is on the disk', async () => {
    let full = false;
    const guilds = new GuildRecords(files, limits, { fs: faultyDisk((step) => full && step === 'write') });
    await guilds.add(GUILD, ownRecord('a'));
    full = true;
    await expect(guilds.add(GUILD, ownRecord('b'))).rejects.toMatchObject({ code: 'write-failed' });
    expect(ids(await guilds.read(GUILD))).toEqual(['own-a']);
    full = false;
    expect(ids(await guilds.add(GUILD, ownRecord('b')))).toEqual(['own-a', 'own-b']);
  });
});

describe('forgetting a guild', () => {
  it('leaves nothing of it, and the guild can begin anew', async () => {
    await new GuildRecords(files, limits).add(GUILD, ownRecord('a'));
    const guilds = new GuildRecords(files, limits);
    await guilds.add(GUILD, ownRecord('b'));
    await guilds.add(OTHER_GUILD, ownRecord('c'));
    await guilds.forget(GUILD);
    expect(await readdir(dirname(fileOf(GUILD)))).toEqual([`${OTHER_GUILD}.json`]);
    expect((await guilds.read(GUILD)).records).toEqual([]);
    expect(ids(await guilds.add(GUILD, ownRecord('d')))).toEqual(['own-d']);
  });

  it('works on a bad file, too', async () => {
    await writeFile(fileOf(GUILD), '');
    const guilds = new GuildRecords(files, limits);
    await guilds.forget(GUILD);
    expect((await guilds.read(GUILD)).records).toEqual([]);
  });

  it('says so when the file stays', async () => {
    await mkdir(fileOf(GUILD));
    const guilds = new GuildRecords(files, limits);
    await expect(guilds.forget(GUILD)).rejects.toMatchObject({ code: 'write-failed', path: fileOf(GUILD) });
  });
});

it('opens a file once for all who ask at the same time, and keeps few open', async () => {
  const opened: string[] = [];
  const guilds = new GuildRecords(files, limits, {
    keptOpen: 2,
    fs: {
      ...disk,
      readFile: ((path: string) => {
        if (!path.endsWith('.bak')) opened.push(path);
        return disk.readFile(path);
      }) as typeof disk.readFile,
    },
  });
  const many = Array.from({ length: 5 }, (_, i) => `30000000000000000${i}`);
  const [first = ''] = many;
  const reads = () => opened.splice(0).filter((path) => path === fileOf(first)).length;
  await Promise.all([guilds.read(first), guilds.read(first), guilds.add(first, ownRecord('a'))]);
  const whenOpened = reads();
  await guilds.read(first);
  expect(reads()).toBe(0);
  for (const guildId of many) await guilds.add(guildId, ownRecord('b'));
  reads();
  expect(ids(await guilds.read(first))).toEqual(['own-a', 'own-b']);
  expect(reads()).toBe(whenOpened);
});

it('keeps every acknowledged record through kills', async () => {
  const dir = await temporaryDirectory();
  const file = join(dir, 'guilds', `${GUILD}.json`);
  const acknowledged: string[] = [];
  for (const round of ['1', '2', '3', '4']) {
    const child = startChild('child-writer.ts', dir, GUILD, round);
    for (let heard = 0; heard < 40; heard += 1)
      acknowledged.push((await child.hear()) ?? 'it ended by itself');
    acknowledged.push(...(await child.kill()));
    const kept = JSON.parse(await readFile(file, 'utf8'));
    expect(ids(kept)).toEqual(expect.arrayContaining(acknowledged));
    const temps = (await readdir(dirname(file))).filter((name) => name.endsWith('.tmp'));
    expect(temps.length).toBeLessThanOrEqual(1);
  }
}, 60_000);
