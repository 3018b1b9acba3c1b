import type { Library } from '../data/library.ts';
import { reportAddress } from '../data/report.ts';
import type { AlmanacRecord } from '../data/schema.ts';
import type { MessageView } from '../views/parts.ts';
import { recordCard } from '../views/record.ts';
import type { Context } from './command.ts';

/**
 * The card of a record as the one who asks sees it, with where to report a mistake in it. One that they alone see can
 * be shown to the channel, in a server where the others see the same records.
 */
export function cardOf(
  context: Context,
  record: AlmanacRecord,
  { library = context.library, hidden = false }: { library?: Library; hidden?: boolean } = {},
): MessageView {
  const { lang, services, guildId } = context;
  return recordCard(lang, record, library, {
    reportUrl: reportAddress(services.config.reportUrl, record.id, library),
    canShare: hidden && guildId !== undefined,
  });
}
