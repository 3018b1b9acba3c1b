import { IntlMessageFormat } from 'intl-messageformat';
import { dayOf, parsePartialDate } from '../data/dates.ts';
import type { Amount, Place } from '../data/schema.ts';
import enUS from './messages/en-US.json' with { type: 'json' };

/** A sentence's name in the message files, which hold ICU MessageFormat patterns. */
export type MessageKey = keyof typeof enUS;

/** What a pattern's placeholders stand for. */
export type MessageValues = Readonly<Record<string, string | number>>;

const MESSAGES = { 'en-US': enUS } satisfies Record<string, Record<MessageKey, string>>;

/** The languages the bot speaks, in Discord's locale codes. */
export type Locale = keyof typeof MESSAGES;

/** Every language the bot speaks. */
export const LOCALES = Object.keys(MESSAGES) as Locale[];

/** Whether there are words of that name. */
export function hasMessage(key: string): key is MessageKey {
  return Object.hasOwn(enUS, key);
}

/** The language for those whose own is not spoken here. */
export const DEFAULT_LOCALE: Locale = 'en-US';

/** One language: sentences, and how it writes dates, numbers, money and places. */
export interface Language {
  readonly locale: Locale;
  /** The sentence of that name. */
  t(key: MessageKey, values?: MessageValues): string;
  /** A partial date in words, as precise as it is: "April 9, 2018", "April 2018", "2018", "January 2020 – March 2020". */
  date(text: string): string;
  /** A day and month without a year: "April 9" for `04-09`. */
  monthDay(text: string): string;
  /** The name of a day of the week; ISO 8601: 1 is Monday. */
  weekday(day: number): string;
  number(value: number): string;
  /** An instant in a zone: "May 5, 2026, 10:00 AM GMT+8". For where Discord's own form, which is each reader's, is not drawn. */
  instant(iso: string, timeZone: string): string;
  /** "10 billion Chinese yuan". */
  money(amount: Pick<Amount, 'value' | 'currency'>): string;
  /** From the smallest to the largest: "Yuhang, Hangzhou, Zhejiang". */
  place(place: Place): string;
  list(items: readonly string[]): string;
}

const INSTANT: Intl.DateTimeFormatOptions = {
  year: 'numeric',
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZoneName: 'short',
};

function createLanguage(locale: Locale): Language {
  const patterns = new Map<MessageKey, IntlMessageFormat>();
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options });
  const dates = {
    day: format({ dateStyle: 'long' }),
    month: format({ year: 'numeric', month: 'long' }),
    year: format({ year: 'numeric' }),
  };
  const monthDay = format({ month: 'long', day: 'numeric' });
  const weekday = format({ weekday: 'long' });
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 });
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' });

  const simpleDate = (text: string): string => {
    const date = parsePartialDate(text);
    if (!date || date.precision === 'range') return text;
    return dates[date.precision].format(new Date(`${date.first}T00:00:00Z`));
  };

  const t: Language['t'] = (key, values) => {
    let pattern = patterns.get(key);
    if (!pattern) {
      pattern = new IntlMessageFormat(MESSAGES[locale][key], locale, undefined, { ignoreTag: true });
      patterns.set(key, pattern);
    }
    return String(pattern.format(values));
  };

  return {
    locale,
    t,
    date: (text) => text.split('/').map(simpleDate).join(' – '),
    // 2000 is a leap year, so that 29 February has a name.
    monthDay: (text) => (dayOf(`2000-${text}`) ? monthDay.format(new Date(`2000-${text}T00:00:00Z`)) : text),
    // 1 January 2024 was a Monday.
    weekday: (day) => weekday.format(Date.UTC(2024, 0, day)),
    number: (value) => numbers.format(value),
    instant: (iso, timeZone) => {
      const form = { ...INSTANT, timeZone };
      return format(form).format(new Date(iso));
    },
    money: ({ value, currency }) =>
      new Intl.NumberFormat(locale, {
        style: 'currency',
        currency,
        currencyDisplay: 'name',
        notation: 'compact',
        compactDisplay: 'long',
        minimumFractionDigits: 0,
        maximumFractionDigits: 2,
      }).format(value),
    place: ({ province, city, district }) =>
      [district, city, province].filter((part) => part !== undefined).join(', '),
    list: (items) => lists.format(items),
  };
}

const spoken = new Map<Locale, Language>();

/** The language of a Discord locale code, or the default one. */
export function language(code: string = DEFAULT_LOCALE): Language {
  const locale = (code in MESSAGES ? code : DEFAULT_LOCALE) as Locale;
  let known = spoken.get(locale);
  if (!known) {
    known = createLanguage(locale);
    spoken.set(locale, known);
  }
  return known;
}
