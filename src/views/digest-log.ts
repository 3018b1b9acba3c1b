import type { LogEntry } from '../digest/book.ts';
import type { Subscription } from '../digest/subscription.ts';
import type { Language } from './language.ts';
import { COLOURS, container, type MessageView, rule, text } from './parts.ts';
import { detailsLine, moment, reasonWords, stateLine } from './subscription.ts';
import { fitLines, link } from './text.ts';

/** What became of a subscription's dates, newest first. `next` is when it posts next, in milliseconds since the epoch. */
export function logView(
  lang: Language,
  guildId: string,
  { subscription, next }: { readonly subscription: Subscription; readonly next: number | undefined },
  log: readonly LogEntry[],
): MessageView {
  const lines = log.map((entry) => `- ${entryLine(lang, guildId, entry)}`);
  const body = lines.length > 0 ? lines : [lang.t('digest.emptyLog')];
  return {
    components: [
      container(COLOURS.calm, [
        text(
          `## ${lang.t('digest.log')}`,
          detailsLine(lang, subscription),
          stateLine(lang, subscription, next),
        ),
        rule(),
        text(fitLines(body, 3000, (count) => lang.t('list.rest', { count }))),
      ]),
    ],
  };
}

/** A date: what became of it and why, what of its publishing, and when that was. */
function entryLine(lang: Language, guildId: string, entry: LogEntry): string {
  const state = lang.t(`state.${entry.state}`);
  const told = [
    'messageId' in entry && entry.messageId !== undefined
      ? link(state, `https://discord.com/channels/${guildId}/${entry.channelId}/${entry.messageId}`)
      : state,
    // That nothing was told says already that there was nothing to tell.
    ...(entry.reason && entry.reason.code !== 'quiet' ? [reasonWords(lang, entry.reason)] : []),
    ...publishing(lang, entry),
  ];
  const at = moment(Date.parse(entry.at), 'f');
  return lang.pair(`**${lang.date(entry.date)}**`, lang.aside(lang.join(told), at));
}

function publishing(lang: Language, entry: LogEntry): string[] {
  if (entry.state !== 'sent' || !entry.shared) return [];
  if (!entry.published) return [lang.t('published.underWay')];
  const { reason } = entry.published;
  return [reason ? lang.t('published.not', { reason: reasonWords(lang, reason) }) : lang.t('published.done')];
}
