import { expect, it } from 'vitest';
import { Drafts } from '../../src/commands/drafts.ts';

const ada = { userId: '1', guildId: '10' };
const start = new Date('2026-05-05T02:00:00Z');
const later = (minutes: number) => new Date(start.getTime() + minutes * 60_000);

it('finds what a person kept, for its time', () => {
  const drafts = new Drafts<string>(15, 10);
  const name = drafts.keep(ada, 'typed', start);
  expect(drafts.find(ada, name, later(14))).toBe('typed');
  expect(drafts.find(ada, name, later(15))).toBeUndefined();
});

it.each([
  { userId: '2', guildId: '10' },
  { userId: '1', guildId: '11' },
  { userId: '1', guildId: undefined },
])('does not find it for %j', (other) => {
  const drafts = new Drafts<string>(15, 10);
  const name = drafts.keep(ada, 'typed', start);
  expect(drafts.find(other, name, start)).toBeUndefined();
  drafts.done(other, name, start);
  expect(drafts.find(ada, name, start)).toBe('typed');
});

it('keeps no more than it has room for, the oldest going first', () => {
  const drafts = new Drafts<string>(15, 10);
  const names = ['a', 'b', 'c'].map((content) => drafts.keep(ada, content, start, 4));
  expect(names.map((name) => drafts.find(ada, name, start))).toEqual([undefined, 'b', 'c']);
  // What was saved makes room.
  drafts.done(ada, names[1] ?? '', start);
  const last = drafts.keep(ada, 'd', start, 6);
  expect([names[2] ?? '', last].map((name) => drafts.find(ada, name, start))).toEqual(['c', 'd']);
});

it('forgets all of a guild and nothing of another', () => {
  const drafts = new Drafts<string>(15, 10);
  const other = { userId: '1', guildId: '11' };
  const [mine, theirs] = [drafts.keep(ada, 'a', start), drafts.keep(other, 'b', start)];
  drafts.forget('10');
  expect(drafts.find(ada, mine, start)).toBeUndefined();
  expect(drafts.find(other, theirs, start)).toBe('b');
});
