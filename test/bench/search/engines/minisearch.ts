import MiniSearch from 'minisearch';
import type { AlmanacRecord } from '../../../../src/data/schema.ts';
import { DOCUMENT_FIELDS, documentOf, keyedDocumentOf, ourQueryWords, ourWords } from './documents.ts';
import { type Engine, type Finder, LIMIT } from './engine.ts';

/** As its documentation proposes it: prefixes, and one slip in five letters. */
const AS_DOCUMENTED = { prefix: true, fuzzy: 0.2 };

/** MiniSearch as someone sets it up who has read its documentation. */
export const miniSearch: Engine = {
  name: 'MiniSearch',
  build(records) {
    const index = new MiniSearch({ fields: [...DOCUMENT_FIELDS], searchOptions: AS_DOCUMENTED });
    return filled(index, records, documentOf);
  },
};

/** MiniSearch with our own folding and keys, its best case here. */
export const miniSearchTuned: Engine = {
  name: 'MiniSearch, our keys',
  build(records) {
    const index = new MiniSearch({
      fields: ['titles', 'others', 'pinyin', 'summary'],
      tokenize: (text, field) => (field === 'pinyin' ? text.split('\n') : ourWords(text)),
      processTerm: (term) => term,
      searchOptions: {
        ...AS_DOCUMENTED,
        boost: { titles: 2, summary: 0.5 },
        tokenize: ourQueryWords,
        processTerm: (term) => term,
      },
    });
    return filled(index, records, keyedDocumentOf);
  },
};

function filled<D extends { readonly id: string }>(
  index: MiniSearch<D>,
  records: readonly AlmanacRecord[],
  documentOf: (record: AlmanacRecord) => D,
): Finder {
  // All others are measured by this one, so it has all the time that it needs.
  for (const record of records) index.add(documentOf(record));
  return {
    search: (query) =>
      index
        .search(query)
        .slice(0, LIMIT)
        .map(({ id }) => String(id)),
    changes: {
      add: (record) => index.add(documentOf(record)),
      // Takes the words out at once; `discard` would leave them to a later vacuum.
      remove: (record) => index.remove(documentOf(record)),
    },
  };
}
