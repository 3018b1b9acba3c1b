import type { Library } from '../data/library.ts';
import { reportAddress } from '../data/report.ts';
import type { AlmanacRecord } from '../data/schema.ts';
import type { MessageView } from '../views/parts.ts';
import { recordCard } from '../views/record.ts';
import type { Context } from './command.ts';

/** The card of a record as the one who asks sees it, with where to report a mistake in it. */
export function cardOf(
  { lang, library: before, services }: Context,
  record: AlmanacRecord,
  library: Library = before,
): MessageView {
  return recordCard(lang, record, library, reportAddress(services.config.reportUrl, record.id, library));
}
