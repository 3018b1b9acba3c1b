import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { addRecord, GOOD, modalOf, valueIn } from './desk.ts';
import { messageOf, textOf } from './together.ts';
import { useDesk } from './use-desk.ts';

const here = useDesk();

const AGAIN = 'Open the form again';

it('shows what was added as its card, and finds it by search, by date and in the list at once', async () => {
  const card = await addRecord(here.desk.admin);
  expect(card.private).toBe(true);
  for (const words of [
    'Lakeside Ledger Yard',
    '湖畔账本园',
    'May 5, 2019',
    '500 million Chinese yuan',
    'Lakeside Bank — founder',
    'https://example.org/yard',
    'This server’s own record',
  ])
    expect(textOf(card)).toContain(words);
  for (const query of ['lakeside ledger', '湖畔账本', 'hupan zhangben'])
    expect(textOf(await here.desk.member.command('search', { query }))).toContain('Lakeside Ledger Yard');
  expect(textOf(await here.desk.admin.command('onthisdate', {}))).toContain('Lakeside Ledger Yard');
  await here.desk.admin.command('digest subscribe', { time: '23:00' });
  expect(
    textOf(await here.desk.admin.command('digest preview', { subscription: await subscription() })),
  ).toContain('Lakeside Ledger Yard');
});

async function subscription(): Promise<string> {
  const { choices } = await here.desk.admin.autocomplete('digest preview', { subscription: '' });
  return String(choices?.[0]?.value);
}

it.each([
  ['park', GOOD.details],
  ['fund', GOOD.details],
  ['policy', ''],
  ['project', '10 billion CNY'],
  ['organization', ''],
  ['event', ''],
  ['figure', '1,238 filings\nLakeside Bank: counted them'],
])('adds a %s', async (kind, details) => {
  expect(textOf(await addRecord(here.desk.admin, { details }, kind))).toContain('## Lakeside Ledger Yard');
});

it('keeps it over a restart', async () => {
  await addRecord(here.desk.admin);
  await here.together.restart();
  expect(textOf(await here.desk.admin.command('park', { name: 'lakeside ledger yard' }))).toContain(
    'forty firms',
  );
});

it('answers wrong input with a sentence for each field and opens the same form again with what was typed', async () => {
  const refused = await addRecord(here.desk.admin, {
    names: '\u200b',
    date: '2023-02-29',
    details: 'a lot of money',
    sources: 'https://[',
  });
  expect(refused.private).toBe(true);
  for (const words of [
    'Nothing was saved yet',
    '**Names**: A record needs a name',
    '**Date**: This is not a real date',
    '“a lot of money” is neither an amount nor an organization. Write “10 billion CNY',
    '**Sources**: This is not a web address',
  ])
    expect(textOf(refused)).toContain(words);
  const again = modalOf(await here.desk.admin.click(messageOf(refused), AGAIN));
  expect(valueIn(again, 'details')).toBe('a lot of money');
  expect(valueIn(again, 'summary')).toBe(GOOD.summary);
  const card = await here.desk.admin.submit(again, { ...GOOD, details: '' });
  expect(textOf(card)).toContain('Lakeside Ledger Yard');
});

it('says that what was typed is gone after a restart, and after a quarter of an hour', async () => {
  const refused = messageOf(await addRecord(here.desk.admin, { date: 'soon' }));
  await here.together.moveTo('2026-05-05T02:14:00Z');
  expect(modalOf(await here.desk.admin.click(refused, AGAIN))).toBeDefined();
  await here.together.moveTo('2026-05-05T02:16:00Z');
  expect(textOf(await here.desk.admin.click(refused, AGAIN))).toContain('no longer kept');
  const other = messageOf(await addRecord(here.desk.admin, { date: 'soon' }));
  await here.together.restart();
  expect(textOf(await here.desk.admin.click(other, AGAIN))).toContain('no longer kept');
});

it('shows a likely duplicate before anything is added, to be looked at, mended or added all the same', async () => {
  await addRecord(here.desk.admin);
  const asked = await addRecord(here.desk.admin, { summary: 'Another one.' });
  expect(asked.private).toBe(true);
  expect(textOf(asked)).toContain('Nothing was saved yet');
  expect(textOf(asked)).toContain('Lakeside Ledger Yard · 湖畔账本园');
  const list = () => here.desk.admin.command('park', { name: 'lakeside ledger' });
  expect(textOf(await list())).toContain('## Lakeside Ledger Yard');

  const select = messageOf(asked);
  const [option] = (JSON.stringify(select.components).match(/own-[a-z0-9]+/) ?? []) as string[];
  expect(textOf(await here.desk.admin.select(select, 'Look at it…', [option ?? '']))).toContain(
    'forty firms',
  );

  const form = modalOf(await here.desk.admin.click(select, 'Mend what I typed'));
  expect(valueIn(form, 'summary')).toBe('Another one.');
  const card = await here.desk.admin.click(select, 'Add all the same');
  expect(textOf(card)).toContain('Another one.');
  expect(textOf(await list())).toContain('2 records');
});

it('finds a likely duplicate in the catalogue, too', async () => {
  const asked = await addRecord(here.desk.admin, { names: 'Hangzhou Blockchain Industrial Park' });
  expect(textOf(asked)).toContain('may be there already');
  expect(textOf(asked)).toContain('中国杭州区块链产业园');
});

it('adds once, however often the button is pressed', async () => {
  await addRecord(here.desk.admin);
  const asked = messageOf(await addRecord(here.desk.admin));
  const id = JSON.stringify(asked.components).match(/v1:anyway:[\w-]+/)?.[0] ?? '';
  const presses = await Promise.all([here.desk.admin.click(asked, id), here.desk.admin.click(asked, id)]);
  expect(presses.map(textOf).filter((text) => text.includes('## Lakeside'))).toHaveLength(1);
  expect(textOf(await here.desk.admin.command('park', { name: 'lakeside ledger' }))).toContain('2 records');
});

it('says that a damaged file keeps this server from being served, and leaves it as it is', async () => {
  await here.together.stopBot();
  const file = join(here.together.dataDir, 'guilds', `${here.desk.guildId}.json`);
  await mkdir(join(here.together.dataDir, 'guilds'), { recursive: true });
  await writeFile(file, '{ "version": 1, "records": [');
  await here.together.startBot();
  const seen = await here.desk.admin.command('search', { query: 'hangzhou' });
  expect(seen.private).toBe(true);
  expect(textOf(seen)).toContain('What is kept for this server cannot be read');
  expect(await readFile(file, 'utf8')).toBe('{ "version": 1, "records": [');
});
