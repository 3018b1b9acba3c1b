import { expect, it } from 'vitest';
import { fuzz } from './hostile/fuzz.ts';

const SEED = Number(process.env['TEST_SEED'] ?? 20_261_122);

it(`whatever people do, every answer is in order, and no server learns of another (TEST_SEED=${SEED})`, {
  timeout: 300_000,
}, async () => {
  const { sent } = await fuzz({ seed: SEED, interactions: 300, acts: 80 });
  expect(sent).toBeGreaterThanOrEqual(300);
});
