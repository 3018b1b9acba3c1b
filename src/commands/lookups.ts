import type { Kind } from '../data/schema.ts';
import { type Command, defineAction } from './command.ts';
import { hide, province, recordName, year } from './options.ts';
import { openOrList } from './search.ts';

const KINDS = ['park', 'fund', 'policy', 'project', 'organization'] as const satisfies readonly Kind[];

/** `/park`, `/fund`, `/policy`, `/project`, `/organization`: with a name the record, without one the list. */
export const lookups: readonly Command[] = KINDS.map((kind) => ({
  name: kind,
  access: 'everyone',
  action: defineAction({
    options: { name: recordName(kind), province: province(), year: year(), hide: hide() },
    run: (context, { name, province, year, hide }) =>
      openOrList(context, { kind, query: name ?? '', province, year }, hide),
  }),
}));
