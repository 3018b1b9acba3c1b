import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpenModal, Seen } from '../../src/sandbox/index.ts';
import { messageOf, startTogether, type Together, textOf } from './together.ts';

let together: Together;
beforeEach(async () => {
  together = await startTogether({ at: '2026-05-05T02:00:00Z' });
});
afterEach(() => together.end());

const seat = (who: 'admin' | 'member' = 'admin') =>
  together.sandbox.as(together.sandbox.people[who]).in(together.sandbox.channels.general);

function modalOf(seen: Seen): OpenModal {
  if (!seen.modal) throw new Error(`no modal, but ${textOf(seen)}`);
  return seen.modal;
}

const GOOD = {
  names: 'Lakeside Ledger Yard\n湖畔账本园',
  date: '2019-05-05',
  details: '500 million yuan: first phase (planned)\nLakeside Bank: founder',
  summary: 'A yard by the lake that its owner says will hold forty firms.',
  source: 'Visit of 2019, https://example.org/yard',
};

const add = async (values: Partial<typeof GOOD> = {}) => {
  const opened = await seat().command('record add', {
    kind: 'park',
    province: 'Zhejiang',
    status: 'announced',
  });
  return seat().submit(modalOf(opened), { ...GOOD, ...values });
};

it('shows what was added as its card, and finds it by search, by date and in the list at once', async () => {
  const card = await add();
  expect(card.private).toBe(true);
  for (const words of [
    'Lakeside Ledger Yard',
    '湖畔账本园',
    'May 5, 2019',
    '500 million Chinese yuan',
    'Lakeside Bank — founder',
    'https://example.org/yard',
  ])
    expect(textOf(card)).toContain(words);
  for (const query of ['lakeside ledger', '湖畔账本', 'hupan zhangben'])
    expect(textOf(await seat('member').command('search', { query }))).toContain('Lakeside Ledger Yard');
  expect(textOf(await seat().command('onthisdate', {}))).toContain('Lakeside Ledger Yard');
});

it('keeps it over a restart', async () => {
  await add();
  await together.restart();
  expect(textOf(await seat().command('park', { name: 'lakeside ledger yard' }))).toContain('forty firms');
});

it('answers wrong input with a sentence for each field and opens the same form again with what was typed', async () => {
  const refused = await add({ date: '2023-02-29', details: 'a lot of money' });
  expect(refused.private).toBe(true);
  expect(textOf(refused)).toContain('Nothing was saved yet');
  expect(textOf(refused)).toContain('This is not a real date');
  expect(textOf(refused)).toContain('“a lot of money” is neither an amount nor an organization');
  const again = modalOf(await seat().click(messageOf(refused), 'Open the form again'));
  const card = await seat().submit(again, { date: '2019-05-05', details: '' });
  expect(textOf(card)).toContain('Lakeside Ledger Yard');
});

it('says that what was typed is gone after a restart', async () => {
  const refused = await add({ date: 'soon' });
  await together.restart();
  expect(textOf(await seat().click(messageOf(refused), 'Open the form again'))).toContain('no longer kept');
});

it('is edited with what it holds, and removed only when asked twice', async () => {
  await add();
  const { choices } = await seat().autocomplete('record edit', { record: 'lake' });
  const id = String(choices?.[0]?.value);
  const form = modalOf(await seat().command('record edit', { record: id, status: 'ended' }));
  const card = await seat().submit(form, { date: '2019-06' });
  expect(textOf(card)).toContain('June 2019 · ended');
  expect(textOf(card)).toContain('500 million Chinese yuan');
  const asked = await seat().command('record remove', { record: id });
  expect(textOf(await seat().command('search', { query: 'lakeside ledger' }))).toContain('Lakeside');
  expect(textOf(await seat().click(messageOf(asked), 'Remove it'))).toContain('was removed');
  expect(textOf(await seat().command('park', { name: 'lakeside ledger' }))).not.toContain('Lakeside');
});

it('is refused to members when the form is handed in, not only when it is opened', async () => {
  const opened = await seat('member').command('record add', { kind: 'park' }, { force: true });
  expect(textOf(opened)).toContain('Only people with the permission Manage Server');
  const form = modalOf(await seat().command('record add', { kind: 'park' }));
  const guild = together.sandbox.guildId;
  together.sandbox.world.setMemberRoles(guild, together.sandbox.people.admin.id, []);
  const refused = await seat().submit(form, GOOD);
  expect(textOf(refused)).toContain('Only people with the permission Manage Server');
});

it('leaves no live markdown, mention or link of what was typed', async () => {
  const card = await add({
    names: '@everyone **bold** [x](https://evil.example) <@1> `code`\n# heading',
    summary: '> quote\u202e ||spoiler|| <t:0:F> https://ok.example',
  });
  const text = textOf(card);
  expect(text).toContain('\\@everyone \\*\\*bold\\*\\* \\[x\\](https://evil.example) \\<\\@1\\> \\`code\\`');
  expect(text).not.toContain('\u202e');
  expect(text).toContain('\\> quote \\|\\|spoiler\\|\\| \\<t:0:F\\>');
});

it('says that a damaged file keeps this server from being served, and leaves it as it is', async () => {
  await together.stopBot();
  const file = join(together.dataDir, 'guilds', `${together.sandbox.guildId}.json`);
  await mkdir(join(together.dataDir, 'guilds'), { recursive: true });
  await writeFile(file, '{ "version": 1, "records": [');
  await together.startBot();
  const seen = await seat().command('search', { query: 'hangzhou' });
  expect(seen.private).toBe(true);
  expect(textOf(seen)).toContain('What is kept for this server cannot be read');
  expect(await readFile(file, 'utf8')).toBe('{ "version": 1, "records": [');
});
