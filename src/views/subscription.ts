import type { LogEntry } from '../digest/book.ts';
import type { Reason } from '../digest/reason.ts';
import type { Subscription } from '../digest/subscription.ts';
import type { Language, MessageKey } from './language.ts';
import { COLOURS, container, type MessageView, paginate, rule, text } from './parts.ts';
import { cut, literal } from './text.ts';

/** A right that a channel must give, by Discord's name. */
export type RightName = 'ViewChannel' | 'SendMessages' | 'SendMessagesInThreads' | 'ReadMessageHistory';

/** A subscription with when it goes out next and what became of it last. */
export interface SubscriptionRow {
  readonly subscription: Subscription;
  /** When the next digest goes out, in milliseconds since the epoch; undefined while paused. */
  readonly next: number | undefined;
  readonly last: LogEntry | undefined;
}

/** A moment in the reader's own time and words: https://docs.discord.com/developers/reference#message-formatting. */
export const moment = (milliseconds: number, style: 'F' | 'R' | 'f'): string =>
  `<t:${Math.floor(milliseconds / 1000)}:${style}>`;

function whenLine(lang: Language, subscription: Subscription): string {
  const { cadence, time, zone } = subscription;
  const day =
    cadence === 'weekly' ? lang.weekday(subscription.day) : cadence === 'monthly' ? subscription.day : '';
  return lang.t(`when.${cadence}`, { day, time, zone });
}

function filters(lang: Language, { province, kind, quiet, publish }: Subscription): string[] {
  return [
    ...(province === undefined ? [] : [lang.province(province)]),
    ...(kind === undefined ? [] : [lang.t(`kinds.${kind}`)]),
    ...(quiet === 'week' ? [lang.t('quiet.week')] : []),
    ...(publish ? [lang.t('digest.publishes')] : []),
  ];
}

/** A subscription in one plain line, to choose it by. */
export function subscriptionLabel(
  lang: Language,
  subscription: Subscription,
  channel: string | undefined,
): string {
  const where = channel === undefined ? subscription.channelId : `#${channel}`;
  const state = subscription.paused ? [lang.t('digest.isPaused')] : [];
  const parts = [where, ...state, whenLine(lang, subscription), ...filters(lang, subscription)];
  return cut(parts.join(' · '), 100);
}

/** Where, when and what, in one line. */
export function detailsLine(lang: Language, subscription: Subscription): string {
  const { channelId, role } = subscription;
  return [
    `<#${channelId}>`,
    literal(whenLine(lang, subscription)),
    ...filters(lang, subscription),
    ...(role === undefined ? [] : [lang.t('digest.mentions', { role })]),
  ].join(' · ');
}

/** Why, with what Discord answered, where it did. */
export function reasonWords(lang: Language, { code, discord, status }: Reason): string {
  const answer = discord ?? status;
  const why = lang.t(`reason.${code}`);
  return answer === undefined ? why : lang.join([why, lang.t('digest.answer', { answer })]);
}

/** When the next digest goes out; or why, since when and until when none does. */
export function stateLine(lang: Language, { paused }: Subscription, next: number | undefined): string {
  if (paused) {
    const since = moment(Date.parse(paused.at), 'R');
    if (paused.reason.code === 'asked') return lang.t('digest.pausedByHand', { since });
    return lang.t('digest.paused', { since, reason: reasonWords(lang, paused.reason) });
  }
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
        text(
          `## ${lang.t(title)}`,
          detailsLine(lang, subscription),
          stateLine(lang, subscription, next),
          ...(subscription.publish ? [`-# ${lang.t('digest.sharedAlone')}`] : []),
        ),
        text(`-# ${lang.t('digest.help')}`),
      ]),
    ],
  };
}

/** That a subscription is no more. */
export function unsubscribedView(lang: Language, gone: Subscription): MessageView {
  return {
    components: [
      container(COLOURS.calm, [text(`## ${lang.t('digest.unsubscribed')}`, detailsLine(lang, gone))]),
    ],
  };
}

/** Whether it was paused by what went wrong, not by a person. */
const isStopped = ({ paused }: Subscription) => paused !== undefined && paused.reason.code !== 'asked';

/** All subscriptions of a server, first those that need someone to look after them. */
export function subscriptionsView(lang: Language, rows: readonly SubscriptionRow[]): MessageView {
  const sorted = [...rows].sort(
    (a, b) => Number(isStopped(b.subscription)) - Number(isStopped(a.subscription)),
  );
  const texts = sorted.map((row) => rowText(lang, row));
  const [shown = []] = paginate(texts, (words) => words.length, { items: 25, length: 3400 });
  const left = texts.length - shown.length;
  const stopped = rows.some(({ subscription }) => isStopped(subscription));
  return {
    components: [
      container(stopped ? COLOURS.trouble : COLOURS.calm, [
        text(`## ${lang.t('digest.listTitle', { count: rows.length })}`),
        rule(),
        ...shown.map((words) => text(words)),
        ...(left > 0 ? [text(lang.t('list.rest', { count: left }))] : []),
      ]),
    ],
  };
}

function rowText(lang: Language, { subscription, next, last }: SubscriptionRow): string {
  const before =
    last &&
    `-# ${lang.t('digest.last', { date: lang.date(last.date), state: lang.t(`state.${last.state}`) })}`;
  return [
    detailsLine(lang, subscription),
    stateLine(lang, subscription, next),
    ...(before ? [before] : []),
  ].join('\n');
}
