import { expect } from 'vitest';
import type { MessageView } from '../../src/views/parts.ts';
import { measure, RAW_KEY } from './measure.ts';

/** Within Discord's limits, and all of it words. */
export function expectToFit(view: MessageView): void {
  const found = measure(view);
  expect(found.text).toBeLessThanOrEqual(4000);
  expect(found.components).toBeLessThanOrEqual(40);
  expect(found.longestCustomId).toBeLessThanOrEqual(100);
  expect(new Set(found.customIds).size).toBe(found.customIds.length);
  expect(found.words).not.toMatch(/undefined|NaN|\[object|[{}]/);
  expect(found.words).not.toMatch(RAW_KEY);
}
