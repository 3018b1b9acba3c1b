import type { MessageView } from '../../src/views/parts.ts';

/** The name of a sentence, standing where the sentence should. */
export const RAW_KEY =
  /(?<![\w/.])(?:kinds?|status|basis|card|list|entries|timeline|digest|record|form|history|join|money)\.[a-z]+(?![\w./])/u;

/** What Discord counts in a message. */
export interface Measure {
  components: number;
  text: number;
  customIds: string[];
  longestCustomId: number;
  words: string;
}

/** Counts as Discord does: nested components too, text of text displays alone. */
export function measure(view: MessageView): Measure {
  const found: Measure = { components: 0, text: 0, customIds: [], longestCustomId: 0, words: '' };
  const walk = (part: unknown): void => {
    if (Array.isArray(part)) {
      for (const item of part) walk(item);
      return;
    }
    if (part === null || typeof part !== 'object') return;
    if ('type' in part && typeof part.type === 'number') found.components += 1;
    for (const [key, value] of Object.entries(part)) {
      if (key === 'custom_id') found.customIds.push(String(value));
      else if (typeof value === 'string') found.words += `${value}\n`;
      if (key === 'content') found.text += String(value).length;
      walk(value);
    }
  };
  walk(view.components);
  found.longestCustomId = Math.max(0, ...found.customIds.map((id) => id.length));
  return found;
}
