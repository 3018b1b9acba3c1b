import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { addRecord, type Desk, fileOf, idOf, modalOf, openDesk, valueIn, warmUp } from './desk.ts';
import { messageOf, startTogether, type Together, textOf } from './together.ts';

let together: Together;
let desk: Desk;
afterEach(() => together.end());

async function start(records: NonNullable<Parameters<typeof startTogether>[0]>['records']) {
  together = await startTogether({ at: '2026-05-05T02:00:00Z', records: { ...records } });
  await warmUp(together);
  desk = openDesk(together);
}
const AGAIN = 'Open the form again';
const add = (name: string) => addRecord(desk.admin, { names: name });

it('says how many records a server may have, and keeps what was typed until there is room', async () => {
  await start({ perServer: 2 });
  await add('First Yard');
  await add('Second Harbour');
  const refused = await add('Third Mill');
  expect(textOf(refused)).toContain('all the 2 records of its own, corrections among them, that it may have');
  const edit = modalOf(await desk.admin.command('record edit', { record: 'hyperchain', group: 'sources' }));
  expect(textOf(await desk.admin.submit(edit, { summary: 'Ours.' }))).toContain('all the 2 records');
  const asked = await desk.admin.command('record remove', { record: await idOf(desk.admin, 'first') });
  await desk.admin.click(messageOf(asked), 'Remove it');
  const form = modalOf(await desk.admin.click(messageOf(refused), AGAIN));
  expect(textOf(await desk.admin.submit(form, {}))).toContain('## Third Mill');
});

it('says how large all of it may be', async () => {
  await start({ bytesPerServer: 2_000 });
  await add('First Yard');
  const refused = await addRecord(desk.admin, {
    names: 'Second Harbour',
    details: 'Bank: founder\n'.repeat(24),
    summary: 'x'.repeat(700),
    sources: `${'y'.repeat(290)} | Z`,
  });
  expect(textOf(refused)).toContain('all that is kept of this server may have 0.002 MB');
  expect(valueIn(modalOf(await desk.admin.click(messageOf(refused), AGAIN)), 'summary')).toHaveLength(700);
});

it('says how often a server may change its records, and when it can go on', async () => {
  await start({ changesPerMinute: 2 });
  await add('First Yard');
  await add('Second Harbour');
  const refused = await add('Third Mill');
  expect(textOf(refused)).toMatch(/2 times a minute\. You can go on in \d+ seconds?\./);
  const shown = await desk.admin.command('record import', {
    file: fileOf('kind,name,summary,sources\npark,Fourth Mine,One.,A list | Daily'),
  });
  const slow = await desk.admin.click(messageOf(shown), 'Import one record');
  expect(textOf(slow)).toContain('2 times a minute');
  await together.moveTo('2026-05-05T02:02:00Z');
  expect(textOf(await desk.admin.click(messageOf(slow), 'Import one record'))).toContain('was imported');
  const form = modalOf(await desk.admin.click(messageOf(refused), AGAIN));
  expect(textOf(await desk.admin.submit(form, {}))).toContain('## Third Mill');
});

it('says that the disk did not take it, and saves what was typed once it does', async () => {
  await start({});
  const opened = await desk.admin.command('record add', { kind: 'park' });
  // A directory stands where the file should be.
  const file = join(together.dataDir, 'guilds', `${desk.guildId}.json`);
  await mkdir(join(file, 'in-the-way'), { recursive: true });
  await writeFile(join(file, 'in-the-way', 'x'), '');
  const typed = { names: 'First Yard', summary: 'A yard.', sources: 'A visit' };
  const refused = await desk.admin.submit(modalOf(opened), typed);
  expect(textOf(refused)).toContain('This could not be saved, and nothing was changed');
  expect(textOf(await desk.admin.command('park', { name: 'first yard' }))).not.toContain('## First Yard');
  await rm(file, { recursive: true });
  const form = modalOf(await desk.admin.click(messageOf(refused), AGAIN));
  expect(textOf(await desk.admin.submit(form, {}))).toContain('## First Yard');
});
