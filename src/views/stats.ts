import { byKind, byProvince, byYear, type CountOptions, largestAmounts } from '../data/counts.ts';
import type { AlmanacRecord } from '../data/schema.ts';
import type { Language, MessageKey } from './language.ts';
import { headlineOf } from './names.ts';
import type { Drawing } from './picture.ts';
import { type Bar, drawBars } from './pictures/bars.ts';
import type { Theme } from './pictures/svg.ts';

/** What bars can be by. */
export const MEASURES = ['kind', 'province', 'year', 'amount'] as const;

/** One of {@link MEASURES}. */
export type Measure = (typeof MEASURES)[number];

/** As many bars as a phone shows at once. */
const MOST_BARS = 15;

/** The sums that compare: those in the currency that most are stated in. */
const CURRENCY = 'CNY';

/** What is counted, in words: "Parks by province, up to 2020, Zhejiang". */
export function countTitle(lang: Language, key: MessageKey, { kind, province, until }: CountOptions): string {
  return lang.t(key, {
    what: kind ? lang.t(`kinds.${kind}`) : lang.t('picture.records'),
    until: until ?? 0,
    place: province ? lang.province(province) : '',
    inPlace: province ? 'yes' : 'no',
  });
}

/** Bars of how many records there are, or of the largest sums; undefined where there is nothing to show. */
export function barsOf(
  lang: Language,
  measure: Measure,
  records: readonly AlmanacRecord[],
  asked: CountOptions,
  theme: Theme,
): Drawing | undefined {
  const bars = BARS[measure](lang, records);
  if (bars.length === 0) return undefined;
  const shown = measure === 'year' ? bars.slice(-MOST_BARS) : bars.slice(0, MOST_BARS);
  const title = countTitle(lang, `stats.by.${measure}`, asked);
  const note = lang.t(`stats.note.${measure}`, { count: records.length, left: bars.length - shown.length });
  const numbers = shown.map(({ label, told }) => lang.pair(label, told));
  return {
    svg: drawBars({ title, note, bars: shown }, theme),
    alt: lang.t('picture.alt', { title, note, numbers: lang.join(numbers) }),
  };
}

type BarsOf = (lang: Language, records: readonly AlmanacRecord[]) => Bar[];

const bar = (lang: Language, label: string, value: number): Bar => ({
  label,
  value,
  told: lang.number(value),
});

const BARS: Readonly<Record<Measure, BarsOf>> = {
  kind: (lang, records) =>
    [...byKind(records)].map(([kind, count]) => bar(lang, lang.t(`kinds.${kind}`), count)),
  province: (lang, records) =>
    [...byProvince(records)]
      .sort(([, a], [, b]) => b - a)
      .map(([province, count]) => bar(lang, lang.province(province), count)),
  year: (lang, records) =>
    [...byYear(records)].map(([year, count]) => bar(lang, lang.date(String(year)), count)),
  amount: (lang, records) =>
    largestAmounts(records, CURRENCY, MOST_BARS).map(({ record, amount }) => ({
      label: headlineOf(lang, record),
      value: amount.value,
      told: lang.money(amount),
      hollow: amount.basis === 'planned' || amount.basis === 'ceiling',
    })),
};
