import { afterAll, beforeAll, expect, it } from 'vitest';
import { messageOf, startTogether, type Together, textOf } from './together.ts';

let together: Together;
const seat = () => together.sandbox.as(together.sandbox.people.member).in(together.sandbox.channels.general);

beforeAll(async () => {
  together = await startTogether();
});
afterAll(() => together.end());

it.each([
  ['map', {}, /Records by province.*Zhejiang \d+/],
  ['map', { kind: 'park', until: 2019, theme: 'light' }, /Parks by province, up to 2019/],
  ['stats', { by: 'kind' }, /Records by kind.*Parks: \d+/],
  ['stats', { by: 'year', province: 'Zhejiang' }, /Records by year, Zhejiang.*2018: \d+/],
  ['stats', { by: 'amount', kind: 'fund' }, /The largest sums: Funds.*billion/],
])('/%s %j shows a picture that says its numbers in words', async (name, options, words) => {
  const seen = await seat().command(name, options);
  expect(textOf(seen)).toMatch(words);
  expect(seen.message?.attachments).toHaveLength(1);
  expect(seen.private).toBe(false);
});

it('says when there is nothing to show', async () => {
  const seen = await seat().command('stats', { by: 'amount', kind: 'organization', until: 1990 });
  expect(textOf(seen)).toContain('No record matches these filters');
  expect(seen.private).toBe(true);
});

it('a timeline stands beneath a strip of when, also on its next page', async () => {
  const first = messageOf(await seat().command('timeline'));
  expect(textOf({ message: first })).toMatch(/How much happened when\. .*2019: \d+/);
  const second = messageOf(await seat().click(first, 'Next'));
  expect(second.attachments).toHaveLength(1);
  expect(second.attachments[0]?.url).not.toBe(first.attachments[0]?.url);
  const months = await seat().command('timeline', { from: '2020-01', to: '2020-06' });
  expect(textOf(months)).toMatch(/March 2020: \d+/);
  const day = messageOf(await seat().command('timeline', { from: '2018-04-09', to: '2018-04-09' }));
  expect(day.attachments).toHaveLength(0);
});
