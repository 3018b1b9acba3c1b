import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DurableFile, replaceFile, sweepTemps } from '../../../src/data/store/adapter.ts';
import { faultyDisk, STEPS, type Step } from './faults.ts';
import { temporaryDirectory } from './temporary.ts';

describe('a durable file', () => {
  it('reads what it wrote, and null where there is no file', async () => {
    const dir = await temporaryDirectory();
    const file = new DurableFile(join(dir, 'a.json'));
    expect(await file.read()).toBeNull();
    await file.write({ name: '杭州区块链产业园' });
    expect(await file.read()).toEqual({ name: '杭州区块链产业园' });
    expect(await readdir(dir)).toEqual(['a.json']);
  });

  it('is for its user alone', async () => {
    const path = join(await temporaryDirectory(), 'a.json');
    await replaceFile(path, Buffer.from('{}'));
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('is forced to the disk, and its directory after the rename', async () => {
    const steps: Step[] = [];
    const fs = faultyDisk((step) => {
      steps.push(step);
      return false;
    });
    await replaceFile(join(await temporaryDirectory(), 'a.json'), Buffer.from('{}'), fs);
    expect(steps).toEqual(['open', 'write', 'sync', 'close', 'rename', 'directory']);
  });

  it.each(STEPS)('says so when the disk fails at %s, and leaves no temp file', async (failing) => {
    const dir = await temporaryDirectory();
    const path = join(dir, 'a.json');
    await replaceFile(path, Buffer.from('old'));
    const applied = failing === 'directory';
    await expect(
      replaceFile(
        path,
        Buffer.from('new'),
        faultyDisk((step) => step === failing),
      ),
    ).rejects.toMatchObject({
      code: 'write-failed',
      path,
      applied,
      message: expect.stringMatching(/a\.json .*the disk is full \(ENOSPC\)/),
    });
    expect(await readFile(path, 'utf8')).toBe(applied ? 'new' : 'old');
    expect(await readdir(dir)).toEqual(['a.json']);
  });

  it('does not replace a read-only file', async () => {
    const path = join(await temporaryDirectory(), 'a.json');
    await writeFile(path, 'old', { mode: 0o444 });
    await expect(replaceFile(path, Buffer.from('new'))).rejects.toMatchObject({ code: 'write-failed' });
    expect(await readFile(path, 'utf8')).toBe('old');
  });

  it('says so when it is a directory', async () => {
    const dir = await temporaryDirectory();
    await expect(new DurableFile(dir).read()).rejects.toMatchObject({ code: 'unreadable', path: dir });
    await expect(new DurableFile(dir).write({})).rejects.toMatchObject({ code: 'write-failed' });
  });
});

it('sweeps temp files and nothing else', async () => {
  const dir = await temporaryDirectory();
  const kept = ['a.json', 'a.json.bak', 'a.json.tmp', 'notes.tmp'];
  for (const name of [...kept, 'a.json.0123456789abcdef.tmp', 'b.json.fedcba9876543210.tmp'])
    await writeFile(join(dir, name), '');
  await sweepTemps(dir);
  expect((await readdir(dir)).sort()).toEqual(kept);
});
