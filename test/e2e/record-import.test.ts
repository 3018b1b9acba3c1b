import { describe, expect, it } from 'vitest';
import type { Seen } from '../../src/sandbox/index.ts';
import type { PageMessage } from '../../src/sandbox/protocol.ts';
import { addRecord, fileIn, fileOf, idOf, removeRecord } from './desk.ts';
import { messageOf, textOf } from './together.ts';
import { useDesk } from './use-desk.ts';

const here = useDesk({ at: '2026-05-05T02:00:00Z', records: { perServer: 2_000 } });

const take = (data: string | Buffer, filename = 'yard.csv') =>
  finished(here.desk.admin.command('record import', { file: fileOf(data, filename) }));
const press = (message: Seen, button: string) => finished(here.desk.admin.click(messageOf(message), button));

/** What a person sees in the end, where the work takes so long that they see how far it has come before. */
async function finished(act: Promise<Seen>): Promise<Seen> {
  const seen = await act;
  const isDone = (message: PageMessage) =>
    message.id === seen.message?.id && !textOf({ message }).startsWith('⏳');
  return {
    ...seen,
    message: await here.together.sandbox.waitForMessage(here.desk.channelId, isDone, 30_000),
  };
}

const park = async (name: string) => textOf(await here.desk.member.command('park', { name }));
const rows = (count: number, summary = 'One of many.') =>
  JSON.stringify(
    Array.from({ length: count }, (_, i) => ({
      kind: 'park',
      name: `Harbour Yard ${i}`,
      summary,
      sources: [{ title: 'A list', publisher: 'Harbour Daily' }],
    })),
  );

it('shows what a file would add and change, and changes it only when that is wanted', async () => {
  await addRecord(here.desk.admin);
  const own = (
    await fileIn(await here.desk.admin.command('record export', { what: 'own', format: 'csv' }))
  ).toString();
  const [header, row] = own.trim().split('\n');
  const added = row?.replace(/^own-[^,]+/, '').replace('Lakeside Ledger Yard,湖畔账本园', 'Harbour Yard,');
  const shown = await take([header, row?.replace('forty', 'fifty'), added].join('\n'));
  expect(shown.private).toBe(true);
  const text = textOf(shown);
  expect(text).toContain('**One new record**\n- Harbour Yard');
  expect(text).toContain('**One record changes**\n- Lakeside Ledger Yard · 湖畔账本园 (Summary)');
  expect(text).toContain('Nothing was changed yet');
  expect(await park('lakeside ledger')).toContain('forty');
  const done = await press(shown, 'Import 2 records');
  expect(textOf(done)).toContain('**yard.csv was imported:** 2 records');
  expect(await park('lakeside ledger')).toContain('fifty');
  expect(await park('harbour')).toContain('## Harbour Yard');
  await press(done, 'Undo');
  expect(await park('lakeside ledger')).toContain('forty');
  expect(await park('harbour')).not.toContain('## Harbour Yard');
});

it.each(['csv', 'json'] as const)(
  'takes what is exported as %s, and changes nothing with it',
  async (format) => {
    await addRecord(here.desk.admin);
    for (const what of ['own', 'all'] as const) {
      const exported = await here.desk.admin.command('record export', { what, format });
      expect(exported.private).toBe(true);
      expect(messageOf(exported).attachments[0]?.filename).toBe(`almanac-${what}.${format}`);
      const again = await take(await fileIn(exported), `almanac.${format}`);
      expect(textOf(again)).toContain('has nothing new');
    }
  },
);

it('says which lines need mending, the rest in a file, and takes nothing of it', async () => {
  const bad = ['kind,name,summary,sources', 'park,Harbour Yard,One.,A list | Daily'];
  for (let i = 0; i < 15; i += 1) bad.push(`castle,Castle ${i},One.,A list | Daily`);
  const told = await take(bad.join('\n'));
  expect(textOf(told)).toContain('**yard.csv was not imported.** 15 things in it need mending first');
  expect(textOf(told)).toContain('- Line 3, kind: This is not allowed here. Use one of: park, fund');
  expect(textOf(told)).not.toContain('Import');
  expect((await fileIn(told)).toString().trim().split('\n')).toHaveLength(15);
  expect(await park('harbour')).not.toContain('## Harbour Yard');
});

it.each([
  ['', 'The file has no records'],
  ['{', 'This is not JSON'],
  ['name,colour\nA,red', 'There is no column “colour”'],
  [Buffer.from('\ufeffkind,name', 'utf16le'), 'The file is not in UTF-8. Save it as'],
  ['[{"__proto__": {"kind": "park"}}]', 'need mending'],
] as const)('refuses the file %j with a sentence', async (data, words) => {
  expect(textOf(await take(data))).toContain(words);
});

it('names what may be there already', async () => {
  await addRecord(here.desk.admin);
  const shown = await take('kind,name,summary,sources\npark,Lakeside Ledger Yard,Again.,A list | Daily');
  expect(textOf(shown)).toContain('line 2, Lakeside Ledger Yard: like Lakeside Ledger Yard · 湖畔账本园');
});

it('is for the one who asked, and is kept for a quarter of an hour', async () => {
  const shown = await take(rows(2));
  await here.together.moveTo('2026-05-05T02:16:00Z');
  expect(textOf(await press(shown, 'Import 2 records'))).toContain('no longer kept');
  expect(await park('harbour')).not.toContain('Harbour Yard');
});

it('does not import over what changed since it was shown', async () => {
  await addRecord(here.desk.admin);
  const own = (await fileIn(await here.desk.admin.command('record export', {}))).toString();
  const shown = await take(own.replace('forty', 'fifty'));
  await removeRecord(here.desk.admin, await idOf(here.desk.admin, 'lake'));
  const refused = await press(shown, 'Import one record');
  expect(textOf(refused)).toMatch(/changed since|no record that this server sees/);
  expect(await park('lakeside ledger')).not.toContain('fifty');
});

describe('a large import', () => {
  it('shows how far it has come and ends with what it did', async () => {
    const seen = new Set<string>();
    const watch = setInterval(() => {
      for (const message of here.together.sandbox.messages(here.desk.channelId, here.desk.adminId))
        seen.add(textOf({ message }));
    }, 50);
    const everything = await fileIn(
      await here.desk.admin.command('record export', { what: 'all', format: 'json' }),
    );
    const changed = everything
      .toString()
      .replaceAll('"summary":"', '"summary":"Ours. ')
      .replaceAll('"summary": "', '"summary": "Ours. ');
    const shown = await take(changed, 'all.json');
    expect(textOf(shown)).toMatch(/[\d,]+ records change/);
    const done = await press(shown, labelOf(shown));
    clearInterval(watch);
    expect(textOf(done)).toContain('**all.json was imported:**');
    const steps = [...seen]
      .flatMap((text) => /^⏳ Reading all\.json… (\d+) %$/.exec(text)?.[1] ?? [])
      .map(Number);
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
    expect(await park('hangzhou-blockchain-industrial-park')).toContain('Ours. ');
    expect(textOf(await press(done, 'Undo'))).toContain('undid');
    expect(await park('hangzhou-blockchain-industrial-park')).not.toContain('Ours. ');
  }, 120_000);

  it('that there is no room for is refused before it is begun', async () => {
    expect(textOf(await take(rows(2_001), 'many.json'))).toContain(
      'There is no room for this: a server may have 2,000 records',
    );
  }, 60_000);
});

/** The label of the button that imports. */
const labelOf = (seen: Seen) => /^Import .*$/m.exec(textOf(seen).split('\n').slice(1).join('\n'))?.[0] ?? '';
