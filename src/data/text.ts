/**
 * Text that people typed is hostile until cleaned: control characters (Cc) and format characters (Cf: direction
 * overrides and isolates, zero-width space, byte order mark) can hide or reorder what others read. U+200D stays: it
 * joins emoji and the letters of several scripts. https://www.unicode.org/reports/tr36/
 */
const INVISIBLE = /(?!\u200d)[\p{Cc}\p{Cf}]/gu;

/**
 * More marks on one letter than any language writes make Unicode composition take time by their square (500,000 of
 * them two minutes), so they are cut where the Stream-Safe Text Format cuts them.
 * https://www.unicode.org/reports/tr15/#Stream_Safe_Text_Format
 */
const PILED_MARKS = /(\p{M}{30})\p{M}+/gu;

/**
 * Text fit to be kept and shown: one line, Unicode composed (NFC), without invisible characters or lone surrogates,
 * spaces collapsed. Blank input gives an empty string.
 */
export function cleanLine(text: string): string {
  const bounded = text.toWellFormed().replace(PILED_MARKS, '$1');
  return bounded.normalize('NFC').replace(INVISIBLE, ' ').replace(/\s+/gu, ' ').trim();
}

/** The lines of a text, each as {@link cleanLine} gives it, without the blank ones. */
export function cleanLines(text: string): string[] {
  return text
    .split(/\r\n|[\n\r\u2028\u2029]/u)
    .map(cleanLine)
    .filter((line) => line !== '');
}
