import { describe, expect, it } from 'vitest';
import { addRecord, fileOf, GOOD, idOf, modalOf } from './desk.ts';
import { messageOf, textOf } from './together.ts';
import { useDesk } from './use-desk.ts';

const here = useDesk();

const MANAGERS = 'Only people with the permission Manage Server';

/** Names a role as the editors' and gives it to the member. */
async function makeEditor(): Promise<string> {
  const role = here.together.sandbox.world.addRole(here.desk.guildId, { name: 'Editors' });
  await here.desk.admin.command('settings', { editors: { id: role.id } });
  setRoles([role.id]);
  return role.id;
}
const setRoles = (roles: string[]) =>
  here.together.sandbox.world.setMemberRoles(here.desk.guildId, here.desk.memberId, roles);

it('lets editors do all that changes records, and read their history', async () => {
  await makeEditor();
  expect(textOf(await addRecord(here.desk.member))).toContain('## Lakeside');
  const id = await idOf(here.desk.member, 'lake');
  const form = modalOf(await here.desk.member.command('record edit', { record: id, group: 'when' }));
  expect(textOf(await here.desk.member.submit(form, { date: '2020' }))).toContain('2020');
  const history = await here.desk.member.command('record history', {});
  expect(textOf(history)).toContain(`<@${here.desk.memberId}> edited`);
  expect(textOf(await here.desk.member.click(messageOf(history), 'v1:undo:2'))).toContain('undid #2');
  expect(messageOf(await here.desk.member.command('record export', {})).attachments).toHaveLength(1);
});

it('keeps from editors what forgets the server, and its settings', async () => {
  await makeEditor();
  expect(textOf(await here.desk.member.command('record forget', {}))).toContain(MANAGERS);
  expect(textOf(await here.desk.member.command('settings', {}, { force: true }))).toContain(MANAGERS);
});

describe('others', () => {
  it('are told who may, and of the editors’ role where there is one', async () => {
    expect(textOf(await here.desk.member.command('record add', { kind: 'park' }))).toContain(MANAGERS);
    const role = await makeEditor();
    setRoles([]);
    const told = await here.desk.member.command('record add', { kind: 'park' });
    expect(told.private).toBe(true);
    expect(textOf(told)).toContain(`Manage Server or the role <@&${role}> may do this here`);
    expect(messageOf(told).mention_roles).toEqual([]);
  });

  it.each([
    ['record add', { kind: 'park' }],
    ['record edit', { record: 'hyperchain' }],
    ['record remove', { record: 'hyperchain' }],
    ['record restore', { record: 'hyperchain' }],
    ['record history', {}],
    ['record import', { file: fileOf('kind,name') }],
    ['record export', {}],
    ['record forget', {}],
  ])('may not use /%s', async (command, options) => {
    expect(textOf(await here.desk.member.command(command, options))).toContain(MANAGERS);
  });

  it('are suggested nothing', async () => {
    await addRecord(here.desk.admin);
    for (const command of ['record edit', 'record restore', 'record history'])
      expect((await here.desk.member.autocomplete(command, { record: '' })).choices).toEqual([]);
  });

  it('are refused when the form comes in, not only when it is asked for', async () => {
    const role = await makeEditor();
    const form = modalOf(await here.desk.member.command('record add', { kind: 'park' }));
    setRoles([]);
    expect(textOf(await here.desk.member.submit(form, GOOD))).toContain(`<@&${role}>`);
    expect(textOf(await here.desk.member.command('park', { name: 'lakeside ledger' }))).not.toContain(
      '## Lakeside',
    );
  });

  it.each([
    ['Remove it', () => removal()],
    ['Undo', () => here.desk.member.command('record history', {})],
    ['Import one record', () => here.desk.member.command('record import', { file: rowFile() })],
    ['Open the form again', () => addRecord(here.desk.member, { date: 'soon' })],
    ['Add all the same', () => addRecord(here.desk.member)],
  ] as const)('may not press “%s” of a message that they got as editors', async (label, ask) => {
    const role = await makeEditor();
    await addRecord(here.desk.admin);
    const message = messageOf(await ask());
    setRoles([]);
    expect(textOf(await here.desk.member.click(message, label))).toContain(`<@&${role}>`);
  });

  const removal = async () =>
    here.desk.member.command('record remove', { record: await idOf(here.desk.member, 'lake') });
  const rowFile = () => fileOf('kind,name,summary,sources\npark,Harbour Yard,One.,A list | Daily');
});

describe('/record forget', () => {
  const ask = async () => modalOf(await here.desk.admin.command('record forget', {}));

  it('forgets records, history, settings and digests once the server’s name was typed', async () => {
    await makeEditor();
    await addRecord(here.desk.admin);
    await here.desk.admin.command('digest subscribe', {});
    const form = await ask();
    expect(JSON.stringify(form.components)).toContain('one record of its own');
    expect(JSON.stringify(form.components)).toContain('Lakeside Desk');
    const done = await here.desk.admin.submit(form, { name: ' lakeside desk ' });
    expect(textOf(done)).toContain('All that was kept of this server was removed');
    expect(textOf(await here.desk.admin.command('park', { name: 'lakeside ledger' }))).not.toContain(
      '## Lakeside',
    );
    expect(textOf(await here.desk.admin.command('record history', {}))).toContain('Nothing has been changed');
    expect(textOf(await here.desk.admin.command('digest list', {}))).toContain('no digest subscription');
    expect(textOf(await here.desk.admin.command('settings', {}))).toContain(
      'nobody but those with Manage Server',
    );
    expect(textOf(await addRecord(here.desk.admin))).toContain('## Lakeside');
  });

  it('forgets nothing for another word', async () => {
    await addRecord(here.desk.admin);
    expect(textOf(await here.desk.admin.submit(await ask(), { name: 'yes' }))).toContain(
      'Nothing was removed: “yes”',
    );
    expect(textOf(await here.desk.admin.command('park', { name: 'lakeside ledger' }))).toContain(
      '## Lakeside',
    );
  });

  it('makes drafts useless, too', async () => {
    const draft = messageOf(await addRecord(here.desk.admin, { date: 'soon' }));
    await here.desk.admin.submit(await ask(), { name: here.desk.guildName });
    expect(textOf(await here.desk.admin.click(draft, 'Open the form again'))).toContain('no longer kept');
  });
});
