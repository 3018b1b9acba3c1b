import type { AlmanacRecord } from '../../../src/data/schema.ts';

export const APPLICATION = '100000000000000001';
export const GUILD = '200000000000000001';
export const OTHER_GUILD = '200000000000000002';

/** A guild's own record; its id is `own-` and what is given. */
export function ownRecord(id: string, change: Partial<AlmanacRecord> = {}): AlmanacRecord {
  return {
    id: `own-${id}`,
    kind: 'park',
    name: `Park ${id}`,
    nameZh: '区块链产业园',
    summary: 'A park that this server knows of.',
    sources: [{ id: 'own-notes' }],
    ...change,
  };
}
