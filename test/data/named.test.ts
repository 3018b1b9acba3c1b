import { describe, expect, it } from 'vitest';
import { recordsNamedIn } from '../../src/data/named.ts';
import { reportAddress } from '../../src/data/report.ts';
import type { AlmanacRecord } from '../../src/data/schema.ts';

const record = (id: string, name: string, more: Partial<AlmanacRecord> = {}): AlmanacRecord => ({
  id,
  kind: 'organization',
  name,
  summary: 'x',
  sources: [{ id: 's' }],
  ...more,
});

const RECORDS = [
  record('lake-bank', 'Lakeside Bank', { nameZh: '湖畔银行', aliases: ['LB', "Xi'an Lakeside"] }),
  record('lake-fund', 'Lakeside Bank Growth Fund', { kind: 'fund', nameZh: '湖畔银行成长基金' }),
  record('safe', 'State Administration', { aliases: ['SAFE', '外管局', 'DC/EP'] }),
  record('chain', 'MiChain', { nameZh: '米链', related: ['safe'] }),
  record('chain-event', 'Opening', { kind: 'event', aliases: ['米链'], date: '2019' }),
];

describe('the records that a text names', () => {
  it.each<[string, string[]]>([
    ['', []],
    ['Nothing of that.', []],
    ['We met at lakeside   BANK.', ['lake-bank']],
    ['我們去了湖畔銀行', ['lake-bank']],
    ['https://lakeside-bank.example.org', ['lake-bank']],
    ['Lakeside Banking', []],
    ['Lakeside. Bank', []],
    ['Lakeside\nBank', []],
    ['Lakeside Bank Growth Fund', ['lake-fund']],
    ['湖畔银行成长基金', ['lake-fund']],
    ['Lakeside Bank Growth Fund of Lakeside Bank', ['lake-fund', 'lake-bank']],
    ['keep it safe', []],
    ['SAFE said', ['safe']],
    ['外管局SAFE与LB', ['safe', 'lake-bank']],
    ['lb', []],
    ['DC/EP is here', ['safe']],
    ['michain', ['chain']],
    ['米链', ['chain', 'chain-event']],
    ['Xian Lakeside', ['lake-bank']],
    ['Xi’an lakeside, then SAFE', ['lake-bank', 'safe']],
    ['**Lakeside Bank** and __MiChain__', ['lake-bank', 'chain']],
  ])('%j', (text, ids) => {
    expect(recordsNamedIn(text, RECORDS).map(({ id }) => id)).toEqual(ids);
  });

  it('names each once, in the order of the text', () => {
    const found = recordsNamedIn('MiChain, SAFE, MiChain, Lakeside Bank, SAFE', RECORDS);
    expect(found.map(({ id }) => id)).toEqual(['chain', 'safe', 'lake-bank']);
  });
});

describe('where a mistake is reported', () => {
  const of = (standing: 'catalogue' | 'guild' | 'hidden') => ({ standing: () => ({ of: standing }) });
  it.each([
    ['https://example.org/?q={id}', 'catalogue', 'https://example.org/?q=lake-bank'],
    ['https://example.org/{id}/{id}', 'catalogue', 'https://example.org/lake-bank/lake-bank'],
    ['https://example.org/', 'catalogue', 'https://example.org/'],
    ['https://example.org/?q={id}', 'guild', undefined],
    ['https://example.org/?q={id}', 'hidden', undefined],
    ['', 'catalogue', undefined],
  ] as const)('%s for a record of %s', (template, standing, address) => {
    expect(reportAddress(template, 'lake-bank', of(standing))).toBe(address);
  });
});
