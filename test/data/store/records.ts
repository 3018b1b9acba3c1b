import type { AlmanacRecord, Source } from '../../../src/data/schema.ts';
import type { Author, CatalogueView } from '../../../src/data/store/changes.ts';
import type { GuildData } from '../../../src/data/store/guild-format.ts';
import type { GuildLimits } from '../../../src/data/store/limits.ts';

export const APPLICATION = '100000000000000001';
export const GUILD = '200000000000000001';
export const OTHER_GUILD = '200000000000000002';
export const AUTHOR: Author = { by: '300000000000000001', at: new Date('2026-04-09T08:00:00.000Z') };

/** Enough for all but the tests of limits. */
export const LIMITS: GuildLimits = {
  perServer: 1_000_000,
  bytesPerServer: 100_000_000,
  historyEntries: 1_000,
  changesPerMinute: 1_000_000,
};

/** A guild's own record; its id is `own-` and what is given. It cites what the catalogue has. */
export function ownRecord(id: string, change: Partial<AlmanacRecord> = {}): AlmanacRecord {
  return {
    id: `own-${id}`,
    kind: 'park',
    name: `Park ${id}`,
    nameZh: '区块链产业园',
    summary: 'A park that this server knows of.',
    sources: [{ id: 'paper' }],
    ...change,
  };
}

/** A work that records cite. */
export const work = (id: string, title = `About ${id}`): Source => ({ id, title, publisher: 'Someone' });

/** A record of the catalogue. */
export function catalogueRecord(id: string, change: Partial<AlmanacRecord> = {}): AlmanacRecord {
  return { ...ownRecord(id), id, name: id, ...change };
}

/** A catalogue of these records, which all cite `paper`. */
export function catalogueOf(...records: readonly AlmanacRecord[]): CatalogueView {
  return {
    get: (id) => records.find((record) => record.id === id),
    source: (id) => (id === 'paper' ? work('paper') : undefined),
  };
}

/** `lake-park` and `hill-fund`. */
export const CATALOGUE = catalogueOf(
  catalogueRecord('lake-park'),
  catalogueRecord('hill-fund', { kind: 'fund' }),
);

/** The ids of a guild's own records. */
export const idsOf = ({ records }: Pick<GuildData, 'records'>) => records.map(({ id }) => id);
