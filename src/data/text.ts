/**
 * Text that people typed is hostile until cleaned: control characters (Cc) and format characters (Cf: direction
 * overrides and isolates, zero-width space, byte order mark) can hide or reorder what others read. U+200D stays: it
 * joins emoji and the letters of several scripts. https://www.unicode.org/reports/tr36/
 */
const INVISIBLE = /(?!\u200d)[\p{Cc}\p{Cf}]/gu;

/**
 * Text fit to be kept and shown: one line, Unicode composed (NFC), without invisible characters or lone surrogates,
 * spaces collapsed. Blank input gives an empty string.
 */
export function cleanLine(text: string): string {
  return text.toWellFormed().normalize('NFC').replace(INVISIBLE, ' ').replace(/\s+/gu, ' ').trim();
}

/** The lines of a text, each as {@link cleanLine} gives it, without the blank ones. */
export function cleanLines(text: string): string[] {
  return text
    .split(/\r\n|[\n\r\u2028\u2029]/u)
    .map(cleanLine)
    .filter((line) => line !== '');
}
