import { ComponentType } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { EDIT_FORMS, writeForm } from '../../src/data/draft.ts';
import type { Library } from '../../src/data/library.ts';
import { type AlmanacRecord, KINDS } from '../../src/data/schema.ts';
import { buildSearch } from '../../src/data/search/index.ts';
import type { HistoryEntry } from '../../src/data/store/guild-format.ts';
import { LOCALES, language } from '../../src/views/language.ts';
import {
  changedSince,
  chooseForm,
  duplicatesView,
  formProblems,
  recordForm,
} from '../../src/views/record-form.ts';
import { historyView } from '../../src/views/record-history.ts';
import { importedView, planView, refusedView } from '../../src/views/record-import.ts';
import { confirmRemoval, forgetForm } from '../../src/views/record-remove.ts';
import { changedParts } from '../../src/views/text.ts';
import { expectToFit } from './fits.ts';

const nasty = (length: number) =>
  '*_<@|[#'
    .repeat(length)
    .slice(0, length - 1)
    .concat('x');

const record: AlmanacRecord = {
  id: `own-${'a'.repeat(60)}`,
  kind: 'figure',
  name: nasty(120),
  nameZh: nasty(60),
  aliases: Array.from({ length: 24 }, (_, i) => `${i}${nasty(110)}`),
  places: Array.from({ length: 24 }, () => ({ province: nasty(60), city: nasty(60), district: nasty(60) })),
  date: '2020-01-01/2020-03-01',
  dateNote: nasty(300),
  status: 'announced',
  amounts: Array.from({ length: 24 }, () => ({
    value: 1.234e12,
    currency: 'CNY',
    of: nasty(120),
    basis: 'planned' as const,
  })),
  value: 12.5,
  unit: nasty(40),
  organizations: Array.from({ length: 24 }, () => ({ name: nasty(120), role: nasty(80) })),
  summary: nasty(700),
  disputes: [
    {
      field: nasty(40),
      note: nasty(300),
      values: Array.from({ length: 8 }, () => ({ value: nasty(300), source: 'src' })),
    },
  ],
  tags: Array.from({ length: 24 }, (_, i) => `${i}${nasty(20)}`),
  sources: Array.from({ length: 24 }, () => ({ id: 'src', note: nasty(300) })),
  verified: '2026-11-22',
};
const other: AlmanacRecord = { ...record, name: 'Short', summary: 'y', aliases: ['z'], date: '2021' };
const library: Library = {
  get: () => record,
  all: () => [record],
  source: (id) => ({
    id,
    title: nasty(300),
    publisher: nasty(160),
    url: `https://example.org/${'x'.repeat(370)}`,
  }),
  search: await buildSearch([record]),
  standing: () => ({ of: 'correction', base: other, moved: 'changed' }),
  revision: () => 'AAAAAAAAAAAA',
};
const name = record.name;
const draft = 'abcdefghijkl';

describe.each(LOCALES)('in %s', (locale) => {
  const lang = language(locale);

  it.each(KINDS)('every form for a %s keeps to the limits of modals', (kind) => {
    for (const form of ['add', ...EDIT_FORMS] as const)
      for (const texts of [{}, writeForm(form, { ...record, kind }, library)]) {
        const modal = recordForm(lang, { formId: 'x', form, kind, texts });
        expect(modal.title.length).toBeLessThanOrEqual(45);
        expect(modal.components.length).toBeLessThanOrEqual(5);
        for (const component of modal.components) {
          if (component.type !== ComponentType.Label) continue;
          expect(component.label.length).toBeLessThanOrEqual(45);
          expect(component.description?.length).toBeLessThanOrEqual(100);
          const { component: field } = component;
          if (field.type === ComponentType.TextInput)
            expect(field.value?.length ?? 0).toBeLessThanOrEqual(field.max_length ?? 0);
        }
      }
  });

  it('leaves a field out of a form that holds more than the form can, and says so', () => {
    const texts = writeForm('sources', record, library);
    const modal = recordForm(lang, { formId: 'x', form: 'sources', kind: 'figure', texts });
    expect(JSON.stringify(modal)).not.toContain('"custom_id":"sources"');
    expect(modal.components.map(({ type }) => type)).toContain(ComponentType.TextDisplay);
  });

  it('asking and refusing fits', () => {
    expectToFit(chooseForm(lang, record, 'catalogue'));
    expectToFit(confirmRemoval(lang, record, 'AAAAAAAAAAAA'));
    expectToFit(
      duplicatesView(lang, name, [record, { ...other, id: 'b' }, { ...record, id: 'c' }], draft, 15),
    );
    const clashes = (['names', 'date', 'places'] as const).map((field) => ({ field, now: nasty(4000) }));
    expectToFit(changedSince(lang, record, clashes, draft, 15));
    const problem = {
      field: 'details',
      code: 'not-a-detail',
      values: { text: nasty(4000) },
      path: 'details',
    } as const;
    expectToFit(
      formProblems(
        lang,
        Array.from({ length: 200 }, () => problem),
        draft,
        15,
      ),
    );
    expect(
      JSON.stringify(forgetForm(lang, nasty(100), { records: 1, corrections: 0, entries: 2 })),
    ).not.toContain('undefined');
  });

  it('every page of a history fits, whatever was changed', () => {
    const actions = [
      'add',
      'edit',
      'remove',
      'correct',
      'hide',
      'show',
      'restore',
      'undo',
      'import',
    ] as const;
    const entries: HistoryEntry[] = actions.map((action, i) => ({
      n: 1_000 + i,
      at: '2026-05-05T02:00:00.000Z',
      by: '12345678901234567890',
      action,
      of: 3,
      changes: Array.from({ length: i === 8 ? 5000 : 1 }, (_, j) => ({ id: `own-${j}` })),
    }));
    const versions = [
      [{ record }, { record: other }],
      [{ record: other }, { record, base: other }],
      [undefined, { record }],
      [{ record }, undefined],
      [undefined, { hidden: true }],
      [{ hidden: true }, undefined],
    ] as const;
    for (const [before, after] of versions)
      for (const shown of [undefined, { id: 'own-0', name }])
        for (const page of [0, 1, 2, 99])
          expectToFit(
            historyView(lang, {
              entries,
              page,
              record: shown,
              changesOf: (entry) => entry.changes.map(({ id }) => ({ id, before, after })),
              nameOf: () => name,
              library,
            }),
          );
  });

  it('an import fits before and after', () => {
    const many = Array.from({ length: 10_000 }, () => record);
    const plan = {
      refused: [],
      added: many,
      changed: many.map((after) => ({ before: other, after })),
      unchanged: 3,
      duplicates: many.map((each, line) => ({ line, record: each, of: [record, record, record] })),
      changes: many.map((each) => ({ do: 'add' as const, record: each })),
      sources: [],
    };
    expectToFit(planView(lang, { file: nasty(100), plan, draft, minutes: 15 }, library));
    expectToFit(importedView(lang, nasty(100), 10_000));
    const refused = Array.from({ length: 1000 }, (_, i) => ({
      line: i,
      field: nasty(300),
      code: 'unknown-column' as const,
      values: { column: nasty(100) },
    }));
    const told = refusedView(lang, nasty(100), refused);
    expectToFit(told);
    expect(told.files?.[0]?.data.toString().trim().split('\n')).toHaveLength(1000);
  });
});

it.each([
  ['short', 'other', 10, ['short', 'other']],
  [
    'one two three four five six seven',
    'one two three 4 five six seven',
    20,
    ['… two three four five six …', '… two three 4 five six …'],
  ],
  [
    '杭州未来科技城区块链产业园于四月九日正式开园运营',
    '杭州未来科技城区块链产业园于五月八日正式开园运营',
    24,
    ['杭州未来科技城区块链产业园于四月九日正式开园运营', '杭州未来科技城区块链产业园于五月八日正式开园运营'],
  ],
  [
    '杭州未来科技城区块链产业园于四月九日正式开园运营并签约十家企业',
    '杭州未来科技城区块链产业园于五月九日正式开园运营并签约十家企业',
    24,
    ['… 城区块链产业园于四月九日正式开园运 …', '… 城区块链产业园于五月九日正式开园运 …'],
  ],
  ['a '.repeat(50), `${'a '.repeat(50)}b`, 20, undefined],
] as const)('shows what differs in %j and %j', (before, after, max, parts) => {
  const told = changedParts(before, after, max);
  for (const part of told) expect(part.length).toBeLessThanOrEqual(max);
  if (parts)
    expect(told).toEqual(parts.map((part) => (part.length > max ? expect.stringContaining('…') : part)));
  expect(told[0]).not.toBe(told[1]);
});
