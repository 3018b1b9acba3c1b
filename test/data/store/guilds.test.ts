import { spawnSync } from 'node:child_process';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { disk, type FileSystem } from '../../../src/data/store/adapter.ts';
import { restoreBackup } from '../../../src/data/store/backup.ts';
import type { GuildFiles } from '../../../src/data/store/directory.ts';
import { openDocument, readDocument } from '../../../src/data/store/document.ts';
import { StoreError } from '../../../src/data/store/error.ts';
import { guildFormat } from '../../../src/data/store/guild-format.ts';
import { GuildRecords } from '../../../src/data/store/guilds.ts';
import type { GuildLimits } from '../../../src/data/store/limits.ts';
import { BAD_FILES } from './bad-files.ts';
import { startChild } from './child.ts';
import { faultyDisk, STEPS, type Step } from './faults.ts';
import {
  AUTHOR,
  CATALOGUE,
  catalogueRecord,
  GUILD,
  idsOf,
  LIMITS,
  OTHER_GUILD,
  ownRecord,
  work,
} from './records.ts';
import { temporaryDirectory } from './temporary.ts';

let files: GuildFiles;

const fileOf = (guildId: string) => files.guildFile(guildId, 'json');
const open = (limits: Partial<GuildLimits> = {}, fs: FileSystem = disk) =>
  new GuildRecords(files, CATALOGUE, { ...LIMITS, ...limits }, { fs });
const later = (seconds: number) => ({ ...AUTHOR, at: new Date(AUTHOR.at.getTime() + seconds * 1000) });

beforeEach(async () => {
  const dir = await temporaryDirectory();
  files = { guildFile: (guildId, suffix) => join(dir, `${guildId}.${suffix}`) };
});

describe('the records of a guild', () => {
  it('are none at first, without a file', async () => {
    expect(await open().read(GUILD)).toEqual(guildFormat.empty());
    await expect(stat(fileOf(GUILD))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('are added, changed, removed, undone and restored, and are there after a restart', async () => {
    const guilds = open();
    const correction = catalogueRecord('lake-park', { name: 'Corrected', sources: [{ id: 'own-x' }] });
    const changed = ownRecord('a', { name: 'Changed' });
    await guilds.add(GUILD, ownRecord('a'), AUTHOR);
    await guilds.add(GUILD, ownRecord('b', { sources: [{ id: 'own-x' }] }), AUTHOR, [work('own-x')]);
    await guilds.replace(GUILD, changed, AUTHOR);
    await guilds.replace(GUILD, correction, AUTHOR);
    await guilds.remove(GUILD, 'own-b', AUTHOR);
    await guilds.remove(GUILD, 'hill-fund', AUTHOR);
    await guilds.undo(GUILD, 3, AUTHOR);
    await guilds.restore(GUILD, 'own-a', 7, AUTHOR);
    await guilds.show(GUILD, 'hill-fund', AUTHOR);
    const { data, entry } = await guilds.apply(
      GUILD,
      { action: 'import', changes: [{ do: 'add', record: ownRecord('c') }] },
      AUTHOR,
    );
    await guilds.setSettings(GUILD, { timeZone: 'Asia/Urumqi', leapDay: '03-01' }, AUTHOR);
    await guilds.setSettings(GUILD, { leapDay: null, language: 'de' }, AUTHOR);
    expect(entry).toMatchObject({ n: 10, action: 'import' });
    const kept = await open().read(GUILD);
    expect(kept).toEqual({
      records: [changed, ownRecord('c')],
      corrections: [{ record: correction, base: catalogueRecord('lake-park') }],
      hidden: [],
      sources: [work('own-x')],
      history: data.history,
      settings: { timeZone: 'Asia/Urumqi', language: 'de' },
    });
    expect(kept.history.map(({ action }) => action)).toEqual([
      'add',
      'add',
      'edit',
      'correct',
      'remove',
      'hide',
      'undo',
      'restore',
      'show',
      'import',
    ]);
  });

  it("are that guild's alone", async () => {
    const guilds = open();
    await Promise.all([
      guilds.add(GUILD, ownRecord('a'), AUTHOR),
      guilds.add(OTHER_GUILD, ownRecord('b'), AUTHOR),
      guilds.remove(OTHER_GUILD, 'lake-park', AUTHOR),
    ]);
    expect(await guilds.read(GUILD)).toMatchObject({ records: [ownRecord('a')], hidden: [] });
    expect(await guilds.read(OTHER_GUILD)).toMatchObject({
      records: [ownRecord('b')],
      hidden: ['lake-park'],
    });
    await expect(guilds.remove(GUILD, 'own-b', AUTHOR)).rejects.toMatchObject({
      reason: { code: 'unknown-id' },
    });
  });

  it('are all there when many are added at once', async () => {
    const guilds = open();
    const added = Array.from({ length: 200 }, (_, i) => ownRecord(`${1000 + i}`));
    const outcomes = await Promise.all(added.map((record) => guilds.add(GUILD, record, AUTHOR)));
    expect(outcomes.map(({ entry }) => entry?.n)).toEqual(added.map((_, i) => i + 1));
    expect((await open().read(GUILD)).records).toEqual(added);
  });

  it('do not change with what was handed in, nor by who reads them', async () => {
    const guilds = open();
    const record = ownRecord('a');
    const [kept] = (await guilds.add(GUILD, record, AUTHOR)).data.records;
    record.sources.push({ id: 'later' });
    expect(kept?.sources).toHaveLength(1);
    expect(() => kept?.sources.push({ id: 'later' })).toThrow(TypeError);
  });

  it.each([
    ['a blank name', ownRecord('a', { name: ' ' })],
    ['no source', ownRecord('a', { sources: [] })],
    ['a day that is none', ownRecord('a', { date: '2023-02-29' })],
    ['an unknown field', { ...ownRecord('a'), colour: 'red' }],
  ])('refuse one with %s, and all that comes with it', async (_, record) => {
    const guilds = open();
    const changes = [ownRecord('b'), record].map((each) => ({ do: 'add' as const, record: each }));
    await expect(guilds.apply(GUILD, { action: 'import', changes }, AUTHOR)).rejects.toMatchObject({
      code: 'wrong-shape',
    });
    expect(await guilds.read(GUILD)).toEqual(guildFormat.empty());
  });

  it('refuse what they do not allow, and stay as they are', async () => {
    const guilds = open();
    await guilds.add(GUILD, ownRecord('a'), AUTHOR);
    const before = await readFile(fileOf(GUILD));
    const edit = { ...AUTHOR, against: 'another' };
    const refusals = [
      [guilds.add(GUILD, ownRecord('a'), AUTHOR), 'id-taken'],
      [guilds.replace(GUILD, ownRecord('b'), AUTHOR), 'unknown-id'],
      [guilds.replace(GUILD, ownRecord('a', { name: 'Changed' }), edit), 'changed-since'],
      [guilds.remove(GUILD, 'own-a', edit), 'changed-since'],
      [guilds.show(GUILD, 'sea-park', AUTHOR), 'not-in-catalogue'],
      [guilds.undo(GUILD, 2, AUTHOR), 'nothing-to-undo'],
      [guilds.restore(GUILD, 'own-b', 1, AUTHOR), 'unknown-version'],
    ] as const;
    await Promise.all(
      refusals.map(([change, code]) =>
        expect(change).rejects.toMatchObject({ name: 'RecordRefused', reason: { code } }),
      ),
    );
    expect(before.equals(await readFile(fileOf(GUILD)))).toBe(true);
  });

  it.each(['..', '', '1', `${GUILD}x`])('are not looked for under %j', async (guildId) => {
    const strict: GuildFiles = {
      guildFile: (id) => {
        throw new RangeError(id);
      },
    };
    await expect(new GuildRecords(strict, CATALOGUE, LIMITS).read(guildId)).rejects.toThrow(RangeError);
  });
});

describe('limits', () => {
  it('hold for the number of records and corrections, and not against fewer', async () => {
    const guilds = open({ perServer: 2 });
    await guilds.add(GUILD, ownRecord('a'), AUTHOR);
    await guilds.replace(GUILD, catalogueRecord('lake-park', { name: 'Corrected' }), AUTHOR);
    const refused = { reason: { code: 'limit-reached', limit: 2 } };
    await expect(guilds.add(GUILD, ownRecord('b'), AUTHOR)).rejects.toMatchObject(refused);
    await expect(
      guilds.replace(GUILD, catalogueRecord('hill-fund', { name: 'Corrected' }), AUTHOR),
    ).rejects.toMatchObject(refused);
    // One who has more than a new limit allows can still edit and remove.
    const stricter = open({ perServer: 1 });
    await stricter.replace(GUILD, ownRecord('a', { name: 'Changed' }), AUTHOR);
    expect(idsOf((await stricter.remove(GUILD, 'own-a', AUTHOR)).data)).toEqual([]);
    await expect(stricter.undo(GUILD, 4, AUTHOR)).rejects.toMatchObject({
      reason: { code: 'limit-reached' },
    });
  });

  it('hold for the size: the history gives way first', async () => {
    const long = (id: string, letter: string) => ownRecord(id, { summary: letter.repeat(700) });
    const guilds = open({ bytesPerServer: 3_300 });
    await guilds.add(GUILD, long('a', 'a'), AUTHOR);
    for (const letter of ['b', 'c', 'd', 'e', 'f']) await guilds.replace(GUILD, long('a', letter), AUTHOR);
    expect((await guilds.read(GUILD)).history.map(({ n }) => n)).toEqual([5, 6]);
    await guilds.add(GUILD, long('b', 'b'), AUTHOR);
    await guilds.add(GUILD, long('c', 'c'), AUTHOR);
    expect((await stat(fileOf(GUILD))).size).toBeLessThanOrEqual(3_400);
    const refused = { reason: { code: 'too-large', limit: 3_300 } };
    await expect(guilds.add(GUILD, long('d', 'd'), AUTHOR)).rejects.toMatchObject(refused);
    // What does not grow is let through.
    expect(idsOf((await guilds.remove(GUILD, 'own-a', AUTHOR)).data)).toEqual(['own-b', 'own-c']);
  });

  it('hold for the history, whose oldest entries go', async () => {
    const guilds = open({ historyEntries: 3 });
    for (const id of ['a', 'b', 'c', 'd', 'e']) await guilds.add(GUILD, ownRecord(id), AUTHOR);
    expect((await open().read(GUILD)).history.map(({ n }) => n)).toEqual([3, 4, 5]);
    await expect(guilds.undo(GUILD, 2, AUTHOR)).rejects.toMatchObject({
      reason: { code: 'nothing-to-undo' },
    });
    expect(idsOf((await guilds.undo(GUILD, 3, AUTHOR)).data)).toEqual(['own-a', 'own-b', 'own-d', 'own-e']);
  });

  it('hold for the changes within a minute, by the clock of who changes', async () => {
    const guilds = open({ changesPerMinute: 2 });
    await guilds.add(GUILD, ownRecord('a'), later(0));
    await guilds.add(GUILD, ownRecord('b'), later(20));
    const refused = { reason: { code: 'too-many-changes', limit: 2, seconds: 30 } };
    await expect(guilds.add(GUILD, ownRecord('c'), later(30))).rejects.toMatchObject(refused);
    await expect(guilds.setSettings(GUILD, { language: 'de' }, later(30))).rejects.toMatchObject(refused);
    await guilds.add(OTHER_GUILD, ownRecord('c'), later(30));
    await guilds.add(GUILD, ownRecord('c'), later(61));
    await expect(guilds.add(GUILD, ownRecord('d'), later(61))).rejects.toMatchObject({
      reason: { seconds: 19 },
    });
    // A clock that was put back starts anew.
    await guilds.add(GUILD, ownRecord('d'), later(-3600));
    expect((await guilds.read(GUILD)).records).toHaveLength(4);
  });
});

describe('a file of version 1', () => {
  const first = JSON.stringify({
    version: 1,
    records: [ownRecord('b'), ownRecord('a', { sources: [{ id: 'own-x' }] })],
    sources: [work('own-x')],
  });

  it('is read, and brought on with the next change', async () => {
    await writeFile(fileOf(GUILD), first);
    const guilds = open();
    expect(await guilds.read(GUILD)).toEqual({
      ...guildFormat.empty(),
      records: [ownRecord('b'), ownRecord('a', { sources: [{ id: 'own-x' }] })],
      sources: [work('own-x')],
    });
    expect(await readFile(fileOf(GUILD), 'utf8')).toBe(first);
    await guilds.add(GUILD, ownRecord('c'), AUTHOR);
    expect(JSON.parse(await readFile(fileOf(GUILD), 'utf8'))).toMatchObject({
      version: 2,
      history: [{ n: 1, changes: [{ id: 'own-c' }] }],
    });
    expect(await readFile(`${fileOf(GUILD)}.bak`, 'utf8')).toBe(first);
    expect(idsOf(await open().read(GUILD))).toEqual(['own-a', 'own-b', 'own-c']);
  });
});

describe('a bad file', () => {
  it.each(BAD_FILES)('that is %s keeps its guild alone from being served', async (_, bytes, code) => {
    await writeFile(fileOf(GUILD), bytes);
    const guilds = open();
    for (const call of [
      guilds.read(GUILD),
      guilds.add(GUILD, ownRecord('a'), AUTHOR),
      guilds.replace(GUILD, ownRecord('a'), AUTHOR),
      guilds.remove(GUILD, 'own-a', AUTHOR),
    ])
      await expect(call).rejects.toMatchObject({ code, path: fileOf(GUILD) });
    expect(bytes.equals(await readFile(fileOf(GUILD)))).toBe(true);
    expect(idsOf((await guilds.add(OTHER_GUILD, ownRecord('b'), AUTHOR)).data)).toEqual(['own-b']);
  });

  const record = catalogueRecord('lake-park');
  it.each<[string, object]>([
    ["a record of the catalogue's", { records: [record] }],
    ['the same id twice', { records: [ownRecord('a'), ownRecord('a')] }],
    ['what is corrected and hidden', { corrections: [{ record, base: record }], hidden: ['lake-park'] }],
    ['a correction of an own record', { corrections: [{ record: ownRecord('a'), base: ownRecord('a') }] }],
    ['a correction of another record', { corrections: [{ record, base: catalogueRecord('hill-fund') }] }],
    ['a hidden own record', { hidden: ['own-a'] }],
    ['a source twice', { sources: [work('own-x'), work('own-x')] }],
    ['an entry without an author', { history: [{ n: 1, at: AUTHOR.at, action: 'add', changes: [] }] }],
    [
      'entries that do not count up',
      { history: [2, 2].map((n) => ({ n, at: AUTHOR.at, by: AUTHOR.by, action: 'add', changes: [] })) },
    ],
    ['a setting that is none', { settings: { leapDay: '02-29' } }],
    ['half of it', { records: undefined }],
  ])('that holds %s is bad, too', async (_, wrong) => {
    await writeFile(fileOf(GUILD), JSON.stringify({ version: 2, ...guildFormat.empty(), ...wrong }));
    await expect(open().read(GUILD)).rejects.toMatchObject({ code: 'wrong-shape', path: fileOf(GUILD) });
  });

  it('that ends early is bad wherever it ends', async () => {
    await open().add(GUILD, ownRecord('a'), AUTHOR);
    const whole = await readFile(fileOf(GUILD));
    for (let length = 0; length < whole.length - 1; length += 37) {
      await writeFile(fileOf(GUILD), whole.subarray(0, length));
      await expect(open().read(GUILD)).rejects.toMatchObject({ code: 'unreadable' });
    }
  });

  it('is served again once its backup is brought back', async () => {
    await open().add(GUILD, ownRecord('a'), AUTHOR);
    await open().read(GUILD);
    await writeFile(fileOf(GUILD), '');
    const guilds = open();
    await expect(guilds.read(GUILD)).rejects.toMatchObject({ code: 'unreadable' });
    await restoreBackup(fileOf(GUILD));
    expect(idsOf(await guilds.read(GUILD))).toEqual(['own-a']);
  });
});

describe('a disk that fails', () => {
  /** What a guild could do next, whatever stands. */
  const deeds: ((guilds: GuildRecords, n: number) => Promise<unknown>)[] = [
    (guilds, n) =>
      guilds.add(GUILD, ownRecord(`${n}`, { sources: [{ id: 'own-x' }] }), AUTHOR, [work('own-x')]),
    (guilds, n) => guilds.replace(GUILD, ownRecord(`${n - 1}`, { name: `Changed ${n}` }), AUTHOR),
    (guilds, n) => guilds.replace(GUILD, catalogueRecord('lake-park', { name: `Corrected ${n}` }), AUTHOR),
    (guilds, n) => guilds.remove(GUILD, n % 2 ? 'hill-fund' : `own-${n - 2}`, AUTHOR),
    (guilds) => guilds.show(GUILD, 'lake-park', AUTHOR),
    (guilds, n) => guilds.undo(GUILD, n, AUTHOR),
    (guilds, n) => guilds.restore(GUILD, 'lake-park', n, AUTHOR),
    (guilds, n) => guilds.setSettings(GUILD, { language: n % 2 ? 'de' : null }, AUTHOR),
    (guilds, n) => {
      const changes = [`i${n}`, `j${n}`].map((id) => ({ do: 'add' as const, record: ownRecord(id) }));
      return guilds.apply(GUILD, { action: 'import', changes }, AUTHOR);
    },
    (guilds) => guilds.forget(GUILD),
  ];

  it('leaves in memory what is on the disk, wherever it fails, in 200 rounds', async () => {
    const step = fc.record({
      deed: fc.nat(deeds.length - 1),
      fails: fc.option(fc.constantFrom<Step>(...STEPS), { nil: undefined, freq: 2 }),
      awaited: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        let failing: Step | undefined;
        const guilds = open(
          {},
          faultyDisk((at) => at === failing),
        );
        await guilds.forget(GUILD);
        const running: Promise<unknown>[] = [];
        for (const [n, { deed, fails, awaited }] of steps.entries()) {
          failing = fails;
          running.push(deeds[deed]?.(guilds, n).catch((error: Error) => error.name) ?? Promise.resolve());
          if (!awaited) continue;
          await Promise.all(running);
          expect(await guilds.read(GUILD)).toEqual((await openDocument(fileOf(GUILD), guildFormat)).data);
        }
        for (const came of await Promise.all(running))
          if (typeof came === 'string') expect(['RecordRefused', 'StoreError']).toContain(came);
        failing = undefined;
        await guilds.add(GUILD, ownRecord('last'), AUTHOR);
        const kept = (await openDocument(fileOf(GUILD), guildFormat)).data;
        expect(await guilds.read(GUILD)).toEqual(kept);
        expect(idsOf(kept)).toContain('own-last');
      }),
      { numRuns: 200 },
    );
  }, 120_000);

  it('and is really full refuses what does not fit, keeps what is there, and goes on when there is room', async (context) => {
    const dir = await temporaryDirectory();
    const mount = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', dir]);
    if (mount.status !== 0) return context.skip('no tmpfs can be mounted here');
    onTestFinished(() => void spawnSync('umount', [dir]));
    files = { guildFile: (guildId, suffix) => join(dir, `${guildId}.${suffix}`) };
    const guilds = open();
    const ballast = join(dir, 'ballast');
    await writeFile(ballast, Buffer.alloc(128 * 1024));
    let refusals = 0;
    for (let n = 0; refusals < 5; n += 1) {
      expect(n).toBeLessThan(1_000);
      const changes = Array.from({ length: 10 }, (_, i) => ({
        do: 'add' as const,
        record: ownRecord(`${n}-${i}`, { summary: 'x'.repeat(700) }),
      }));
      const outcome = await guilds
        .apply(GUILD, { action: 'import', changes }, AUTHOR)
        .catch((error: unknown) => error);
      if (outcome instanceof StoreError) {
        refusals += 1;
        expect(outcome).toMatchObject({ code: 'write-failed', message: expect.stringContaining('ENOSPC') });
      }
      expect(await guilds.read(GUILD)).toEqual(await readDocument(fileOf(GUILD), guildFormat));
      expect((await readdir(dir)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    }
    const before = idsOf(await guilds.read(GUILD));
    expect(before.length).toBeGreaterThan(0);
    await rm(ballast);
    await guilds.add(GUILD, ownRecord('last'), AUTHOR);
    expect(idsOf(await open().read(GUILD))).toEqual([...before, 'own-last'].sort());
  });
});

describe('forgetting a guild', () => {
  it('leaves nothing of it, and the guild can begin anew', async () => {
    await open().add(GUILD, ownRecord('a'), AUTHOR);
    const guilds = open();
    await guilds.add(GUILD, ownRecord('b'), AUTHOR);
    await guilds.add(OTHER_GUILD, ownRecord('c'), AUTHOR);
    await guilds.forget(GUILD);
    expect(await readdir(dirname(fileOf(GUILD)))).toEqual([`${OTHER_GUILD}.json`]);
    expect((await guilds.read(GUILD)).records).toEqual([]);
    expect(idsOf((await guilds.add(GUILD, ownRecord('d'), AUTHOR)).data)).toEqual(['own-d']);
  });

  it('works on a bad file, too', async () => {
    await writeFile(fileOf(GUILD), '');
    const guilds = open();
    await guilds.forget(GUILD);
    expect((await guilds.read(GUILD)).records).toEqual([]);
  });

  it('says so when the file stays', async () => {
    await mkdir(fileOf(GUILD));
    const guilds = open();
    await expect(guilds.forget(GUILD)).rejects.toMatchObject({ code: 'write-failed', path: fileOf(GUILD) });
  });
});

it('opens a file once for all who ask at the same time, and keeps few open', async () => {
  const opened: string[] = [];
  const guilds = new GuildRecords(files, CATALOGUE, LIMITS, {
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
  await Promise.all([guilds.read(first), guilds.read(first), guilds.add(first, ownRecord('a'), AUTHOR)]);
  const whenOpened = reads();
  await guilds.read(first);
  expect(reads()).toBe(0);
  for (const guildId of many) await guilds.add(guildId, ownRecord('b'), AUTHOR);
  reads();
  expect(idsOf(await guilds.read(first))).toEqual(['own-a', 'own-b']);
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
    expect(idsOf(kept)).toEqual(expect.arrayContaining(acknowledged));
    const temps = (await readdir(dirname(file))).filter((name) => name.endsWith('.tmp'));
    expect(temps.length).toBeLessThanOrEqual(1);
  }
}, 60_000);
