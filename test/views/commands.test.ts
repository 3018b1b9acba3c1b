import { describe, expect, it } from 'vitest';
import { declareCommand, declareMessageCommand } from '../../src/commands/declare.ts';
import { COMMANDS, MESSAGE_COMMANDS } from '../../src/commands/index.ts';
import { LOCALES } from '../../src/views/language.ts';

/** What a command has of words, in whatever depth: https://docs.discord.com/developers/interactions/application-commands */
interface Part {
  readonly name: string;
  readonly name_localizations?: Record<string, string>;
  readonly description?: string;
  readonly description_localizations?: Record<string, string>;
  readonly value?: unknown;
  readonly options?: readonly Part[];
  readonly choices?: readonly Part[];
}

const partsOf = (part: Part): Part[] => [
  part,
  ...[...(part.options ?? []), ...(part.choices ?? [])].flatMap(partsOf),
];
const longest = (text = '', localized: Record<string, string> = {}) =>
  Math.max(text.length, ...Object.values(localized).map((words) => words.length));

describe.each(COMMANDS.map((command) => [command.name, declareCommand(command) as unknown as Part] as const))(
  '/%s',
  (_, declared) => {
    const parts = partsOf(declared);

    it('has a description of 1 to 100 characters in every language, and so have its options', () => {
      for (const { name, description, description_localizations: localized = {}, value } of parts) {
        if (value !== undefined) continue;
        expect(Object.keys(localized).sort()).toEqual([...LOCALES].sort());
        for (const words of [description, ...Object.values(localized)])
          expect([name, words?.length]).toSatisfy(([, length]) => length >= 1 && length <= 100);
      }
    });

    it('has choices of 1 to 100 characters in every language, each named once', () => {
      for (const { choices = [] } of parts)
        for (const locale of LOCALES) {
          const names = choices.map((choice) => choice.name_localizations?.[locale] ?? '');
          for (const name of names) expect(name).toMatch(/^.{1,100}$/u);
          expect(new Set(names).size).toBe(names.length);
        }
    });

    it('has at most 8,000 characters in all, each part in its longest language', () => {
      const lengths = parts.map(
        (part) =>
          longest(part.name, part.name_localizations) +
          longest(part.description, part.description_localizations) +
          String(part.value ?? '').length,
      );
      expect(lengths.reduce((sum, length) => sum + length, 0)).toBeLessThanOrEqual(8000);
    });
  },
);

it.each(MESSAGE_COMMANDS)('$key has a name of 1 to 32 characters in every language', (command) => {
  const { name, name_localizations: localized = {} } = declareMessageCommand(command);
  expect(Object.keys(localized ?? {}).sort()).toEqual([...LOCALES].sort());
  for (const words of [name, ...Object.values(localized ?? {})]) expect(words).toMatch(/^.{1,32}$/u);
});
