import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { disk } from '../../src/data/store/adapter.ts';
import { modalOf } from './desk.ts';
import { furnish } from './hostile/deeds.ts';
import { differences, openOffice, playDiskFaults } from './hostile/full-disk.ts';
import { besiege, type Siege } from './hostile/siege.ts';
import { textOf } from './together.ts';

const SEED = Number(process.env['TEST_SEED'] ?? 20_261_122);

let siege: Siege | undefined;
afterEach(async () => {
  await siege?.end();
  siege = undefined;
});

it(`a disk that fails is told, what is seen is what is kept, and nothing typed is lost (TEST_SEED=${SEED})`, {
  timeout: 120_000,
}, async () => {
  let restarts = 0;
  for await (const round of playDiskFaults({ rounds: 26, seed: SEED })) {
    expect(round).toMatchObject({ wrong: [] });
    restarts += Number(round.restarted);
  }
  expect(restarts).toBeGreaterThan(0);
});

it.each(['digests.json', 'json'])(
  'a server is not said to be forgotten while its .%s stays',
  async (suffix) => {
    let stays = '';
    siege = await besiege({
      disk: {
        ...disk,
        async rm(path, options) {
          if (basename(String(path)) === stays) throw Object.assign(new Error('injected'), { code: 'EROFS' });
          await disk.rm(path, options);
        },
      },
    });
    const office = openOffice(siege);
    const { admin, guildId } = office;
    await furnish(office);
    await admin.command('digest subscribe', { time: '09:00' });
    const forget = async () =>
      textOf(await admin.submit(modalOf(await admin.command('record forget')), { name: 'Guild 0' }));
    stays = `${guildId}.${suffix}`;
    expect(await forget()).toContain('Not all that is kept of this server could be removed');
    expect(await differences(siege, office)).toEqual([]);
    stays = '';
    expect(await forget()).toContain('All that was kept of this server was removed');
    expect(await readdir(join(siege.dataDir, 'guilds'))).toEqual([]);
  },
);
