import { Charset, Document as FlexDocument } from 'flexsearch';
import { DOCUMENT_FIELDS, documentOf } from './documents.ts';
import { type Engine, LIMIT } from './engine.ts';

const HAN_FIELDS: readonly string[] = ['nameZh'];

/** FlexSearch with beginnings of words, an encoder that forgives spellings, and Chinese by character. */
export const flexSearch: Engine = {
  name: 'FlexSearch',
  build(records, most) {
    const index = new FlexDocument({
      document: {
        id: 'id',
        index: DOCUMENT_FIELDS.map((field) =>
          HAN_FIELDS.includes(field)
            ? { field, tokenize: 'strict' as const, encoder: Charset.CJK }
            : { field, tokenize: 'forward' as const, encoder: Charset.LatinBalance },
        ),
      },
    });
    const end = performance.now() + most;
    for (const record of records) {
      if (performance.now() > end) return undefined;
      index.add({ ...documentOf(record) });
    }
    return {
      search: (query) =>
        index
          .search(query, { limit: LIMIT, suggest: true, merge: true })
          .slice(0, LIMIT)
          .map(({ id }) => String(id)),
    };
  },
};
