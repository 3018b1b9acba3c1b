import { about } from './about.ts';
import type { Command, CommandGroup, MessageCommand } from './command.ts';
import { digest } from './digest/index.ts';
import { find } from './find.ts';
import { helpWith } from './help.ts';
import { lookups } from './lookups.ts';
import { map } from './map.ts';
import { onThisDate } from './onthisdate.ts';
import { record } from './record/index.ts';
import { search } from './search.ts';
import { settings } from './settings.ts';
import { stats } from './stats.ts';
import { timeline } from './timeline.ts';

const GROUPS = [
  { key: 'help.lookUp', commands: [search, ...lookups, timeline, onThisDate, about] },
  { key: 'help.pictures', commands: [map, stats] },
  { key: 'help.digests', commands: [digest] },
  { key: 'help.records', commands: [record] },
  { key: 'help.settings', commands: [settings] },
] as const satisfies readonly CommandGroup[];

/** Every slash command. */
export const COMMANDS: readonly Command[] = [
  ...GROUPS.flatMap<Command>(({ commands }) => commands),
  helpWith(GROUPS),
];

/** Every command in the menu of a message. */
export const MESSAGE_COMMANDS: readonly MessageCommand[] = [find];
