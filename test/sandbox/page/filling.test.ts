import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType as OptionType,
} from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import type { Filled } from '../../../src/sandbox/page/command-line.ts';
import { type Filling, inputsWhileTyping, readFilling } from '../../../src/sandbox/page/filling.ts';

const QUERY: APIApplicationCommandBasicOption = {
  type: OptionType.String,
  name: 'query',
  description: 'What',
  required: true,
  autocomplete: true,
};
const YEAR: APIApplicationCommandBasicOption = {
  type: OptionType.Integer,
  name: 'year',
  description: 'When',
};
const FILE: APIApplicationCommandBasicOption = {
  type: OptionType.Attachment,
  name: 'file',
  description: 'What',
  required: true,
};

function filling(
  options: APIApplicationCommandBasicOption[],
  filled: Record<string, Filled>,
  attached: string[] = [],
): Filling {
  return {
    options,
    filled: new Map(Object.entries(filled)),
    attached: new Set(attached),
    candidates: () => undefined,
  };
}

describe('a command that is sent', () => {
  it('leaves out what is empty and not required', () => {
    const read = readFilling(filling([QUERY, YEAR], { query: { text: 'park' }, year: { text: ' ' } }));
    expect(read).toEqual({ inputs: [{ name: 'query', type: OptionType.String, value: 'park' }] });
  });
  it('sends the value behind a choice, and a file by the name of its option', () => {
    const read = readFilling(filling([QUERY, FILE], { query: { text: 'Park', value: 'park-1' } }, ['file']));
    expect(read).toEqual({
      inputs: [
        { name: 'query', type: OptionType.String, value: 'park-1' },
        { name: 'file', type: OptionType.Attachment, value: 'file' },
      ],
    });
  });
  it.each([
    ['a text', [QUERY, YEAR], {}, { option: 'query', code: 'missing' }],
    ['a file', [QUERY, FILE], { query: { text: 'x' } }, { option: 'file', code: 'missing' }],
    ['a number', [YEAR], { year: { text: 'soon' } }, { option: 'year', code: 'notAnInteger' }],
  ])('is held back for %s', (_, options, filled, problem) => {
    expect(readFilling(filling(options, filled))).toEqual(problem);
  });
});

it('asks for suggestions with what is typed and what can be read, without files', () => {
  const filled = { query: { text: 'hang' }, year: { text: '20x' } };
  expect(inputsWhileTyping(filling([QUERY, YEAR, FILE], filled, ['file']), 'query')).toEqual([
    { name: 'query', type: OptionType.String, value: 'hang', focused: true },
  ]);
  expect(inputsWhileTyping(filling([QUERY, YEAR], { year: { text: '2018' } }), 'query')).toEqual([
    { name: 'query', type: OptionType.String, value: '', focused: true },
    { name: 'year', type: OptionType.Integer, value: 2018 },
  ]);
});
