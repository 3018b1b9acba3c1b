import { IntlMessageFormat } from 'intl-messageformat';
import { dayOf, parsePartialDate } from '../data/dates.ts';
import { findProvince, placeInChinese } from '../data/places.ts';
import type { Amount, Place } from '../data/schema.ts';
import enUS from './messages/en-US.json' with { type: 'json' };
import zhCN from './messages/zh-CN.json' with { type: 'json' };
import zhTW from './messages/zh-TW.json' with { type: 'json' };
import { toTraditional } from './traditional.ts';

/** A sentence's name in the message files, which hold ICU MessageFormat patterns. */
export type MessageKey = keyof typeof enUS;

/** What a pattern's placeholders stand for. */
export type MessageValues = Readonly<Record<string, string | number>>;

const MESSAGES = { 'en-US': enUS, 'zh-CN': zhCN, 'zh-TW': zhTW } satisfies Record<
  string,
  Record<MessageKey, string>
>;

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

/** How those who read Chinese first write the Chinese of records and places, which is kept in Simplified characters. */
const CHINESE: Readonly<Partial<Record<Locale, (simplified: string) => string>>> = {
  'zh-CN': (text) => text,
  'zh-TW': toTraditional,
};

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
  /** "10 billion Chinese yuan", "100亿元". */
  money(amount: Pick<Amount, 'value' | 'currency'>): string;
  /** A whole place: "Yuhang, Hangzhou, Zhejiang", "浙江省杭州市余杭区". */
  place(place: Place): string;
  /** The short name of a province-level unit, given its official English one: "Zhejiang", "浙江". */
  province(name: string): string;
  /** Writes Chinese for those who read it first; undefined where English comes first. */
  readonly chinese: ((simplified: string) => string) | undefined;
  /** What belongs together, with a last "and". */
  list(items: readonly string[]): string;
  /** One thing after the other; what may have commas in it is set apart by a `semicolon`. */
  join(items: readonly string[], by?: 'comma' | 'semicolon'): string;
  /** "Name: value". */
  pair(name: string, value: string): string;
  /** "A text (an aside)". */
  aside(text: string, aside: string): string;
}

const INSTANT: Intl.DateTimeFormatOptions = {
  year: 'numeric',
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZoneName: 'short',
};

const MONEY: Intl.NumberFormatOptions = {
  style: 'currency',
  currencyDisplay: 'name',
  notation: 'compact',
  compactDisplay: 'long',
  minimumFractionDigits: 0,
  maximumFractionDigits: 2,
};

function createLanguage(locale: Locale): Language {
  const chinese = CHINESE[locale];
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
    date(text) {
      const [from = '', to] = text.split('/').map(simpleDate);
      return to === undefined ? from : t('date.range', { from, to });
    },
    // 2000 is a leap year, so that 29 February has a name.
    monthDay: (text) => (dayOf(`2000-${text}`) ? monthDay.format(new Date(`2000-${text}T00:00:00Z`)) : text),
    // 1 January 2024 was a Monday.
    weekday: (day) => weekday.format(Date.UTC(2024, 0, day)),
    number: (value) => numbers.format(value),
    instant: (iso, timeZone) => {
      const form = { ...INSTANT, timeZone };
      return format(form).format(new Date(iso));
    },
    money({ value, currency }) {
      const form = new Intl.NumberFormat(locale, { ...MONEY, currency });
      const parts = form.formatToParts(value);
      const partOf = (...types: readonly string[]) =>
        parts
          .filter(({ type }) => types.includes(type))
          .map((part) => part.value)
          .join('');
      return t('money', {
        digits: partOf('integer', 'group', 'decimal', 'fraction'),
        scale: partOf('compact') || 'none',
        currency,
        name: partOf('currency'),
      });
    },
    place(place) {
      if (chinese) return chinese(placeInChinese(place));
      const { province, city, district } = place;
      return [district, city, province].filter((part) => part !== undefined).join(', ');
    },
    province: (name) => (chinese ? chinese(findProvince(name)?.zh ?? name) : name),
    chinese,
    list: (items) => lists.format(items),
    join: (items, by = 'comma') => items.join(t(`join.${by}`)),
    pair: (name, value) => t('join.pair', { name, value }),
    aside: (text, aside) => t('join.aside', { text, aside }),
  };
}

const spoken = new Map<Locale, Language>();

/** The language spoken here of a Discord locale code: https://docs.discord.com/developers/reference#locales */
export const localeOf = (code: string | undefined): Locale =>
  LOCALES.find((known) => known === code) ?? DEFAULT_LOCALE;

/** The language of a Discord locale code, or the default one. */
export function language(code?: string): Language {
  const locale = localeOf(code);
  let known = spoken.get(locale);
  if (!known) {
    known = createLanguage(locale);
    spoken.set(locale, known);
  }
  return known;
}
