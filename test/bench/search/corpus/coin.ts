/** Coined names of companies and products: of Chinese characters, or of English pieces. */
import type { Random } from '../../../digest/random.ts';
import { COINS_FIRST, COINS_LAST, NAME_CHARACTERS, type Unit } from './words.ts';

/** One of some things; throws where there are none. */
export function draw<T>(random: Random, things: readonly T[]): T {
  const thing = things[random.between(0, things.length - 1)];
  if (thing === undefined) throw new RangeError('Nothing to draw from');
  return thing;
}

/** A new name. There are some two million of them, the short ones more likely. */
export function coin(random: Random): Unit {
  return random.chance(0.6) ? coinChinese(random) : coinEnglish(random);
}

function coinChinese(random: Random): Unit {
  const count = random.chance(0.55) ? 2 : 3;
  const characters = Array.from({ length: count }, () => draw(random, NAME_CHARACTERS));
  const pinyin = characters.map(({ en }) => en);
  // An apostrophe stands before a syllable that begins with a vowel (GB/T 16159).
  const spelled = pinyin.map((syllable, i) => (i > 0 && /^[aeo]/.test(syllable) ? `'${syllable}` : syllable));
  return { en: capitalized(spelled.join('')), zh: characters.map(({ zh }) => zh).join(''), pinyin };
}

function coinEnglish(random: Random): Unit {
  const first = draw(random, COINS_FIRST);
  const last = draw(random, COINS_LAST);
  if (random.chance(0.5))
    return { en: first.en + last.en, zh: first.zh + last.zh, pinyin: [...first.pinyin, ...last.pinyin] };
  const middle = draw(random, COINS_FIRST);
  return {
    en: first.en + middle.en.toLowerCase() + last.en,
    zh: first.zh + middle.zh + last.zh,
    pinyin: [...first.pinyin, ...middle.pinyin, ...last.pinyin],
  };
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** The English of some units, one after the other. */
export function join(...units: readonly Unit[]): string {
  return units.map(({ en }) => en).join(' ');
}
