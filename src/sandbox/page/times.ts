/** Times as Discord's client writes them, in the reader's language and zone. */
import type { Words } from './words.ts';

/** How and for whom a time is written. `timeZone` (IANA) is the machine's own where it is left out. */
export interface TimeContext {
  readonly locale: string;
  readonly now: Date;
  readonly timeZone?: string;
}

/** The styles of `<t:…>`: https://docs.discord.com/developers/reference#message-formatting-timestamp-styles */
const STYLES: ReadonlyMap<string, Intl.DateTimeFormatOptions> = new Map([
  ['t', { timeStyle: 'short' }],
  ['T', { timeStyle: 'medium' }],
  ['d', { dateStyle: 'short' }],
  ['D', { dateStyle: 'long' }],
  ['f', { dateStyle: 'long', timeStyle: 'short' }],
  ['F', { dateStyle: 'full', timeStyle: 'short' }],
  ['s', { dateStyle: 'short', timeStyle: 'short' }],
  ['S', { dateStyle: 'short', timeStyle: 'medium' }],
]);

const SPANS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
];

/** A `<t:SECONDS:STYLE>`; an unknown style is written as `f`. */
export function formatTimestamp(seconds: number, style: string, context: TimeContext): string {
  if (style === 'R')
    return formatRelative(seconds - Math.floor(context.now.getTime() / 1000), context.locale);
  return format(
    new Date(seconds * 1000),
    STYLES.get(style) ?? { dateStyle: 'long', timeStyle: 'short' },
    context,
  );
}

function formatRelative(seconds: number, locale: string): string {
  const [unit, length] = SPANS.find(([, span]) => Math.abs(seconds) >= span) ?? ['second', 1];
  return new Intl.RelativeTimeFormat(locale, { numeric: 'always' }).format(
    Math.trunc(seconds / length),
    unit,
  );
}

function format(date: Date, options: Intl.DateTimeFormatOptions, { locale, timeZone }: TimeContext): string {
  const zoned = timeZone ? { ...options, timeZone } : options;
  return new Intl.DateTimeFormat(locale, zoned).format(date);
}

/** When a message was written: "Today at 9:00 AM", or the date and time. */
export function formatMessageTime(iso: string, words: Words, context: TimeContext): string {
  const date = new Date(iso);
  const day = (of: Date) => format(of, { year: 'numeric', month: 'numeric', day: 'numeric' }, context);
  const time = format(date, { timeStyle: 'short' }, context);
  if (day(date) === day(context.now)) return words.today(time);
  if (day(date) === day(new Date(context.now.getTime() - 86_400_000))) return words.yesterday(time);
  return format(date, { dateStyle: 'short', timeStyle: 'short' }, context);
}

/** The face of the clock: weekday and date, the time to the second, and the zone it is told in. */
export function formatClock(context: TimeContext): { date: string; time: string; zone: string } {
  const date = format(
    context.now,
    { weekday: 'short', year: 'numeric', month: 'short', day: 'numeric' },
    context,
  );
  const time = format(
    context.now,
    { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
    context,
  );
  return { date, time, zone: context.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone };
}

/** Nine o'clock of the next day in the machine's zone. */
export function nextMorning(now: Date): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, 9);
}

/** An instant as the value of `<input type="datetime-local">`, in the machine's zone. */
export function toLocalInput(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}
