import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDataDirectory } from '../../../src/data/store/directory.ts';
import { APPLICATION, GUILD, OTHER_GUILD } from './records.ts';
import { temporaryDirectory } from './temporary.ts';

const OTHER_APPLICATION = '100000000000000002';

async function open(dir: string) {
  const directory = await openDataDirectory(dir, APPLICATION);
  onTestFinished(() => directory.close());
  return directory;
}

describe('a data directory', () => {
  it('is made where it is absent, for its user alone', async () => {
    const dir = join(await temporaryDirectory(), 'var', 'sandbox');
    const directory = await open(dir);
    for (const made of [dir, join(dir, 'guilds')]) expect((await stat(made)).mode & 0o777).toBe(0o700);
    expect(directory.path('a', 'b')).toBe(join(dir, 'a', 'b'));
  });

  it('is open once', async () => {
    const dir = await temporaryDirectory();
    const first = await openDataDirectory(dir, APPLICATION);
    await expect(openDataDirectory(dir, APPLICATION)).rejects.toMatchObject({ code: 'in-use', path: dir });
    await first.close();
    await open(dir);
  });

  it("refuses another application's, and is free again", async () => {
    const dir = await temporaryDirectory();
    await (await openDataDirectory(dir, APPLICATION)).close();
    const before = await readFile(join(dir, 'application.json'));
    await expect(openDataDirectory(dir, OTHER_APPLICATION)).rejects.toMatchObject({
      code: 'other-application',
      message: expect.stringContaining(APPLICATION),
    });
    expect(before.equals(await readFile(join(dir, 'application.json')))).toBe(true);
    await open(dir);
  });

  it('refuses to guess whose it is, and is free again', async () => {
    const dir = await temporaryDirectory();
    await writeFile(join(dir, 'application.json'), '');
    await expect(openDataDirectory(dir, APPLICATION)).rejects.toMatchObject({ code: 'unreadable' });
    await writeFile(join(dir, 'application.json'), `{"version":1,"applicationId":"${APPLICATION}"}`);
    await open(dir);
  });

  it('is refused where it cannot be made', async () => {
    const dir = await temporaryDirectory();
    await writeFile(join(dir, 'file'), '');
    await expect(openDataDirectory(join(dir, 'file', 'var'), APPLICATION)).rejects.toMatchObject({
      code: 'write-failed',
      path: join(dir, 'file', 'var'),
    });
  });

  it('sweeps what killed writers left', async () => {
    const dir = await temporaryDirectory();
    await mkdir(join(dir, 'guilds'));
    await writeFile(join(dir, 'guilds', `${GUILD}.json`), 'kept');
    await writeFile(join(dir, 'guilds', `${GUILD}.json.0123456789abcdef.tmp`), 'half');
    await writeFile(join(dir, 'application.json.0123456789abcdef.tmp'), 'half');
    await open(dir);
    expect(await readdir(join(dir, 'guilds'))).toEqual([`${GUILD}.json`]);
    expect((await readdir(dir)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('knows which guilds have a file', async () => {
    const directory = await open(await temporaryDirectory());
    const files = [
      directory.guildFile(OTHER_GUILD, 'json'),
      directory.guildFile(GUILD, 'json'),
      directory.guildFile(GUILD, 'digests.json'),
      directory.guildFile('200000000000000003', 'json.bak'),
      directory.path('guilds', 'notes.json'),
      directory.path('guilds', '1.json'),
    ];
    for (const file of files) await writeFile(file, '');
    expect(await directory.guildIds('json')).toEqual([GUILD, OTHER_GUILD]);
    expect(await directory.guildIds('digests.json')).toEqual([GUILD]);
    expect(await directory.guildIds('other')).toEqual([]);
    expect(await directory.guildIds()).toEqual([GUILD, OTHER_GUILD, '200000000000000003']);
  });

  it.each([
    '',
    '1',
    '../../etc/passwd',
    `${GUILD}/..`,
    '1234567890123456',
    '123456789012345678901',
    'own-a',
    '２'.repeat(18),
    `${GUILD}\n`,
  ])('makes no path of the guild id %j', async (guildId) => {
    const directory = await open(await temporaryDirectory());
    expect(() => directory.guildFile(guildId, 'json')).toThrow(RangeError);
  });
});
