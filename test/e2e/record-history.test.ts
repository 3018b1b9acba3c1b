import { expect, it } from 'vitest';
import { addRecord, fileOf, idOf, modalOf, openDesk, removeRecord } from './desk.ts';
import { messageOf, textOf } from './together.ts';
import { useDesk } from './use-desk.ts';

const here = useDesk();

const PARK = 'hangzhou-blockchain-industrial-park';

async function change(id: string, values: Record<string, string>, group = 'when') {
  const form = modalOf(await here.desk.admin.command('record edit', { record: id, group }));
  return here.desk.admin.submit(form, values);
}
const history = async (record?: string) =>
  here.desk.admin.command('record history', record === undefined ? {} : { record });
const park = async (name: string) => textOf(await here.desk.member.command('park', { name }));

it('removes an own record once it was asked, and brings it back', async () => {
  await addRecord(here.desk.admin);
  const id = await idOf(here.desk.admin, 'lake');
  const asked = await here.desk.admin.command('record remove', { record: id });
  expect(textOf(asked)).toContain('Remove **Lakeside Ledger Yard · 湖畔账本园** from this server’s records?');
  expect(await park('lakeside ledger')).toContain('## Lakeside');
  const gone = await here.desk.admin.click(messageOf(asked), 'Remove it');
  expect(textOf(gone)).toContain('was removed');
  expect(await park('lakeside ledger')).not.toContain('Lakeside');

  const { choices } = await here.desk.admin.autocomplete('record restore', { record: '' });
  expect(choices).toEqual([{ name: 'removed: Lakeside Ledger Yard · 湖畔账本园', value: id }]);
  expect(textOf(await here.desk.admin.command('record restore', { record: id }))).toContain('## Lakeside');
  expect(await park('lakeside ledger')).toContain('## Lakeside');
});

it('takes a removal back by the button beneath it', async () => {
  await addRecord(here.desk.admin);
  const gone = await removeRecord(here.desk.admin, await idOf(here.desk.admin, 'lake'));
  expect(textOf(await here.desk.admin.click(messageOf(gone), 'Undo'))).toContain('undid #2');
  expect(await park('lakeside ledger')).toContain('## Lakeside');
});

it('hides a record of the catalogue in this server alone, and shows it again', async () => {
  const asked = await here.desk.admin.command('record remove', { record: PARK });
  expect(textOf(asked)).toContain('Hide **Hangzhou Blockchain Industrial Park');
  expect(textOf(await here.desk.admin.click(messageOf(asked), 'Hide it'))).toContain(
    'is hidden in this server',
  );
  expect(await park(PARK)).not.toContain('## Hangzhou Blockchain Industrial Park');
  const elsewhere = openDesk(here.together, 'Elsewhere');
  expect(textOf(await elsewhere.member.command('park', { name: PARK }))).toContain('## Hangzhou Blockchain');

  const { choices } = await here.desk.admin.autocomplete('record restore', { record: '' });
  expect(choices).toEqual([{ name: expect.stringMatching(/^hidden: Hangzhou Blockchain/), value: PARK }]);
  await here.desk.admin.command('record restore', { record: PARK });
  expect(await park(PARK)).toContain('## Hangzhou Blockchain Industrial Park');
});

it('does not remove what has changed since it was asked', async () => {
  await addRecord(here.desk.admin);
  const id = await idOf(here.desk.admin, 'lake');
  const asked = await here.desk.admin.command('record remove', { record: id });
  await change(id, { date: '2020' });
  const refused = await here.desk.admin.click(messageOf(asked), 'Remove it');
  expect(textOf(refused)).toContain('Nothing was changed: Lakeside Ledger Yard changed since');
  expect(await park('lakeside ledger')).toContain('## Lakeside');
});

it('restores any version, told by when, who and what', async () => {
  await addRecord(here.desk.admin);
  const id = await idOf(here.desk.admin, 'lake');
  await change(id, { date: '2020' });
  await change(id, { date: '2021' });
  const { choices = [] } = await here.desk.admin.autocomplete('record restore', { record: id, version: '' });
  expect(choices.map(({ name }) => name)).toEqual([
    expect.stringMatching(/^May 5, 2026, 10:\d\d AM GMT\+8, you edited\. Before: Date: 2020$/),
    expect.stringMatching(/you edited\. Before: Date: 2019-05-05$/),
  ]);
  const oldest = String(choices[1]?.value);
  expect(textOf(await here.desk.admin.command('record restore', { record: id, version: oldest }))).toContain(
    'May 5, 2019',
  );
  // Without a version it is as it was before.
  expect(textOf(await here.desk.admin.command('record restore', { record: id }))).toContain('· 2021 ·');
});

it('takes a correction back', async () => {
  await change(PARK, { summary: 'As we know it.' }, 'sources');
  await change(PARK, { summary: 'As we know it by now.' }, 'sources');
  const { choices = [] } = await here.desk.admin.autocomplete('record restore', {
    record: PARK,
    version: '',
  });
  expect(choices.map(({ name }) => name)).toEqual([
    'As it is in the catalogue',
    expect.stringContaining('you corrected. Before: Summary: As we know it.'),
  ]);
  const card = await here.desk.admin.command('record restore', { record: PARK, version: 'catalogue' });
  expect(textOf(card)).not.toContain('As this server corrected it');
  expect(await park(PARK)).not.toContain('As we know it');
});

it.each([
  [{ record: 'own-nothing' }, '“own-nothing” was never changed in this server'],
  [{ record: PARK }, 'was never changed in this server'],
])('refuses to restore %j', async (options, words) => {
  expect(textOf(await here.desk.admin.command('record restore', options))).toContain(words);
});

it.each(['99', '1', 'x', '-1', 'catalogue'])(
  'refuses the version %j of a record that was only added',
  async (version) => {
    await addRecord(here.desk.admin);
    const id = await idOf(here.desk.admin, 'lake');
    const told = textOf(await here.desk.admin.command('record restore', { record: id, version }));
    expect(told).toMatch(/no such version|no earlier version/);
    expect(await park('lakeside ledger')).toContain('## Lakeside');
  },
);

it('tells who changed what, the latest first, page by page, without a ping', async () => {
  expect(textOf(await history())).toContain('Nothing has been changed in this server yet');
  await addRecord(here.desk.admin);
  const id = await idOf(here.desk.admin, 'lake');
  for (const year of ['2015', '2016', '2017', '2018', '2019'])
    await change(id, { date: year, dateNote: year });
  const first = await history();
  expect(first.private).toBe(true);
  const text = textOf(first);
  expect(text).toContain('6 changes, the latest first');
  expect(text).toContain(`**#6** <@${here.desk.adminId}> edited · <t:`);
  expect(text).toContain('- Date: 2018 → 2019\n- Note on the date: 2018 → 2019');
  expect(text.indexOf('#6')).toBeLessThan(text.indexOf('#2'));
  expect(text).not.toContain('#1**');
  expect(messageOf(first).mentions).toEqual([]);
  const second = await here.desk.admin.click(messageOf(first), 'Next');
  expect(textOf(second)).toContain(`**#1** <@${here.desk.adminId}> added`);
  expect(textOf(second)).toContain('Lakeside Ledger Yard · 湖畔账本园: added');
});

it('tells the history of one record, also of one that is removed', async () => {
  await addRecord(here.desk.admin);
  await change(PARK, { summary: 'As we know it.' }, 'sources');
  const id = await idOf(here.desk.admin, 'lake');
  await removeRecord(here.desk.admin, id);
  expect(textOf(await history(id))).toContain('History of Lakeside Ledger Yard');
  expect(textOf(await history(id))).toContain('2 changes');
  expect(textOf(await history(PARK))).toContain('→ As we know it.');
  expect(textOf(await history('hyperchain'))).toContain('has not been changed in this server');
});

it('undoes any change from the history, an undo too, and an import in one step', async () => {
  await addRecord(here.desk.admin);
  const rows = Array.from({ length: 12 }, (_, i) => ({
    kind: 'park',
    name: `Harbour Yard ${i}`,
    summary: 'One of many.',
    sources: [{ title: 'A list', publisher: 'Harbour Daily' }],
  }));
  const shown = await here.desk.admin.command('record import', {
    file: fileOf(JSON.stringify(rows), 'rows.json'),
  });
  await here.desk.admin.click(messageOf(shown), 'Import 12 records');
  expect(textOf(await history())).toContain('imported 12 records');
  const page = messageOf(await history());
  expect(textOf(await here.desk.admin.click(page, 'v1:undo:2'))).toContain('undid #2');
  expect(await park('harbour yard')).not.toContain('Harbour Yard');
  expect(await park('lakeside ledger')).toContain('## Lakeside');
  await here.desk.admin.click(messageOf(await history()), 'v1:undo:3');
  expect(await park('harbour yard')).toContain('Harbour Yard');
});

it('does not undo over a later change, and says what changed', async () => {
  await addRecord(here.desk.admin);
  const id = await idOf(here.desk.admin, 'lake');
  await change(id, { date: '2020' });
  await change(id, { date: '2021' });
  const refused = await here.desk.admin.click(messageOf(await history()), 'v1:undo:2');
  expect(textOf(refused)).toContain('Nothing was changed: Lakeside Ledger Yard changed since');
  expect(await park('lakeside ledger')).toContain('2021');
});
