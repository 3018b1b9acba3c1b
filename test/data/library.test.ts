import { describe, expect, it } from 'vitest';
import type { Catalogue } from '../../src/data/catalogue.ts';
import { createLibraries } from '../../src/data/guild-library.ts';
import { relatedTo } from '../../src/data/library.ts';
import type { AlmanacRecord } from '../../src/data/schema.ts';
import { type GuildData, guildFormat } from '../../src/data/store/guild-format.ts';
import { eventsOn } from '../../src/data/timeline.ts';
import { digestFor } from '../../src/digest/content.ts';

const record = (id: string, more: Partial<AlmanacRecord> = {}): AlmanacRecord => ({
  id,
  kind: 'event',
  name: id,
  summary: id,
  sources: [{ id: 's' }],
  ...more,
});

describe('what belongs with a record', () => {
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
});

describe("a guild's library", () => {
  const park = record('lake-park', { kind: 'park', name: 'Lake Park', related: ['opening'] });
  const opening = record('opening', { name: 'A park opens', date: '2018-04-09', related: ['lake-park'] });
  const fair = record('fair', { name: 'A fair', date: '2019-04-09' });
  const paper = { id: 's', title: 'Parks', publisher: 'A paper' };

  /** What readers of a guild see that has this over a catalogue. */
  async function libraryWith(data: Partial<GuildData>, shipped: AlmanacRecord[] = [park, opening, fair]) {
    const catalogue: Catalogue = {
      get: (id) => shipped.find((each) => each.id === id),
      all: () => shipped,
      source: (id) => (id === 's' ? paper : undefined),
    };
    const guild = { ...guildFormat.empty(), ...data };
    const libraryOf = createLibraries(catalogue, { read: async () => guild });
    return { library: await libraryOf('guild'), base: await libraryOf(undefined) };
  }
  const renamed = { ...park, name: 'Lake Garden' };
  const corrected = { corrections: [{ record: renamed, base: park }] };

  it('shows a correction in the place of what it corrects, everywhere, to that guild alone', async () => {
    const moved = { ...opening, date: '2018-04-10' };
    const { library, base } = await libraryWith({
      corrections: [...corrected.corrections, { record: moved, base: opening }],
    });
    expect(library.get('lake-park')).toEqual(renamed);
    expect([...library.all()].sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual([fair, renamed, moved]);
    expect(library.search.search('Lake Garden').map((hit) => hit.record)).toEqual([renamed]);
    expect(library.search.search('Lake Park').map((hit) => hit.record.name)).not.toContain('Lake Park');
    expect(eventsOn(library, '04-10').map((entry) => entry.belongsTo)).toEqual([[renamed]]);
    expect(eventsOn(library, '04-09').map((entry) => entry.record.id)).toEqual(['fair']);
    expect(base.get('lake-park')).toEqual(park);
    expect(base.search.search('Lake Park')[0]?.record).toEqual(park);
    expect(eventsOn(base, '04-09')).toHaveLength(2);
  });

  it('does not show what the guild hides, also where others are related to it', async () => {
    const own = record('own-a', { date: '2020-04-09', related: ['lake-park', 'own-gone'] });
    const { library, base } = await libraryWith({ hidden: ['lake-park', 'fair'], records: [own] });
    expect(library.get('fair')).toBeUndefined();
    expect([...library.all()].map(({ id }) => id)).toEqual(['opening', 'own-a']);
    expect(library.search.search('fair')).toEqual([]);
    expect(relatedTo(library, own)).toEqual([]);
    expect(relatedTo(library, opening)).toEqual([]);
    expect(eventsOn(library, '04-09').map((entry) => [entry.record.id, entry.belongsTo])).toEqual([
      ['opening', []],
      ['own-a', []],
    ]);
    const { entries } = digestFor({ cadence: 'daily', quiet: 'skip' }, '2026-04-09', library, '02-28');
    expect(entries.map((entry) => entry.record.id)).toEqual(['opening', 'own-a']);
    expect(eventsOn(base, '04-09').map((entry) => entry.record.id)).toEqual(['opening', 'fair']);
  });

  it("tells whose a record is, and whether the catalogue's has changed since it was corrected", async () => {
    const data = { ...corrected, records: [record('own-a')], hidden: ['fair'] };
    const { library, base } = await libraryWith(data);
    const standing = (id: string) => library.standing(id)?.of;
    expect(['opening', 'own-a', 'lake-park', 'fair', 'none'].map(standing)).toEqual([
      'catalogue',
      'guild',
      'correction',
      'hidden',
      undefined,
    ]);
    expect(library.standing('lake-park')).toEqual({ of: 'correction', base: park, moved: 'no' });
    expect(base.standing('lake-park')).toEqual({ of: 'catalogue' });
    expect(base.standing('own-a')).toBeUndefined();
    const changed = await libraryWith(data, [{ ...park, status: 'ended' }, opening, fair]);
    expect(changed.library.standing('lake-park')).toMatchObject({ base: park, moved: 'changed' });
    const gone = await libraryWith(data, [opening, fair]);
    expect(gone.library.standing('lake-park')).toMatchObject({ moved: 'gone' });
    expect(gone.library.get('lake-park')).toEqual(renamed);
    expect([...gone.library.all()]).toContainEqual(renamed);
  });

  it('has another revision of a record once that, or what it cites, is another', async () => {
    const own = record('own-a', { sources: [{ id: 's' }, { id: 'own-s' }] });
    const source = { id: 'own-s', title: 'Notes', publisher: 'Someone' };
    const { library } = await libraryWith({ records: [own], sources: [source] });
    const revision = library.revision('own-a');
    expect(revision).toMatch(/^[\w-]{12}$/);
    const again = await libraryWith({ records: [own], sources: [source], hidden: ['fair'] });
    expect(again.library.revision('own-a')).toBe(revision);
    expect(again.library.revision('fair')).toBeUndefined();
    for (const other of [
      { records: [{ ...own, name: 'Other' }], sources: [source] },
      { records: [own], sources: [{ ...source, title: 'Other' }] },
    ])
      expect((await libraryWith(other)).library.revision('own-a')).not.toBe(revision);
  });

  it("never takes a guild's source for one of the catalogue's", async () => {
    const sources = [{ ...paper, title: 'Something else' }];
    const { library } = await libraryWith({ records: [record('own-a')], sources });
    expect(library.source('s')).toEqual(paper);
  });
});
