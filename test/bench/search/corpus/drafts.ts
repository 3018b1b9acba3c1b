/** How records of each kind are named. */
import type { Kind } from '../../../../src/data/schema.ts';
import type { Random } from '../../../digest/random.ts';
import { coin, draw, join } from './coin.ts';
import { DEEDS, DOCUMENTS, FORMS, GROUNDS, POTS, PRODUCTS, TRADES, type Unit } from './words.ts';

/** What a record of any kind is made from. */
export interface Theme {
  readonly area: Unit;
  readonly topic: Unit;
  readonly year: number;
  /** A name that was coined before, now and then; headlines speak of those again. */
  readonly known: Unit | undefined;
}

/** The names of a record. */
export interface Draft {
  readonly name: string;
  /** The words of the name that tell it from others. */
  readonly mark: Unit;
  /** The Chinese name, in units. */
  readonly han: readonly Unit[];
  /** What people call it in Chinese, in units; empty where there is nothing shorter. */
  readonly short: readonly Unit[];
  /** Other English names. */
  readonly aliases: readonly string[];
}

/** Names a record of a kind. */
export const NAMING: Readonly<Record<Kind, (random: Random, theme: Theme) => Draft>> = {
  organization: (random, { area }) => {
    const mark = coin(random);
    const trade = draw(random, TRADES);
    const form = draw(random, FORMS);
    const han = [...(random.chance(0.6) ? [area] : []), mark, trade, form];
    const alias = random.chance(0.4)
      ? join(mark, trade)
      : random.chance(0.3)
        ? mark.en.toUpperCase()
        : undefined;
    const aliases = alias === undefined ? [] : [alias];
    return { name: join(...han), mark, han, short: [mark, trade], aliases };
  },
  project: (random, { area, topic }) => {
    const product = draw(random, PRODUCTS);
    if (random.chance(0.15)) {
      const number = `No. ${random.between(1, 40)}-${random.between(1, 400)}`;
      const name = `${join(area, topic, product)} ${number}`;
      return { name, mark: topic, han: [], short: [], aliases: [] };
    }
    const mark = coin(random);
    const aliases = random.chance(0.3) ? [join(mark, product)] : [];
    const han = [mark, topic, product];
    return { name: join(...han), mark, han, short: [mark, product], aliases };
  },
  policy: (random, { area, topic, year }) => {
    const paper = draw(random, DOCUMENTS);
    const name = `${area.en} ${paper.en} on ${topic.en} (${year})`;
    return { name, mark: topic, han: [area, topic, paper], short: [], aliases: [] };
  },
  park: (random, { area }) => {
    const ground = draw(random, GROUNDS);
    const mark = coin(random);
    const aliases = random.chance(0.3) ? [join(mark, ground)] : [];
    const han = [area, mark, ground];
    return { name: join(...han), mark, han, short: [mark, ground], aliases };
  },
  fund: (random, { area }) => {
    const pot = draw(random, POTS);
    const mark = coin(random);
    const han = [area, mark, pot];
    return { name: join(...han), mark, han, short: [mark, pot], aliases: [] };
  },
  figure: (_, { area, topic, year }) => ({
    name: `${topic.en} users in ${area.en}, ${year}`,
    mark: topic,
    han: [area, topic],
    short: [],
    aliases: [],
  }),
  event: (random, { area, topic, known }) => {
    const deed = draw(random, DEEDS);
    const mark = known ?? coin(random);
    const product = draw(random, PRODUCTS);
    const name = `${join(mark, deed, topic, product)} in ${area.en}`;
    return { name, mark, han: [mark, area, deed, topic, product], short: [], aliases: [] };
  },
};
