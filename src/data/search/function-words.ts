/** Words of English that nearly every sentence has. */
const FUNCTION_WORDS = new Set(
  (
    'a an and any are as at be by can did do does for from has have how in is it its many me much must of on or ' +
    'show should tell than that the their them there these this those to was were what when where which who why with'
  ).split(' '),
);

/** Whether a word tells nothing of what it stands with; it is folded. */
export function isFunctionWord(word: string): boolean {
  return FUNCTION_WORDS.has(word);
}
