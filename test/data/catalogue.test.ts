import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CatalogueError, readCatalogue, SHIPPED_RECORDS } from '../../src/data/catalogue.ts';
import { findingLine } from '../../src/views/finding.ts';
import { language } from '../../src/views/language.ts';

const SHIPPED = '2018-04-09-hangzhou-park-opens';
const source = { id: 'desk-notes', title: 'Notes of the desk', publisher: 'The desk' };
const bank = {
  id: 'desk-bank',
  kind: 'organization',
  name: 'The bank of the desk',
  summary: 'A bank that the desk knows of.',
  sources: [{ id: 'desk-notes' }],
};

async function fileOf(content: unknown): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'almanac-')), 'desk.json');
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const read = (...files: string[]) => readCatalogue(SHIPPED_RECORDS, files);

/** The lines that an operator is told. */
const faultsOf = async (content: unknown) => {
  const path = await fileOf(content);
  const error = await read(path).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(CatalogueError);
  return { path, lines: (error as CatalogueError).findings.map((each) => findingLine(language(), each)) };
};

describe("an operator's file of records", () => {
  it('adds to what everybody sees, and may cite and name what is shipped', async () => {
    const shipped = await read();
    const cited = shipped.get(SHIPPED)?.sources[0]?.id ?? '';
    const more = { ...bank, related: [SHIPPED], sources: [{ id: cited }, { id: 'desk-notes' }] };
    const catalogue = await read(await fileOf({ sources: [source], records: [more] }));
    expect(catalogue.get('desk-bank')).toEqual(more);
    expect(catalogue.source('desk-notes')).toEqual(source);
    expect(catalogue.get(SHIPPED)).toEqual(shipped.get(SHIPPED));
    expect([...catalogue.all()]).toHaveLength([...shipped.all()].length + 1);
  });

  it('may be one of several, and a bare list', async () => {
    const other = { ...bank, id: 'desk-other', name: 'Another of the desk' };
    const files = [await fileOf([other]), await fileOf({ sources: [source], records: [bank] })];
    expect((await read(...files)).get('desk-other')).toEqual(other);
  });

  it.each<[string, unknown, string]>([
    ['no JSON', '{"records": [\n', 'This is not JSON; see line 2.'],
    ['a list cut off', '[\n{"id": "a"},\n{"id":', 'This is not JSON; see line 3.'],
    ['something else', 'null', 'This should be a JSON list of records'],
    ['a record of a wrong shape', [{ ...bank, kind: 'bank' }], 'desk-bank: kind: '],
    ['a record without an id', [{ ...bank, id: undefined }], '#1: id: '],
    ['an id that is shipped', [{ ...bank, id: SHIPPED }], `${SHIPPED}: Another record or source has this id`],
    ["an id of servers' own", [{ ...bank, id: 'own-bank' }], 'own-bank: Ids that begin with own-'],
    ['a source that is nowhere', [bank], 'desk-bank: It cites desk-notes'],
    ['a relation to nothing', [{ ...bank, related: ['nothing'] }], 'desk-bank: It is related to nothing'],
  ])('with %s is refused with a line that says where', async (_, content, sentence) => {
    const { path, lines } = await faultsOf(content);
    expect(lines.find((line) => line.startsWith(`${path}: ${sentence}`))).toBeDefined();
  });

  it('that is not there is refused, too', async () => {
    const path = join(tmpdir(), 'almanac-none', 'desk.json');
    await expect(read(path)).rejects.toMatchObject({ findings: [{ file: path, code: 'unreadable' }] });
  });

  it('has the same rules as what is shipped between its own records', async () => {
    const pair = [
      { ...bank, related: ['desk-other'] },
      { ...bank, id: 'desk-other', name: 'Another of the desk' },
    ];
    const { lines } = await faultsOf({ sources: [source], records: pair });
    expect(lines).toEqual([
      expect.stringContaining('desk-bank: It is related to desk-other, which does not name it'),
    ]);
  });
});
