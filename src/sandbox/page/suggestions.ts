/** Autocomplete: asks the bot while an option is typed, and keeps only the answer to what stands there now. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { InteractionAnswer } from '../protocol.ts';
import type { Candidate } from './option-values.ts';

/** What the bot suggests; while it is asked anew, the last answer stays. */
export interface Suggestions {
  readonly choices: readonly Candidate[];
  readonly waiting: boolean;
  readonly failed?: string | undefined;
}

const NONE: Suggestions = { choices: [], waiting: false };

/** How long typing must rest before the bot is asked. */
const REST_MS = 150;

/** The suggestions for a question, which is what is typed and where; none while there is no question. */
export function useSuggestions(
  question: string | undefined,
  ask: () => Promise<InteractionAnswer>,
): Suggestions {
  const [suggestions, setSuggestions] = useState(NONE);
  const latest = useRef(ask);
  latest.current = ask;
  useEffect(() => {
    if (question === undefined) {
      setSuggestions(NONE);
      return;
    }
    let stale = false;
    setSuggestions((before) => ({ choices: before.choices, waiting: true }));
    const answer = async () => {
      const { choices = [], failed } = await latest.current();
      if (stale) return;
      const found = choices.map(({ name, value }) => ({ label: name, value }));
      setSuggestions({ choices: found, waiting: false, failed });
    };
    const timer = setTimeout(() => void answer(), REST_MS);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [question]);
  return suggestions;
}
