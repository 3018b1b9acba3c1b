/** Chinese in Latin letters, as people type it: without tones, `lü` as `lu`. */
import { customPinyin, pinyin } from 'pinyin-pro';

/** What pinyin-pro 3.29 gets wrong: names of places that keep an old reading, and words of this domain. */
const READINGS: Readonly<Record<string, string>> = {
  单县: 'shan xian',
  涡阳: 'guo yang',
  涡河: 'guo he',
  蔚县: 'yu xian',
  郫都: 'pi du',
  新都: 'xin du',
  曾都: 'zeng du',
  花都: 'hua du',
  丰都: 'feng du',
  昌都: 'chang du',
  闵行: 'min hang',
  都匀: 'du yun',
  都江: 'du jiang',
  于都: 'yu du',
  乐清: 'yue qing',
  乐亭: 'lao ting',
  洪洞: 'hong tong',
  浚县: 'xun xian',
  歙县: 'she xian',
  尉犁: 'yu li',
  喀什: 'ka shi',
  六合: 'lu he',
  繁峙: 'fan shi',
  会稽: 'kuai ji',
  黄陂: 'huang pi',
  吴堡: 'wu bu',
  大埔: 'da bu',
  莞城: 'guan cheng',
  珲春: 'hun chun',
  穆棱: 'mu ling',
  泌阳: 'bi yang',
  什邡: 'shi fang',
  筠连: 'jun lian',
  浒墅: 'xu shu',
  大栅栏: 'da shi lan',
  央行: 'yang hang',
  重塑: 'chong su',
  率先: 'shuai xian',
};

customPinyin({ ...READINGS });

/** Readings that were looked up: of characters that have but one, and of others between their neighbours. */
const readings = new Map<string, string>();
/** Some megabytes; what people type may not grow without end. */
const MOST_READINGS = 100_000;

function readingsOf(text: string, multiple: boolean): string[] {
  return pinyin(text, { toneType: 'none', type: 'array', v: false, multiple }).map((syllable) =>
    syllable.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase(),
  );
}

function remember(key: string, reading: string): string {
  if (readings.size >= MOST_READINGS) readings.clear();
  readings.set(key, reading);
  return reading;
}

// The library prepares its dictionary when it is first asked, which is better done while nobody waits.
readingsOf('链', false);

/** How a character is read between its neighbours, which decide where it has several readings. */
function read(before: string, character: string, after: string): string {
  const only = readings.get(character) ?? remember(character, onlyReading(character));
  if (only !== '') return only;
  const key = `${before} ${character} ${after}`;
  const context = before + character + after;
  return readings.get(key) ?? remember(key, readingsOf(context, false)[before === '' ? 0 : 1] ?? character);
}

/** The reading of a character, or nothing where it has several. */
function onlyReading(character: string): string {
  const all = new Set(readingsOf(character, true));
  return all.size === 1 ? ([...all][0] ?? '') : '';
}

/** The syllables of a run of Simplified Chinese, one a character. */
export function syllablesOf(run: string): string[] {
  const characters = [...run];
  return characters.map((character, i) => read(characters[i - 1] ?? '', character, characters[i + 1] ?? ''));
}

/** Initial and final, generous: what is no syllable finds nothing later on. */
const SYLLABLE =
  '(?:zh|ch|sh|[bpmfdtnlgkhjqxzcsryw])?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|ve|a|e|i|o|u|v)';
const SPELLED = new RegExp(`^(?:${SYLLABLE})+(?:zh|ch|sh|[bpmfdtnlgkhjqxzcsryw])?$`);
const PIECES = new RegExp(
  `${SYLLABLE}(?=(?:${SYLLABLE})*(?:zh|ch|sh|[bpmfdtnlgkhjqxzcsryw])?$)|[a-z]+$`,
  'g',
);

/**
 * A word of joined pinyin taken apart, or undefined where it cannot be pinyin of three syllables or more. The last
 * piece may be the beginning of a syllable that is being typed: `qukuail` is `qu`, `kuai`, `l`.
 */
export function splitPinyin(word: string): string[] | undefined {
  if (word.length > 60 || !SPELLED.test(word)) return undefined;
  const pieces = word.match(PIECES) ?? [];
  return pieces.length >= 3 ? pieces : undefined;
}
