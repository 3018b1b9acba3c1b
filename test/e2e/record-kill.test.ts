import { expect, it } from 'vitest';
import { playRecordKills } from './hostile/record-kills.ts';

const SEED = Number(process.env['TEST_SEED'] ?? 20_261_122);

it(`what people were told is there, however often the bot is killed while eight of them write (TEST_SEED=${SEED})`, {
  timeout: 300_000,
}, async () => {
  const rounds = [];
  for await (const round of playRecordKills({ rounds: 10, seed: SEED })) {
    rounds.push(round);
    expect(round).toMatchObject({ wrong: [], swept: 0 });
    expect(round.temps).toBeLessThanOrEqual(1);
  }
  // Or else nothing was proven: some were killed in the middle of a change.
  expect(rounds.reduce((sum, { acknowledged }) => sum + acknowledged, 0)).toBeGreaterThan(50);
  expect(rounds.some(({ unanswered }) => unanswered > 0)).toBe(true);
});
