import { expect, it } from 'vitest';
import { playKills } from './kill.ts';

const SEED = Number(process.env['TEST_SEED'] ?? 20_261_122);

it(`200 channels have each morning’s digest once, however often the bot is killed (TEST_SEED=${SEED})`, {
  timeout: 300_000,
}, async () => {
  const rounds = [];
  for await (const round of playKills({ rounds: 10, seed: SEED, guilds: 20, perGuild: 10, again: 0.1 })) {
    rounds.push(round);
    expect(round).toMatchObject({ channels: 200, lost: 0, doubled: 0 });
  }
  const kills = rounds.flatMap(({ kills }) => kills);
  expect(kills.length).toBeGreaterThanOrEqual(10);
  // Or else nothing was proven: some were killed in the middle, and some started again after the nonce's five minutes.
  expect(kills.some(({ posted }) => posted > 0 && posted < 200)).toBe(true);
  expect(kills.some(({ down }) => down > 300)).toBe(true);
});
