import { buildSearch, type Search } from '../../../../src/data/search/index.ts';
import { type Engine, type Finder, LIMIT } from './engine.ts';

/** The almanac's own search. */
export const ours: Engine = {
  name: 'ours',
  build: async (records) => finderOf(await buildSearch(records)),
};

function finderOf(built: Search): Finder {
  return {
    search: (query) => built.search(query, { limit: LIMIT }).map(({ record }) => record.id),
    changes: { add: (record) => built.add(record), remove: ({ id }) => built.remove(id) },
    overlay: (records) => finderOf(built.overlay(records, new Set())),
  };
}
