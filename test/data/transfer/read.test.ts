import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_BYTES, MAX_DEPTH, MAX_RECORD_LENGTH, MAX_RECORDS } from '../../../src/data/transfer/limits.ts';
import { readTransfer } from '../../../src/data/transfer/read.ts';
import { bytesOf, plan } from './world.ts';

const HEADER = 'kind,name,summary,sources';
const row = { kind: 'park', name: 'Yard', summary: 'A yard.', sources: [{ title: 'A', publisher: 'B' }] };
const cells = 'park,Yard,A yard.,A | B';

async function valuesOf(content: string | Uint8Array) {
  const file = await readTransfer(typeof content === 'string' ? bytesOf(content) : content);
  expect(file.refused).toEqual([]);
  return file.rows.map(({ value }) => value);
}

it.each([
  ['records with works beside them', JSON.stringify({ records: [row, row], sources: [] }), [row, row]],
  ['works before records', JSON.stringify({ sources: [], records: [row] }, null, 2), [row]],
  ['a bare list', ` ${JSON.stringify([row, row], null, 2)}\n`, [row, row]],
  ['JSON Lines', `${JSON.stringify(row)}\n\n${JSON.stringify(row)}\n`, [row, row]],
  ['one record over several lines', JSON.stringify(row, null, 2), [row]],
  ['brackets and quotes in texts', JSON.stringify([{ name: '}]"\\{[,' }]), [{ name: '}]"\\{[,' }]],
  ['JSON with a byte order mark', `\ufeff[${JSON.stringify(row)}]`, [row]],
  ['a table', `${HEADER}\n${cells}\n`, [row]],
  ['a table with a byte order mark', `\ufeff${HEADER}\r\n${cells}\r\n`, [row]],
  ['semicolons', `${HEADER}\n${cells}`.replaceAll(',', ';'), [row]],
  ['tabs', `${HEADER}\n${cells}`.replaceAll(',', '\t'), [row]],
  ['columns in any order and case', 'Summary,SOURCES,kind,name\nA yard.,A | B,park,Yard', [row]],
  ['blank rows and columns', `${HEADER},,\n,,,,,\n\n${cells},,\n,,,\n`, [row]],
  ['rows that end early', `${HEADER},status,tags\n${cells}\n`, [row]],
])('reads %s', async (_, content, expected) => {
  expect(await valuesOf(content)).toEqual(expected);
});

it.each([
  ['places', '浙江 | 杭州', [{ province: '浙江', city: '杭州' }]],
  [
    'places',
    'Zhejiang\r\nBeijing | | Haidian\n',
    [{ province: 'Zhejiang' }, { province: 'Beijing', district: 'Haidian' }],
  ],
  [
    'amounts',
    '1,500,000 | CNY | total | planned',
    [{ value: 1_500_000, currency: 'CNY', of: 'total', basis: 'planned' }],
  ],
  ['amounts', 'a lot | CNY', [{ value: 'a lot', currency: 'CNY' }]],
  ['aliases', 'One | Two\nA \\| B', ['One', 'Two', 'A | B']],
  ['tags', 'a | | b', ['a', 'b']],
  [
    'organizations',
    'Alibaba | founder | alibaba | more',
    [{ name: 'Alibaba', role: 'founder', id: 'alibaba', 'part 4': 'more' }],
  ],
  [
    'disputes',
    'date | Differs. | 2018 | a | 2019 | b',
    [
      {
        field: 'date',
        note: 'Differs.',
        values: [
          { value: '2018', source: 'a' },
          { value: '2019', source: 'b' },
        ],
      },
    ],
  ],
  ['related', 'a\nb', ['a', 'b']],
  ['value', '-12.5', -12.5],
  ['value', "'-3", -3],
  ['value', '1,2', '1,2'],
  ['date', '2018/4/9', '2018-04-09'],
  ['date', '2018/2019', '2018/2019'],
  ['nameZh', "'=园", '=园'],
  ['nameZh', "''=园", "'=园"],
  ['nameZh', "'园", "'园"],
])('reads a cell of %s: %j', async (column, cell, expected) => {
  const quoted = `"${cell.replaceAll('"', '""')}"`;
  const [value] = await valuesOf(`${HEADER},${column}\n${cells},${quoted}`);
  expect(value).toEqual({ ...row, [column]: expected });
});

describe('refuses', () => {
  const deep = '['.repeat(MAX_DEPTH + 2);
  const gbk = Uint8Array.from([...bytesOf(`${HEADER}\n`), 0xc7, 0xf8, 0xbf, 0xe9]);
  it.each<[string, string | Uint8Array, object]>([
    ['nothing', '', { code: 'empty-file' }],
    ['blank lines', ' \n\n', { code: 'empty-file' }],
    ['an empty list', '[]', { code: 'empty-file' }],
    ['a header alone', HEADER, { code: 'empty-file' }],
    ['too many bytes', new Uint8Array(MAX_BYTES + 1), { code: 'file-too-large', values: { max: MAX_BYTES } }],
    ['UTF-16', Buffer.from(`\ufeff${HEADER}`, 'utf16le'), { code: 'not-utf-8', values: { found: 'UTF-16' } }],
    [
      'UTF-16 without a mark',
      Buffer.from(HEADER, 'utf16le'),
      { code: 'not-utf-8', values: { found: 'UTF-16' } },
    ],
    ['GBK', gbk, { line: 2, code: 'not-utf-8', values: { found: 'GBK' } }],
    ['other bytes', Uint8Array.from([0x61, 0xc3, 0x28]), { code: 'not-utf-8', values: { found: 'other' } }],
    ['half a letter', bytesOf('链').subarray(0, 2), { code: 'not-utf-8' }],
    ['JSON cut off', '[{"id": "a"', { line: 1, code: 'not-json' }],
    ['JSON that goes wrong', '[\n{"id": "a"},\n{"id" "b"}\n]', { line: 3, code: 'not-json' }],
    ['a comma too many', '[{},\n]', { line: 2, code: 'not-json' }],
    ['a comma too few', '[{} {}]', { code: 'not-json' }],
    ['text after the end', '[{}] x', { code: 'not-json' }],
    ['mixed brackets', '[{"a": [1}]]', { code: 'not-json' }],
    ['lines that are no JSON', '{"id": "a"}\nid: b', { line: 2, code: 'not-json' }],
    ['no list of records', '{"records": {}}', { code: 'wrong-type', values: { expected: 'array' } }],
    ['another list', '{"records": [], "users": []}', { code: 'unknown-field', values: { fields: 'users' } }],
    ['brackets without end', deep, { code: 'too-deep', values: { max: MAX_DEPTH } }],
    ['a record without end', `["${'x'.repeat(MAX_RECORD_LENGTH)}"]`, { code: 'record-too-large' }],
    [
      'too many records',
      `[${'1,'.repeat(MAX_RECORDS)}1]`,
      { code: 'too-many-records', values: { max: MAX_RECORDS } },
    ],
    [
      'too many rows',
      `${HEADER}\n${'x,,,\n'.repeat(MAX_RECORDS + 1)}`,
      { line: MAX_RECORDS + 2, code: 'too-many-records' },
    ],
    ['a text that is no table', 'Hello, world', { code: 'unknown-column', values: { column: 'Hello' } }],
    [
      'a column of no field',
      `${HEADER},__proto__\n${cells},x`,
      { code: 'unknown-column', values: { column: '__proto__' } },
    ],
    [
      'a column twice',
      `${HEADER},Name\n${cells},x`,
      { code: 'duplicate-column', values: { column: 'name' } },
    ],
    [
      'no column of names',
      'kind,summary,sources\npark,x,y',
      { code: 'missing-column', values: { column: 'name' } },
    ],
    ['a cell beside the table', `${HEADER}\n${cells},x`, { line: 2, record: 1, code: 'too-many-cells' }],
    ['an open quote', `${HEADER}\n${cells}\npark,"Yard`, { line: 3, code: 'unclosed-quote' }],
    ['a quote within', `${HEADER}\npark,12" disk,x,y`, { line: 2, code: 'stray-quote' }],
    ['text behind a quote', `${HEADER}\n\npark,"12" disk,x,y`, { line: 3, code: 'stray-quote' }],
    [
      'a cell without end',
      `${HEADER}\npark,${'x'.repeat(MAX_RECORD_LENGTH)}`,
      { line: 2, code: 'record-too-large' },
    ],
  ])('%s', async (_, content, expected) => {
    const { refused } = await readTransfer(typeof content === 'string' ? bytesOf(content) : content);
    expect(refused).toEqual([expect.objectContaining(expected)]);
  });
});

it.each([
  ['JSON', '[\n{"id": 1},\n\n{\n"id": 2\n},\n{"id": 3}]', [2, 4, 7]],
  ['a table', `${HEADER}\nx\n\n"a\r\nb\nc"\n,\ny`, [2, 4, 8]],
])('knows the line that each record of %s begins in', async (_, content, lines) => {
  const { rows } = await readTransfer(bytesOf(content));
  expect(rows.map(({ line }) => line)).toEqual(lines);
});

it('reads on no further once it is stopped', async () => {
  const many = bytesOf(`[${Array.from({ length: 5_000 }, () => JSON.stringify(row)).join()}]`);
  const stop = new AbortController();
  const shares: number[] = [];
  const onProgress = (done: number) => {
    shares.push(done);
    if (done > 0.3) stop.abort();
  };
  await expect(readTransfer(many, { signal: stop.signal, onProgress })).rejects.toMatchObject({
    name: 'AbortError',
  });
  expect(Math.max(...shares)).toBeLessThan(0.6);
});

describe('bytes of any kind', () => {
  const fragment = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    '"',
    ',',
    ':',
    '\\',
    '\n',
    '"records"',
    '__proto__',
    HEADER,
    '|',
    '链',
  );
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 60 }),
    fc.array(fragment, { maxLength: 20 }).map((parts) => new Uint8Array(bytesOf(parts.join('')))),
    fc.json().map((text) => new Uint8Array(bytesOf(text))),
    fc
      .tuple(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }))
      .map(([a, b]) => new Uint8Array(bytesOf(`${HEADER}\n${a},${b}`))),
  );

  it('give problems and never a throw', async () => {
    await fc.assert(
      fc.asyncProperty(bytes, async (content) => {
        const { refused } = await plan(Buffer.from(content).toString('latin1'));
        expect(refused.length).toBeGreaterThan(0);
        expect((await readTransfer(content)).rows.length).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 400 },
    );
  });
});
