import { expect, it } from 'vitest';
import { relatedTo } from '../../src/data/library.ts';
import type { AlmanacRecord } from '../../src/data/schema.ts';

const record = (id: string, more: Partial<AlmanacRecord> = {}): AlmanacRecord => ({
  id,
  kind: 'event',
  name: id,
  summary: id,
  sources: [{ id: 's' }],
  ...more,
});
const all = [
  record('bank', { kind: 'organization', related: ['park'] }),
  record('park', { kind: 'park', related: ['bank'] }),
  record('opening', {
    organizations: [
      { name: 'Bank', role: 'host', id: 'bank' },
      { name: 'A guest', role: 'guest' },
    ],
  }),
  record('other', { organizations: [{ name: 'Gone', role: 'host', id: 'gone' }] }),
];
const records = { get: (id: string) => all.find((each) => each.id === id), all: () => all };
const ids = (id: string) => {
  const found = records.get(id);
  return found && relatedTo(records, found).map((each) => each.id);
};

it('takes being involved for a relation on both sides, and each record once', () => {
  expect(ids('bank')).toEqual(['park', 'opening']);
  expect(ids('opening')).toEqual(['bank']);
  expect(ids('park')).toEqual(['bank']);
});

it('leaves out what is not there', () => {
  expect(ids('other')).toEqual([]);
});
