import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { historyPageId, undoId } from '../../src/views/record-history.ts';
import { removeId } from '../../src/views/record-remove.ts';
import { addRecord, openDesk, postButton } from './desk.ts';
import { messageOf, startTogether, type Together, textOf } from './together.ts';

let together: Together;
beforeAll(async () => {
  together = await startTogether({ at: '2026-04-09T02:00:00Z' });
});
afterAll(() => together.end());

const lin = () => together.sandbox.people.admin;
const chen = () => together.sandbox.people.member;

/** Where the bot is no member: its direct messages, and a server to which Lin brings it along. */
const PLACES = [
  ['direct messages with the bot', () => together.sandbox.channels.direct],
  ['a server that the bot is not in', () => together.sandbox.channels.elsewhere],
] as const;

const LOOK_UPS = [
  ['search', { query: 'hangzhou park' }, /Hangzhou Blockchain Industrial Park/],
  ['park', { name: 'hangzhou-blockchain-industrial-park' }, /^## Hangzhou Blockchain Industrial Park/],
  ['fund', {}, /Funds/],
  ['policy', {}, /Policies/],
  ['project', {}, /Projects/],
  ['organization', { name: 'webank' }, /WeBank/],
  ['timeline', { from: '2018-04', to: '2018-04' }, /April/],
  ['onthisdate', {}, /On this date: April 9/],
  ['map', {}, /Records by province/],
  ['stats', { by: 'kind' }, /Records by kind/],
  ['about', {}, /Chain Almanac/],
  ['help', {}, /What you can do here/],
] as const;

describe.each(PLACES)('in %s', (_, place) => {
  const seat = () => together.sandbox.as(lin()).in(place());

  it.each(LOOK_UPS)('/%s %j answers', async (name, options, words) => {
    expect(textOf(await seat().command(name, { ...options }))).toMatch(words);
  });

  it('suggests, turns pages, opens records and shows itself to whoever asks again', async () => {
    const { choices = [] } = await seat().autocomplete('park', { name: 'hangzhou' });
    expect(choices.length).toBeGreaterThan(0);
    const list = messageOf(await seat().command('park'));
    const second = await seat().click(list, 'Next');
    expect(textOf(second)).toContain('2 / ');
    expect(messageOf(second).id).toBe(list.id);
    const card = await seat().click(messageOf(second), 'Open');
    expect(card.private).toBe(true);
    expect(textOf(card)).toMatch(/^## /);
    expect(textOf(card)).not.toContain('Show to the channel');
  });

  it('finds what a message names', async () => {
    const said = together.sandbox.say(lin(), place(), 'WeBank, again');
    expect(textOf(await seat().menu(said, 'Find in the almanac'))).toMatch(/^## WeBank/);
  });

  it('helps with look-ups alone', async () => {
    const text = textOf(await seat().command('help'));
    expect(text).toContain('</stats:');
    expect(text).not.toMatch(/<\/(digest|record|settings)\b/);
  });

  it.each([
    ['digest list', {}],
    ['digest subscribe', {}],
    ['record add', { kind: 'park' }],
    ['record history', {}],
    ['settings', {}],
    ['settings', { timezone: 'Europe/Berlin' }],
  ])('does not offer /%s %j, and refuses it where it is forged', async (name, options) => {
    await expect(seat().command(name, options)).rejects.toThrow('may not use');
    const seen = await seat().command(name, options, { force: true });
    expect(seen.private).toBe(true);
    expect(textOf(seen)).toContain('only in a server that the bot has been added to');
  });

  it('refuses forged autocomplete with nothing', async () => {
    const seen = await seat().autocomplete('record edit', { record: 'hangzhou' }, { force: true });
    expect(seen.choices).toEqual([]);
  });

  it('shows the catalogue alone', async () => {
    const desk = openDesk(together);
    await addRecord(desk.admin);
    expect(textOf(await desk.admin.command('park', { name: 'Lakeside Ledger Yard' }))).toContain('Lakeside');
    const seen = await seat().command('search', { query: 'Lakeside Ledger Yard' });
    expect(textOf(seen)).not.toContain('湖畔账本园');
  });
});

it.each([
  ['record history', historyPageId.encode({ page: 1 })],
  ['record remove', removeId.encode({ id: 'webank' })],
  ['record history', undoId.encode({ n: 1 })],
])('a forged button of /%s is refused in direct messages', async (_, customId) => {
  const posted = await postButton(together, together.sandbox.channels.direct.id, customId);
  const seen = await together.sandbox.as(lin()).in(posted.channel_id).click(posted, 'x');
  expect(textOf(seen)).toContain('only in a server');
});

it('who has not installed it is offered nothing where the bot is not', async () => {
  const { elsewhere } = together.sandbox.channels;
  await expect(together.sandbox.as(chen()).in(elsewhere).command('park')).rejects.toThrow('may not use');
  together.sandbox.world.installFor(chen().id);
  expect(textOf(await together.sandbox.as(chen()).in(elsewhere).command('park'))).toContain('Parks');
  together.sandbox.world.installFor(chen().id, false);
});

it('answers privately where a server does not let people bring applications along', async () => {
  const { world } = together.sandbox;
  const guild = world.addGuild({ name: 'Quiet Room', withBot: false, everyone: 0x80000400n });
  world.addPerson(guild.id, { id: lin().id, name: lin().name });
  const channel = world.addChannel(guild.id, { name: 'quiet' });
  const seen = await together.sandbox.as(lin()).in(channel).command('park');
  expect(seen.private).toBe(true);
  expect(textOf(await together.sandbox.as(lin()).in(channel).click(messageOf(seen), 'Next'))).toContain(
    '2 / ',
  );
});

it('changes what it answered, and nobody else’s answer', async () => {
  const { world, channels } = together.sandbox;
  world.installFor(chen().id);
  const list = messageOf(await together.sandbox.as(lin()).in(channels.elsewhere).command('park'));
  const copy = await together.sandbox.as(chen()).in(channels.elsewhere).click(list, 'Next');
  expect(copy.private).toBe(true);
  expect(messageOf(copy).id).not.toBe(list.id);
  world.installFor(chen().id, false);
});
