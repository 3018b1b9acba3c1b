import Fuse, { type IFuseOptions } from 'fuse.js';
import { placeNames } from '../../../../src/data/places.ts';
import type { AlmanacRecord } from '../../../../src/data/schema.ts';
import { type Engine, type Finder, LIMIT } from './engine.ts';

/** Always linear: minutes a query beyond this. */
const LARGEST = 10_000;

/** Fuse.js as a newcomer sets it up: the fields' names and nothing else. */
export const fuse: Engine = {
  name: 'Fuse.js',
  largest: LARGEST,
  fewFrom: LARGEST,
  build: (records) =>
    finderOf(records, {
      keys: ['name', 'nameZh', 'aliases', 'places.province', 'places.city', 'organizations.name', 'summary'],
    }),
};

/** Fuse.js as it serves best here. */
export const fuseTuned: Engine = {
  name: 'Fuse.js, tuned',
  largest: LARGEST,
  fewFrom: LARGEST,
  build: (records) =>
    finderOf(records, {
      keys: [
        { name: 'name', weight: 3 },
        { name: 'nameZh', weight: 3 },
        { name: 'aliases', weight: 3 },
        { name: 'places', weight: 2, getFn: ({ places = [] }) => places.flatMap(placeNames) },
        {
          name: 'parties',
          weight: 1,
          getFn: ({ organizations = [] }) => organizations.map(({ name }) => name),
        },
        { name: 'labels', weight: 1, getFn: ({ kind, date = '' }) => [kind, date.slice(0, 4)] },
        { name: 'summary', weight: 1 },
      ],
      ignoreLocation: true,
      ignoreDiacritics: true,
      threshold: 0.35,
      useTokenSearch: true,
    }),
};

function finderOf(records: readonly AlmanacRecord[], options: IFuseOptions<AlmanacRecord>): Finder {
  const index = new Fuse(records, options);
  return {
    search: (query) => index.search(query, { limit: LIMIT }).map(({ item }) => item.id),
    changes: {
      add: (record) => index.add(record),
      remove: ({ id }) => void index.remove((record) => record.id === id),
    },
  };
}
