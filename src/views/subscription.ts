import type { APIMessageTopLevelComponent } from 'discord-api-types/v10';
import type { LogEntry } from '../digest/book.ts';
import type { Subscription } from '../digest/subscription.ts';
import type { Language, MessageKey } from './language.ts';
import { COLOURS, container, type MessageView, paginate, rule, text } from './parts.ts';
import { cut, fitLines, link, literal } from './text.ts';

/** A right that a channel must give, by Discord's name. */
export type RightName = 'ViewChannel' | 'SendMessages' | 'SendMessagesInThreads' | 'ReadMessageHistory';

/** A subscription as a line in the log of when it goes out. */
export interface SubscriptionRow {
  readonly subscription: Subscription;
  /** When the next digest goes out, in milliseconds since the epoch; undefined while paused. */
  readonly next: number | undefined;
  readonly last: LogEntry | undefined;
}

/** A moment in the reader's own time and words: https://docs.discord.com/developers/reference#message-formatting. */
const moment = (milliseconds: number, style: 'F' | 'R' | 'f') =>
  `<t:${Math.floor(milliseconds / 1000)}:${style}>`;

function when(lang: Language, subscription: Subscription): string {
  const { cadence, time, zone } = subscription;
  const day =
    cadence === 'weekly' ? lang.weekday(subscription.day) : cadence === 'monthly' ? subscription.day : '';
  return lang.t(`when.${cadence}`, { day, time, zone });
}

function filters(lang: Language, { province, kind, quiet }: Subscription): string[] {
  return [
    ...(province === undefined ? [] : [province]),
    ...(kind === undefined ? [] : [lang.t(`kinds.${kind}`)]),
    ...(quiet === 'week' ? [lang.t('quiet.week')] : []),
  ];
}

/** A subscription in one plain line, to choose it by. */
export function subscriptionLabel(
  lang: Language,
  subscription: Subscription,
  channel: string | undefined,
): string {
  const where = channel === undefined ? subscription.channelId : `#${channel}`;
  return cut([where, when(lang, subscription), ...filters(lang, subscription)].join(' · '), 100);
}

function details(lang: Language, subscription: Subscription): string {
  const parts = [
    `<#${subscription.channelId}>`,
    literal(when(lang, subscription)),
    ...filters(lang, subscription),
  ];
  return parts.join(' · ');
}

function nextLine(lang: Language, next: number | undefined): string {
  if (next === undefined) return lang.t('digest.isPaused');
  return lang.t('digest.next', { moment: moment(next, 'F'), relative: moment(next, 'R') });
}

/** A subscription after someone changed it, under what was done, with when it posts next. */
export function subscriptionView(
  lang: Language,
  title: MessageKey,
  subscription: Subscription,
  next: number | undefined,
): MessageView {
  return {
    components: [
      container(COLOURS.calm, [
        text(`## ${lang.t(title)}`, details(lang, subscription), nextLine(lang, next)),
        text(`-# ${lang.t('digest.help')}`),
      ]),
    ],
  };
}

/** What became of a subscription's dates, newest first. */
export function logView(
  lang: Language,
  guildId: string,
  subscription: Subscription,
  log: readonly LogEntry[],
): MessageView {
  const lines = log.map((entry) => {
    const at = moment(Date.parse(entry.at), 'f');
    const reason = entry.reason && lang.t(`reason.${entry.reason.code}`);
    const answer = entry.reason?.discord ?? entry.reason?.status;
    const url =
      'messageId' in entry && entry.messageId !== undefined
        ? `https://discord.com/channels/${guildId}/${entry.channelId}/${entry.messageId}`
        : undefined;
    const state = lang.t(`state.${entry.state}`);
    const told = [url ? link(state, url) : state, reason, answer && lang.t('digest.answer', { answer })];
    return `- **${lang.date(entry.date)}**: ${told.filter(Boolean).join(', ')} (${at})`;
  });
  const body = lines.length > 0 ? lines : [lang.t('digest.emptyLog')];
  return {
    components: [
      container(COLOURS.calm, [
        text(`## ${lang.t('digest.log')}`, details(lang, subscription)),
        rule(),
        text(fitLines(body, 3000, (count) => lang.t('list.rest', { count }))),
      ]),
    ],
  };
}

/** That a subscription is no more. */
export function unsubscribedView(lang: Language, gone: Subscription): MessageView {
  return {
    components: [container(COLOURS.calm, [text(`## ${lang.t('digest.unsubscribed')}`, details(lang, gone))])],
  };
}

/** All subscriptions of a server. */
export function subscriptionsView(lang: Language, rows: readonly SubscriptionRow[]): MessageView {
  const texts = rows.map((row) => subscriptionText(lang, row));
  const [shown = []] = paginate(texts, (words) => words.length, { items: 25, length: 3400 });
  const left = texts.length - shown.length;
  return {
    components: [
      container(COLOURS.calm, [
        text(`## ${lang.t('digest.listTitle', { count: rows.length })}`),
        rule(),
        ...shown.map((words) => text(words)),
        ...(left > 0 ? [text(lang.t('list.rest', { count: left }))] : []),
      ]),
    ],
  };
}

function subscriptionText(lang: Language, { subscription, next, last }: SubscriptionRow): string {
  const { paused } = subscription;
  const state = paused
    ? lang.t('digest.paused', { reason: lang.t(`reason.${paused.reason.code}`) })
    : nextLine(lang, next);
  const before =
    last &&
    `-# ${lang.t('digest.last', { date: lang.date(last.date), state: lang.t(`state.${last.state}`) })}`;
  return [details(lang, subscription), state, ...(before ? [before] : [])].join('\n');
}

/** What is needed to show what a subscription would post. */
export interface Preview {
  readonly subscription: Subscription;
  /** The local date of the digest. */
  readonly date: string;
  readonly next: number | undefined;
  /** The message as it would be posted; undefined where nothing would be. */
  readonly body: MessageView | undefined;
  /** The rights that are missing in the channel; undefined where the channel is gone. */
  readonly missing: readonly RightName[] | undefined;
}

/** The next digest just as it would be posted, with what would stop it. */
export function previewView(lang: Language, preview: Preview): MessageView {
  const { subscription, date, next, body, missing } = preview;
  const lines = [`-# ${lang.t('digest.previewOf', { date: lang.date(date) })} · ${nextLine(lang, next)}`];
  if (missing === undefined) lines.push(lang.t('digest.unseenChannel', { channel: subscription.channelId }));
  else if (missing.length > 0)
    lines.push(
      lang.t('digest.missingRights', {
        channel: subscription.channelId,
        rights: lang.list(missing.map((name) => lang.t(`right.${name}`))),
      }),
    );
  if (body === undefined) lines.push(lang.t('digest.nothing'));
  const posted: readonly APIMessageTopLevelComponent[] = body?.components ?? [];
  return { components: [text(...lines), ...posted] };
}
