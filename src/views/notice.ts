import type { Language, MessageKey, MessageValues } from './language.ts';
import { COLOURS, container, type MessageView, text } from './parts.ts';
import { literal } from './text.ts';

/** A sentence by itself. Values are made literal, since they may be what people typed. */
export function notice(
  lang: Language,
  key: MessageKey,
  values: MessageValues = {},
  colour: number = COLOURS.trouble,
): MessageView {
  const safe = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'string' ? literal(value) : value,
  ]);
  return { components: [container(colour, [text(lang.t(key, Object.fromEntries(safe)))])] };
}
