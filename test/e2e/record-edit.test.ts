import { beforeEach, describe, expect, it } from 'vitest';
import { addRecord, idOf, modalOf, openDesk, removeRecord, valueIn } from './desk.ts';
import { messageOf, textOf } from './together.ts';
import { useDesk } from './use-desk.ts';

const here = useDesk();

const edit = async (record: string, group: string) =>
  modalOf(await here.desk.admin.command('record edit', { record, group }));
const PARK = 'hangzhou-blockchain-industrial-park';

describe('an own record', () => {
  let id: string;
  beforeEach(async () => {
    await addRecord(here.desk.admin);
    id = await idOf(here.desk.admin, 'lake');
  });

  it('is edited in the group of fields that one asks for, filled with what is there', async () => {
    const asked = await here.desk.admin.command('record edit', { record: id });
    expect(asked.private).toBe(true);
    expect(textOf(asked)).toContain('What of **Lakeside Ledger Yard · 湖畔账本园** do you want to edit?');
    const form = modalOf(await here.desk.admin.select(messageOf(asked), 'Choose what to edit…', ['when']));
    expect(valueIn(form, 'date')).toBe('2019-05-05');
    expect(valueIn(form, 'status')).toBe('announced');
    const card = await here.desk.admin.submit(form, {
      date: '2019-06',
      status: ['ended'],
      places: 'Hangzhou, Zhejiang',
    });
    expect(textOf(card)).toContain('Hangzhou, Zhejiang · June 2019 · ended');
    expect(textOf(card)).toContain('500 million Chinese yuan');
    expect(textOf(await here.desk.member.command('search', { query: 'lakeside ledger' }))).toContain(
      'June 2019',
    );
  });

  it.each([
    ['names', { name: 'Harbour Yard', nameZh: '', tags: 'harbour' }, ['## Harbour Yard']],
    ['when', { status: [], date: '', dateNote: 'No day is known.' }, ['Park · Zhejiang', 'No day is known.']],
    [
      'details',
      { amounts: '10 billion CNY', organizations: 'Alibaba: partner', related: 'Hyperchain' },
      ['10 billion Chinese yuan', 'Alibaba — partner', 'Hyperchain'],
    ],
    [
      'sources',
      { summary: 'Shorter.', sources: 'A second visit | Lake Daily | 2020-01 | https://example.org/b' },
      ['Shorter.', '[A second visit](https://example.org/b), Lake Daily, January 2020'],
    ],
  ])('takes what is typed into %s', async (group, typed, words) => {
    const card = await here.desk.admin.submit(await edit(id, group), typed);
    for (const each of words) expect(textOf(card)).toContain(each);
  });

  it('answers wrong input with a sentence for each field, and keeps what was typed', async () => {
    const refused = await here.desk.admin.submit(await edit(id, 'when'), {
      date: 'soon',
      places: 'Atlantis',
    });
    expect(textOf(refused)).toContain('**Date**: This is not a real date');
    expect(textOf(refused)).toContain('“Atlantis” is no place of the almanac');
    const again = modalOf(await here.desk.admin.click(messageOf(refused), 'Open the form again'));
    expect(valueIn(again, 'places')).toBe('Atlantis');
    const card = await here.desk.admin.submit(again, { date: '2020', places: 'Beijing' });
    expect(textOf(card)).toContain('Beijing · 2020');
  });

  it('loses nothing when someone else was quicker: what both wrote meets in the form', async () => {
    const mine = await edit(id, 'when');
    await here.desk.admin.submit(await edit(id, 'when'), { date: '2019-06', status: ['ended'] });
    const told = await here.desk.admin.submit(mine, { date: '2019-07', dateNote: 'By the seal.' });
    expect(textOf(told)).toContain('Someone changed **Lakeside Ledger Yard');
    expect(textOf(told)).toContain('**Date**: 2019-06');
    expect(textOf(await here.desk.admin.command('park', { name: id }))).toContain('June 2019');

    const again = modalOf(await here.desk.admin.click(messageOf(told), 'Open the form again'));
    // Mine where I wrote, theirs where I did not.
    expect(valueIn(again, 'date')).toBe('2019-07');
    expect(valueIn(again, 'dateNote')).toBe('By the seal.');
    expect(valueIn(again, 'status')).toBe('ended');
    const card = await here.desk.admin.submit(again, {});
    expect(textOf(card)).toContain('July 2019 · ended');
    expect(textOf(card)).toContain('By the seal.');
  });

  it('keeps what was typed into the form of a record that someone removed meanwhile', async () => {
    const mine = await edit(id, 'names');
    await removeRecord(here.desk.admin, id);
    const told = await here.desk.admin.submit(mine, { name: 'Harbour Yard' });
    expect(textOf(told)).toContain('someone removed this record');
    await here.desk.admin.command('record restore', { record: id });
    const again = modalOf(await here.desk.admin.click(messageOf(told), 'Open the form again'));
    expect(textOf(await here.desk.admin.submit(again, {}))).toContain('## Harbour Yard');
  });
});

describe('a record of the catalogue', () => {
  it('is corrected for this server alone, and its card says so', async () => {
    const asked = await here.desk.admin.command('record edit', { record: PARK });
    expect(textOf(asked)).toContain('what you change is changed for this server alone');
    const card = await here.desk.admin.submit(await edit(PARK, 'sources'), { summary: 'As we know it.' });
    expect(textOf(card)).toContain('As we know it.');
    expect(textOf(card)).toContain('As this server corrected it');
    expect(textOf(await here.desk.member.command('park', { name: PARK }))).toContain('As we know it.');
    const elsewhere = openDesk(here.together, 'Elsewhere');
    const theirs = textOf(await elsewhere.member.command('park', { name: PARK }));
    expect(theirs).not.toContain('As we know it.');
    expect(theirs).not.toContain('corrected');
  });

  it('is as in the catalogue again when all is put back by hand', async () => {
    const form = await edit(PARK, 'sources');
    const before = valueIn(form, 'summary') ?? '';
    await here.desk.admin.submit(form, { summary: 'As we know it.' });
    const card = await here.desk.admin.submit(await edit(PARK, 'sources'), { summary: before });
    expect(textOf(card)).not.toContain('corrected');
  });
});

it('refuses a record that is none with a sentence', async () => {
  expect(textOf(await here.desk.admin.command('record edit', { record: 'own-nothing' }))).toContain(
    '“own-nothing” is no record that this server sees',
  );
});
