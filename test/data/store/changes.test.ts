import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { revisionOf } from '../../../src/data/library.ts';
import type { AlmanacRecord, Source } from '../../../src/data/schema.ts';
import {
  applyBatch,
  type Outcome,
  type RecordChange,
  restore,
  undo,
} from '../../../src/data/store/changes.ts';
import {
  type Action,
  type GuildData,
  guildFormat,
  type HistoryEntry,
} from '../../../src/data/store/guild-format.ts';
import { changesOf, versionsOf } from '../../../src/data/store/history.ts';
import { AUTHOR, CATALOGUE, catalogueOf, catalogueRecord, idsOf, ownRecord, work } from './records.ts';

const EMPTY = guildFormat.empty();

/** Makes changes one after the other, each an entry of its own. */
function made(...changes: (RecordChange | [RecordChange, ...Source[]])[]): GuildData {
  return changes.reduce((data: GuildData, each) => {
    const [change, ...sources] = Array.isArray(each) ? each : [each];
    return make(data, [change], sources).data;
  }, EMPTY);
}

const make = (data: GuildData, changes: RecordChange[], sources: Source[] = [], action: Action = 'import') =>
  applyBatch(data, CATALOGUE, { action, changes, sources }, AUTHOR);

/** An own record that cites `own-notes`. */
const noted = (id: string, change: Partial<AlmanacRecord> = {}) =>
  ownRecord(id, { sources: [{ id: 'own-notes' }], ...change });

const add = (id: string, change: Partial<AlmanacRecord> = {}): RecordChange => ({
  do: 'add',
  record: ownRecord(id, change),
});
const addNoted = (id: string, change: Partial<AlmanacRecord> = {}): RecordChange => ({
  do: 'add',
  record: noted(id, change),
});
const replace = (record: AlmanacRecord): RecordChange => ({ do: 'replace', record });
const remove = (id: string): RecordChange => ({ do: 'remove', id });
const show = (id: string): RecordChange => ({ do: 'show', id });

const isKept = (data: GuildData) => guildFormat.schema.safeParse(data).success;
const state = ({ history: _, ...rest }: GuildData) => rest;
const refusal = (call: () => unknown) => {
  try {
    return call();
  } catch (error) {
    return (error as { reason: unknown }).reason;
  }
};

describe('a change', () => {
  it('adds, edits and removes an own record', () => {
    const changed = ownRecord('a', { name: 'Changed' });
    expect(made(add('b'), add('a')).records).toEqual([ownRecord('a'), ownRecord('b')]);
    expect(made(add('b'), add('a'), replace(changed)).records).toEqual([changed, ownRecord('b')]);
    expect(made(add('b'), add('a'), remove('own-a')).records).toEqual([ownRecord('b')]);
  });

  it('corrects and hides a record of the catalogue, and shows it again', () => {
    const base = catalogueRecord('lake-park');
    const record = { ...base, name: 'Corrected' };
    const corrected = made(replace(record));
    expect(state(corrected)).toEqual({ ...state(EMPTY), corrections: [{ record, base }] });
    const hidden = make(corrected, [remove('lake-park')]).data;
    expect(state(hidden)).toEqual({ ...state(EMPTY), hidden: ['lake-park'] });
    for (const data of [corrected, hidden])
      expect(state(make(data, [show('lake-park')]).data)).toEqual(state(EMPTY));
    expect(make(hidden, [replace(record)]).data.corrections).toEqual([{ record, base }]);
    // What the catalogue says already is no correction.
    expect(state(make(corrected, [replace(base)]).data)).toEqual(state(EMPTY));
  });

  it('can still be made to what a later catalogue lacks', () => {
    const corrected = made(replace(catalogueRecord('lake-park', { name: 'Corrected' })));
    const again = catalogueRecord('lake-park', { name: 'Again' });
    const outcome = (change: RecordChange) =>
      applyBatch(corrected, catalogueOf(), { action: 'correct', changes: [change] }, AUTHOR).data;
    expect(outcome(replace(again)).corrections).toEqual([
      { record: again, base: catalogueRecord('lake-park') },
    ]);
    expect(outcome(show('lake-park')).corrections).toEqual([]);
  });

  it('writes who did what, when, and what was before', () => {
    const data = made([add('a', { sources: [{ id: 'own-x' }] }), work('own-x')], remove('own-a'));
    const record = ownRecord('a', { sources: [{ id: 'own-x' }] });
    const stamp = { at: '2026-04-09T08:00:00.000Z', by: AUTHOR.by, action: 'import' };
    expect(data.history).toEqual([
      { n: 1, ...stamp, changes: [{ id: 'own-a' }], sources: [{ id: 'own-x' }] },
      {
        n: 2,
        ...stamp,
        changes: [{ id: 'own-a', before: { record } }],
        sources: [{ id: 'own-x', before: work('own-x') }],
      },
    ]);
  });

  it('keeps the works that are cited, each once, and none that the catalogue has', () => {
    const citing = (id: string, ...ids: string[]) => add(id, { sources: ids.map((each) => ({ id: each })) });
    const data = made(
      [citing('a', 'one', 'paper'), work('two'), work('one'), work('paper', 'Another')],
      [citing('b', 'one'), work('one', 'One again')],
    );
    expect(data.sources).toEqual([work('one', 'One again')]);
    expect(make(data, [remove('own-a'), remove('own-b')]).data.sources).toEqual([]);
  });

  it.each<[string, GuildData, RecordChange[]]>([
    ['nothing', EMPTY, []],
    ['the same again', made(add('a')), [replace(ownRecord('a'))]],
    ['what the catalogue says', EMPTY, [replace(catalogueRecord('lake-park'))]],
    ['to show what is shown', EMPTY, [show('lake-park')]],
    ['something and back', EMPTY, [add('a'), remove('own-a')]],
    ['to hide what is hidden', made(remove('lake-park')), [remove('lake-park')]],
  ])('that asks for %s leaves no trace', (_, data, changes) => {
    expect(make(data, changes)).toEqual({ data, entry: undefined });
    expect(make(data, changes).data).toBe(data);
  });

  it.each<[string, RecordChange[], object]>([
    ['adds what is there', [add('a')], { code: 'id-taken', id: 'own-a' }],
    ['adds one id twice', [add('b'), add('b')], { code: 'id-taken', id: 'own-b' }],
    [
      "adds under an id of the catalogue's",
      [{ do: 'add', record: catalogueRecord('lake-park') }],
      { code: 'id-taken', id: 'lake-park' },
    ],
    [
      "adds under an id like the catalogue's",
      [{ do: 'add', record: catalogueRecord('sea-park') }],
      { code: 'not-in-catalogue', id: 'sea-park' },
    ],
    ['edits what is not there', [replace(ownRecord('b'))], { code: 'unknown-id', id: 'own-b' }],
    [
      'corrects nothing',
      [replace(catalogueRecord('sea-park'))],
      { code: 'not-in-catalogue', id: 'sea-park' },
    ],
    ['removes what is not there', [remove('own-b')], { code: 'unknown-id', id: 'own-b' }],
    ['hides nothing', [remove('sea-park')], { code: 'not-in-catalogue', id: 'sea-park' }],
    ['shows an own record', [show('own-a')], { code: 'not-in-catalogue', id: 'own-a' }],
    ['shows nothing', [show('sea-park')], { code: 'not-in-catalogue', id: 'sea-park' }],
    ['removes a trap', [remove('__proto__')], { code: 'not-in-catalogue', id: '__proto__' }],
    [
      'cites what nobody has',
      [add('b', { sources: [{ id: 'paper' }, { id: 'own-x' }] })],
      { code: 'unknown-source', id: 'own-b', source: 'own-x' },
    ],
    ['is good but for its end', [add('b'), remove('own-c')], { code: 'unknown-id', id: 'own-c' }],
  ])('is refused that %s', (_, changes, reason) => {
    const data = made(add('a'));
    expect(refusal(() => make(data, changes))).toEqual(reason);
  });
});

describe('a change against a revision', () => {
  const source = (data: GuildData) => (id: string) =>
    CATALOGUE.source(id) ?? data.sources.find((each) => each.id === id);
  const first = made([addNoted('a'), work('own-notes')]);
  const against = revisionOf(noted('a'), source(first));
  const edit = { ...replace(noted('a', { name: 'Mine' })), against };

  it('is made where the record is as it was', () => {
    expect(make(first, [edit]).data.records).toEqual([noted('a', { name: 'Mine' })]);
    // Others may have changed.
    expect(idsOf(make(make(first, [add('b')]).data, [edit]).data)).toEqual(['own-a', 'own-b']);
  });

  it.each<[string, RecordChange[], Source[]]>([
    ['the record', [replace(noted('a', { name: 'Theirs' }))], []],
    ['a work that it cites', [], [work('own-notes', 'Other notes')]],
    ['whether it is there', [remove('own-a')], []],
  ])('is refused where someone has changed %s', (_, changes, sources) => {
    const moved = make(first, changes, sources).data;
    for (const change of [edit, { ...remove('own-a'), against }])
      expect(refusal(() => make(moved, [change]))).toEqual({ code: 'changed-since', ids: ['own-a'] });
  });

  it("holds for the catalogue's, too", () => {
    const seen = revisionOf(catalogueRecord('lake-park'), CATALOGUE.source);
    const correct = { ...replace(catalogueRecord('lake-park', { name: 'Mine' })), against: seen };
    expect(make(EMPTY, [correct]).data.corrections).toHaveLength(1);
    for (const moved of [made(remove('lake-park')), make(EMPTY, [correct]).data])
      expect(refusal(() => make(moved, [correct]))).toEqual({ code: 'changed-since', ids: ['lake-park'] });
  });
});

describe('an undo', () => {
  it('takes back a whole import, and can be taken back itself', () => {
    const before = made([addNoted('a'), work('own-notes')], remove('hill-fund'));
    const changes = [
      add('b'),
      replace(ownRecord('a', { name: 'Changed', sources: [{ id: 'own-other' }] })),
      replace(catalogueRecord('lake-park', { name: 'Corrected' })),
      show('hill-fund'),
    ];
    const imported = make(before, changes, [work('own-other')]).data;
    const undone = undo(imported, CATALOGUE, 3, AUTHOR);
    expect(state(undone.data)).toEqual(state(before));
    expect(undone.entry).toMatchObject({ n: 4, action: 'undo', of: 3 });
    expect(state(undo(undone.data, CATALOGUE, 4, AUTHOR).data)).toEqual(state(imported));
  });

  it.each<[string, RecordChange[], Source[], string[]]>([
    ['edited', [replace(ownRecord('a', { name: 'Later' }))], [], ['own-a']],
    ['removed', [remove('own-b')], [], ['own-b']],
    ['changed as to what it cites', [], [work('own-notes', 'Later')], ['own-b']],
  ])('is refused with the names of what was %s since', (_, changes, sources, ids) => {
    const first = made(
      [addNoted('b'), work('own-notes', 'Old')],
      [add('a', { sources: [{ id: 'own-x' }] }), work('own-x')],
    );
    const third = make(
      first,
      [
        replace(ownRecord('a', { name: 'New', sources: [{ id: 'own-x' }] })),
        replace(noted('b', { name: 'New' })),
        add('c', { sources: [{ id: 'own-x' }] }),
      ],
      [work('own-notes', 'New')],
    ).data;
    const later = make(third, [...changes, add('d')], sources).data;
    expect(refusal(() => undo(later, CATALOGUE, 3, AUTHOR))).toEqual({ code: 'changed-since', ids });
    // Once that is undone, the way is free.
    const free = undo(later, CATALOGUE, 4, AUTHOR).data;
    expect(state(undo(free, CATALOGUE, 3, AUTHOR).data)).toEqual(state(first));
  });

  it('leaves a work that others have come to cite', () => {
    const data = made([addNoted('a'), work('own-notes')], addNoted('b'));
    expect(undo(data, CATALOGUE, 1, AUTHOR).data).toMatchObject({
      records: [noted('b')],
      sources: [work('own-notes')],
    });
  });

  it.each([0, 2, 7])('of an entry that is not there is refused: %d', (n) => {
    expect(refusal(() => undo(made(add('a')), CATALOGUE, n, AUTHOR))).toEqual({
      code: 'nothing-to-undo',
      n,
    });
  });
});

describe('a restore', () => {
  const named = (name: string) => noted('a', { name });
  const data = made(
    [addNoted('a', { name: 'One' }), work('own-notes', 'First')],
    [replace(named('Two')), work('own-notes', 'Second')],
    remove('own-a'),
    add('b'),
  );

  it.each([
    [2, 'One', 'First'],
    [3, 'Two', 'Second'],
  ])('brings back what was before entry %d, with what it cited', (n, name, title) => {
    const outcome = restore(data, CATALOGUE, 'own-a', n, AUTHOR);
    expect(outcome.data).toMatchObject({
      records: [named(name), ownRecord('b')],
      sources: [work('own-notes', title)],
    });
    expect(outcome.entry).toMatchObject({ n: 5, action: 'restore', of: n, changes: [{ id: 'own-a' }] });
  });

  it('brings back that there was nothing', () => {
    const here = restore(data, CATALOGUE, 'own-a', 3, AUTHOR).data;
    expect(idsOf(restore(here, CATALOGUE, 'own-a', 1, AUTHOR).data)).toEqual(['own-b']);
  });

  it('brings back a correction and that a record was hidden', () => {
    const correction = {
      record: catalogueRecord('lake-park', { name: 'Mine' }),
      base: catalogueRecord('lake-park'),
    };
    const shown = made(replace(correction.record), remove('lake-park'), show('lake-park'));
    const back = (n: number) => restore(shown, CATALOGUE, 'lake-park', n, AUTHOR).data;
    expect(back(3).hidden).toEqual(['lake-park']);
    expect(back(2).corrections).toEqual([correction]);
    expect(back(1)).toBe(shown);
  });

  it.each([
    ['own-a', 4],
    ['own-a', 9],
    ['own-c', 1],
  ])('of a version that the history does not have is refused: %s, %d', (id, n) => {
    const reason = { code: 'unknown-version', id, n };
    expect(refusal(() => restore(data, CATALOGUE, id, n, AUTHOR))).toEqual(reason);
  });
});

describe('the history', () => {
  const data = made(
    add('a', { name: 'One' }),
    replace(ownRecord('a', { name: 'Two' })),
    add('b'),
    remove('own-a'),
  );

  it('tells of each version what it was before and after', () => {
    const [one, two] = ['One', 'Two'].map((name) => ({ record: ownRecord('a', { name }) }));
    expect(versionsOf(data, 'own-a').map(({ n, before, after: then }) => [n, before, then])).toEqual([
      [4, two, undefined],
      [2, one, two],
      [1, undefined, one],
    ]);
    expect(versionsOf(data, 'own-a')[0]).toMatchObject({ by: AUTHOR.by, action: 'import' });
    expect(changesOf(data, 2)).toEqual([{ id: 'own-a', before: one, after: two }]);
    expect(changesOf(data, 3)).toEqual([{ id: 'own-b', after: { record: ownRecord('b') } }]);
    expect(changesOf(data, 9)).toBeUndefined();
  });

  it('tells of a change to what a record cites', () => {
    const cited = made([addNoted('a'), work('own-notes', 'Old')]);
    const renamed = make(cited, [replace(noted('a'))], [work('own-notes', 'New')]).data;
    expect(versionsOf(renamed, 'own-a').map(({ n }) => n)).toEqual([2, 1]);
    const back = restore(renamed, CATALOGUE, 'own-a', 2, AUTHOR).data;
    expect(back.sources).toEqual([work('own-notes', 'Old')]);
  });
});

describe('whatever is done', () => {
  const ids = ['own-a', 'own-b', 'own-c', 'lake-park', 'hill-fund'];
  const works = ['own-x', 'own-y', 'paper'];
  const change = fc
    .record({
      kind: fc.constantFrom('add', 'replace', 'remove', 'show'),
      id: fc.constantFrom(...ids),
      name: fc.constantFrom('One', 'Two', 'Three'),
      cited: fc.subarray(works, { minLength: 1 }),
    })
    .map(({ kind, id, name, cited }): RecordChange => {
      const record = { ...ownRecord('?'), id, name, sources: cited.map((each) => ({ id: each })) };
      if (kind === 'add' || kind === 'replace') return { do: kind, record };
      return kind === 'remove' ? remove(id) : show(id);
    });
  const batch = fc.record({
    changes: fc.array(change, { minLength: 1, maxLength: 4 }),
    sources: fc
      .tuple(fc.subarray(works), fc.constantFrom('Old', 'New'))
      .map(([cited, title]) => cited.map((id) => work(id, title))),
  });
  const step = fc.oneof(
    {
      weight: 4,
      arbitrary: batch.map((each) => (data: GuildData) => make(data, each.changes, each.sources)),
    },
    fc.nat(12).map((n) => (data: GuildData) => undo(data, CATALOGUE, n, AUTHOR)),
    fc.tuple(fc.constantFrom(...ids), fc.nat(12)).map(
      ([id, n]) =>
        (data: GuildData) =>
          restore(data, CATALOGUE, id, n, AUTHOR),
    ),
  );

  /** All that was accepted of some steps. */
  function run(steps: ((data: GuildData) => Outcome)[]) {
    const states = [EMPTY];
    const entries: HistoryEntry[] = [];
    for (const each of steps) {
      try {
        const { data, entry } = each(states.at(-1) ?? EMPTY);
        if (!entry) continue;
        states.push(data);
        entries.push(entry);
      } catch (error) {
        expect(error).toHaveProperty('reason');
      }
    }
    return { states, entries, last: states.at(-1) ?? EMPTY };
  }

  it('undoing all of it in reverse leads back through every state to the first', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const { states, entries, last } = run(steps);
        let data = last;
        for (const [i, { n }] of [...entries.entries()].reverse()) {
          data = undo(data, CATALOGUE, n, AUTHOR).data;
          expect(state(data)).toEqual(state(states[i] ?? EMPTY));
        }
        expect(isKept(data)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('every version that the history has can be brought back as it was', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const { states, entries, last } = run(steps);
        expect(isKept(last)).toBe(true);
        const standing = (data: GuildData, id: string) =>
          data.records.find((record) => record.id === id) ??
          data.corrections.find(({ record }) => record.id === id) ??
          data.hidden.includes(id);
        for (const [i, entry] of entries.entries())
          for (const { id } of entry.changes) {
            const then = states[i] ?? EMPTY;
            const back = restore(last, CATALOGUE, id, entry.n, AUTHOR).data;
            expect(standing(back, id)).toEqual(standing(then, id));
          }
      }),
      { numRuns: 300 },
    );
  });
});
