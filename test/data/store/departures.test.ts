import { expect, it } from 'vitest';
import { type Departures, departuresFormat, overdue, reconcile } from '../../../src/data/store/departures.ts';
import { GUILD, OTHER_GUILD } from './records.ts';

const NONE = departuresFormat.empty();
const day = (n: number) => new Date(Date.UTC(2026, 3, 1) + n * 86_400_000);
/** What is noted of the two guilds, with the bot being a member of some. */
const look = (departures: Departures, n: number, members: string[], kept = [GUILD, OTHER_GUILD]) =>
  reconcile(departures, kept, (guildId) => members.includes(guildId), day(n));

it('notes who is gone with the time that was first seen, and clears who is back', () => {
  const gone = look(NONE, 0, [OTHER_GUILD]);
  expect(gone).toEqual({ departed: [{ guildId: GUILD, at: '2026-04-01T00:00:00.000Z' }] });
  expect(look(gone, 3, [])).toEqual({
    departed: [
      { guildId: GUILD, at: '2026-04-01T00:00:00.000Z' },
      { guildId: OTHER_GUILD, at: '2026-04-04T00:00:00.000Z' },
    ],
  });
  expect(look(gone, 3, [GUILD, OTHER_GUILD])).toEqual(NONE);
  // Who comes back and leaves again has 30 days anew.
  expect(look(look(gone, 3, [GUILD, OTHER_GUILD]), 9, [OTHER_GUILD]).departed).toEqual([
    { guildId: GUILD, at: '2026-04-10T00:00:00.000Z' },
  ]);
});

it('writes nothing where nothing is to be noted', () => {
  const gone = look(NONE, 0, [OTHER_GUILD]);
  expect(look(gone, 1, [OTHER_GUILD])).toBe(gone);
  expect(look(NONE, 1, [GUILD, OTHER_GUILD])).toBe(NONE);
});

it('knows only guilds that something is kept of', () => {
  expect(look(NONE, 0, [], [])).toBe(NONE);
  expect(look(look(NONE, 0, []), 1, [], [OTHER_GUILD]).departed).toHaveLength(1);
});

it.each([
  [0, []],
  [29.99, []],
  [30, [GUILD]],
  [31, [GUILD]],
  [33, [GUILD, OTHER_GUILD]],
  [-5, []],
])('has whoever is gone for 30 days: on day %d', (n, due) => {
  const departures = look(look(NONE, 0, [OTHER_GUILD]), 3, []);
  expect(overdue(departures, day(n))).toEqual(due);
});

it.each([
  [{ departed: [{ guildId: '1', at: day(0).toISOString() }] }],
  [{ departed: [{ guildId: GUILD, at: 'yesterday' }] }],
  [{ departed: [1, 2].map(() => ({ guildId: GUILD, at: day(0).toISOString() })) }],
  [{}],
])('does not take %j for departures', (data) => {
  expect(departuresFormat.schema.safeParse(data).success).toBe(false);
});
