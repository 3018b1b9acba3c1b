import { about } from './about.ts';
import type { Command } from './command.ts';
import { digest } from './digest/index.ts';
import { lookups } from './lookups.ts';
import { map } from './map.ts';
import { onThisDate } from './onthisdate.ts';
import { record } from './record/index.ts';
import { search } from './search.ts';
import { settings } from './settings.ts';
import { stats } from './stats.ts';
import { timeline } from './timeline.ts';

/** Every command, in the order in which Discord lists them. */
export const COMMANDS: readonly Command[] = [
  search,
  ...lookups,
  timeline,
  onThisDate,
  map,
  stats,
  digest,
  record,
  settings,
  about,
];
