import { Converter } from 'opencc-js/cn2t';

const toTaiwan = Converter({ from: 'cn', to: 'tw' });

/** Names in which the converter takes a character for another word: names of people and places, and short forms. */
const NAMES: Readonly<Record<string, string>> = {
  '银发〔': '銀發〔',
  金发局: '金發局',
  龙华: '龍華',
  范一飞: '范一飛',
  范瑞彬: '范瑞彬',
  湖里区: '湖里區',
  西咸: '西咸',
  慈溪: '慈溪',
  资溪: '資溪',
  昆山: '昆山',
  昆玉: '昆玉',
};
const NAMED = new RegExp(`(${Object.keys(NAMES).join('|')})`, 'u');

/** Quotation marks, and where the standard of Taiwan differs from the converter's: 發布, not 發佈. */
const CHARACTERS: Readonly<Record<string, string>> = { 佈: '布', '“': '「', '”': '」', '‘': '『', '’': '』' };

/** Chinese in Simplified characters, a name or a headline, in Traditional ones as they are written in Taiwan. */
export function toTraditional(text: string): string {
  return text
    .split(NAMED)
    .map((part) => NAMES[part] ?? toTaiwan(part))
    .join('')
    .replace(/[佈“”‘’]/gu, (character) => CHARACTERS[character] ?? character);
}
