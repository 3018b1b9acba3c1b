import { expect, it } from 'vitest';
import { addRecord, type Desk } from './desk.ts';
import { messageOf, textOf } from './together.ts';
import { useDesk } from './use-desk.ts';

const here = useDesk();

const set = async (options: Parameters<Desk['admin']['command']>[1] = {}) =>
  here.desk.admin.command('settings', options);

it('shows what holds, sets each, and unsets each', async () => {
  const before = await set();
  expect(before.private).toBe(true);
  expect(textOf(before)).toContain('**Editors**: nobody but those with Manage Server');
  expect(textOf(before)).toContain('**Time zone**: Asia/Shanghai (the default)');
  expect(textOf(before)).toContain('told on 28 February (the default)');

  const role = here.together.sandbox.world.addRole(here.desk.guildId, { name: 'Editors', mentionable: true });
  const changed = await set({ editors: { id: role.id }, timezone: 'Pacific/Auckland', leapday: '03-01' });
  expect(textOf(changed)).toContain(`**Editors**: <@&${role.id}>`);
  expect(messageOf(changed).mention_roles).toEqual([]);
  expect(textOf(changed)).toContain('**Time zone**: Pacific/Auckland\n');
  expect(textOf(changed)).toContain('told on 1 March\n');
  await here.together.restart();
  expect(textOf(await set())).toContain('Pacific/Auckland');

  for (const unset of ['editors', 'timezone', 'leapday']) await set({ unset });
  expect(textOf(await set())).toBe(textOf(before));
});

it('suggests time zones as a subscription does', async () => {
  const { choices } = await here.desk.admin.autocomplete('settings', { timezone: 'berlin' });
  expect(choices).toContainEqual({ name: 'Europe/Berlin', value: 'Europe/Berlin' });
});

it.each([
  [{ timezone: 'Mars/Olympus' }, '“Mars/Olympus” is not a time zone'],
  [{ timezone: 'Europe/Berlin', unset: 'timezone' }, 'not both'],
])('refuses %j', async (options, words) => {
  expect(textOf(await set(options))).toContain(words);
  expect(textOf(await set())).toContain('Asia/Shanghai');
});

it('does not make everyone an editor', async () => {
  expect(textOf(await set({ editors: { id: here.desk.guildId } }))).toContain(
    '@everyone cannot be the editors',
  );
});

it('is hidden from members', async () => {
  await expect(here.desk.member.command('settings', {})).rejects.toThrow('may not use /settings');
});

it('gives /onthisdate its day, a new subscription its zone, and 29 February its day', async () => {
  await addRecord(here.desk.admin, { names: 'Leap Yard', date: '2020-02-29' });
  await here.together.moveTo('2027-02-28T02:00:00Z');
  expect(textOf(await here.desk.admin.command('onthisdate', {}))).toContain('Leap Yard');
  await set({ leapday: '03-01' });
  expect(textOf(await here.desk.admin.command('onthisdate', {}))).not.toContain('Leap Yard');
  // It is 1 March in Auckland by now.
  await here.together.moveTo('2027-02-28T12:00:00Z');
  await set({ timezone: 'Pacific/Auckland' });
  expect(textOf(await here.desk.admin.command('onthisdate', {}))).toContain('Leap Yard');
  expect(textOf(await here.desk.admin.command('onthisdate', { date: '02-29' }))).toContain('Leap Yard');
  expect(textOf(await here.desk.admin.command('digest subscribe', { time: '08:00' }))).toContain(
    'Pacific/Auckland',
  );
  const { choices } = await here.desk.admin.autocomplete('digest preview', { subscription: '' });
  await here.desk.admin.command('digest edit', { subscription: String(choices?.[0]?.value), time: '02:00' });
  const preview = await here.desk.admin.command('digest preview', {
    subscription: String(choices?.[0]?.value),
  });
  expect(textOf(preview)).toContain('Leap Yard');
});
