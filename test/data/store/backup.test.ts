import { readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { restoreBackup } from '../../../src/data/store/backup.ts';
import { type Format, openDocument } from '../../../src/data/store/document.ts';
import { BAD_FILES } from './bad-files.ts';
import { faultyDisk } from './faults.ts';
import { temporaryDirectory } from './temporary.ts';

const format: Format<{ count: number }> = {
  version: 1,
  schema: z.strictObject({ count: z.int() }),
  empty: () => ({ count: 0 }),
};

/** A file that holds `count`, and was opened with `count` and no later one. */
async function counted(count: number): Promise<string> {
  const path = join(await temporaryDirectory(), 'count.json');
  await (await openDocument(path, format)).update(() => ({ count }));
  await openDocument(path, format);
  return path;
}

it('brings the last good state back, and keeps what it replaces', async () => {
  const path = await counted(1);
  await truncate(path, 5);
  const bad = await readFile(path);
  await expect(openDocument(path, format)).rejects.toMatchObject({ code: 'unreadable' });
  await restoreBackup(path);
  expect((await openDocument(path, format)).data).toEqual({ count: 1 });
  expect(bad.equals(await readFile(`${path}.bad`))).toBe(true);
});

it('brings back a file that is gone', async () => {
  const path = await counted(1);
  await (await openDocument(path, format)).remove();
  await writeFile(`${path}.bak`, '{"version":1,"count":7}');
  await restoreBackup(path);
  expect((await openDocument(path, format)).data).toEqual({ count: 7 });
});

it('follows the file at each opening, and never a bad one', async () => {
  const path = await counted(1);
  const document = await openDocument(path, format);
  await document.update(() => ({ count: 2 }));
  expect(JSON.parse(await readFile(`${path}.bak`, 'utf8'))).toMatchObject({ count: 1 });
  await openDocument(path, format);
  const kept = await readFile(`${path}.bak`);
  expect(kept.equals(await readFile(path))).toBe(true);
  for (const [, bytes] of BAD_FILES) {
    await writeFile(path, bytes);
    await openDocument(path, format).catch(() => undefined);
    expect(kept.equals(await readFile(`${path}.bak`))).toBe(true);
  }
});

it('is not written anew when the file is the same', async () => {
  const path = await counted(1);
  const before = await stat(`${path}.bak`);
  await openDocument(path, format);
  expect((await stat(`${path}.bak`)).ino).toBe(before.ino);
});

it('lets a full disk read, and is made up for before the file changes', async () => {
  const path = join(await temporaryDirectory(), 'count.json');
  await writeFile(path, '{"version":1,"count":1}');
  let full = true;
  const document = await openDocument(
    path,
    format,
    faultyDisk(() => full),
  );
  expect(document.data).toEqual({ count: 1 });
  await expect(document.update(() => ({ count: 2 }))).rejects.toMatchObject({ code: 'write-failed' });
  expect(document.data).toEqual({ count: 1 });
  full = false;
  await document.update(() => ({ count: 3 }));
  expect(await readFile(`${path}.bak`, 'utf8')).toBe('{"version":1,"count":1}');
  expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({ version: 1, count: 3 });
});

it.each([
  ['absent', undefined],
  ['truncated', '{"version":1,'],
  ['no object', 'null'],
])('refuses a backup that is %s, and leaves the file as it is', async (_, backup) => {
  const path = join(await temporaryDirectory(), 'count.json');
  await writeFile(path, 'bad');
  if (backup !== undefined) await writeFile(`${path}.bak`, backup);
  await expect(restoreBackup(path)).rejects.toMatchObject({ code: 'unreadable', path: `${path}.bak` });
  expect(await readFile(path, 'utf8')).toBe('bad');
});
