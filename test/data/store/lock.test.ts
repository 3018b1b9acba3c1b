import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lockDirectory } from '../../../src/data/store/lock.ts';
import { type Child, startChild } from './child.ts';
import { temporaryDirectory } from './temporary.ts';

describe.skipIf(process.platform === 'win32')('the lock of a directory', () => {
  it('is held by one, and free when given back', async () => {
    const dir = await temporaryDirectory();
    const release = await lockDirectory(dir);
    for (let i = 0; i < 20; i += 1)
      await expect(lockDirectory(dir)).rejects.toMatchObject({ code: 'in-use', path: dir });
    await release();
    expect(await readdir(dir)).toEqual([]);
    await (await lockDirectory(dir))();
  });

  it('takes a directory of any length', async () => {
    const dir = join(await temporaryDirectory(), 'long'.repeat(30), '杭州'.repeat(30));
    await mkdir(dir, { recursive: true });
    const release = await lockDirectory(dir);
    await expect(lockDirectory(dir)).rejects.toMatchObject({ code: 'in-use' });
    await release();
    await (await lockDirectory(dir))();
  });

  it('is not opened by one who lives and says nothing', async () => {
    const dir = await temporaryDirectory();
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(join(dir, 'lock-0000000000000000.sock'), resolve));
    await expect(lockDirectory(dir)).rejects.toMatchObject({ code: 'in-use' });
    await new Promise((resolve) => silent.close(resolve));
  });

  it.each([
    ['absent', async (dir: string) => join(dir, 'absent')],
    [
      'a file',
      async (dir: string) => {
        await writeFile(join(dir, 'file'), '');
        return join(dir, 'file');
      },
    ],
  ])('is refused for a directory that is %s', async (_, make) => {
    const dir = await make(await temporaryDirectory());
    await expect(lockDirectory(dir)).rejects.toMatchObject({ code: 'write-failed', path: dir });
  });

  it('goes to exactly one of two that start at once, right after the holder is killed', async () => {
    const dir = await temporaryDirectory();
    const start = async () => {
      const child = startChild('child-lock.ts', dir);
      expect(await child.hear()).toBe('ready');
      return child;
    };
    let racers: Child[] = await Promise.all([start(), start()]);
    for (let round = 0; round < 20; round += 1) {
      const next = start();
      for (const racer of racers) racer.say('lock');
      const answers = await Promise.all(racers.map((racer) => racer.hear()));
      expect(answers.toSorted()).toEqual(['in-use', 'locked']);
      const holder = answers.indexOf('locked');
      await racers[holder]?.kill();
      racers = [...racers.toSpliced(holder, 1), await next];
    }
    expect((await readdir(dir)).length).toBeLessThanOrEqual(1);
  }, 60_000);

  it('goes to exactly one of many in one process', async () => {
    const dir = await temporaryDirectory();
    for (let round = 0; round < 50; round += 1) {
      const results = await Promise.allSettled(Array.from({ length: 6 }, () => lockDirectory(dir)));
      const held = results.filter((result) => result.status === 'fulfilled');
      expect(held.length).toBe(1);
      for (const { value } of held) await value();
    }
    expect(await readdir(dir)).toEqual([]);
  });
});
