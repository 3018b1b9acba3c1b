import { Locale, SlashCommandBuilder } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { commands } from '../../../src/sandbox/limits/commands.ts';
import { accept } from '../../../src/sandbox/limits/form.ts';
import { complaints } from './refused.ts';

const command = (changes: object = {}) => ({ name: 'park', description: 'Look a park up', ...changes });
const option = (changes: object = {}) => ({ type: 3, name: 'name', description: 'Of the park', ...changes });
const check = (...all: object[]) => complaints(() => accept(commands, all));
const many = (count: number, make: (index: number) => object) =>
  Array.from({ length: count }, (_, i) => make(i));

describe('refuses', () => {
  it.each<[what: string, command: object, complaint: string]>([
    ['a name in capitals', command({ name: 'Park' }), '0.name: APPLICATION_COMMAND_INVALID_NAME'],
    ['a name with a space', command({ name: 'a park' }), '0.name: APPLICATION_COMMAND_INVALID_NAME'],
    ['an empty name', command({ name: '' }), '0.name: APPLICATION_COMMAND_INVALID_NAME'],
    ['a name of 33', command({ name: 'a'.repeat(33) }), '0.name: APPLICATION_COMMAND_INVALID_NAME'],
    ['no description', { name: 'park' }, '0.description: BASE_TYPE_REQUIRED'],
    ['an empty description', command({ description: '' }), '0.description: BASE_TYPE_BAD_LENGTH'],
    [
      'a description of 101',
      command({ description: 'x'.repeat(101) }),
      '0.description: BASE_TYPE_BAD_LENGTH',
    ],
    [
      'an unknown locale',
      command({ name_localizations: { 'zh-HK': 'x' } }),
      '0.name_localizations: BASE_TYPE_INVALID',
    ],
    [
      'a translation that is too long',
      command({ description_localizations: { 'zh-CN': '园'.repeat(101) } }),
      '0.description_localizations.zh-CN: BASE_TYPE_BAD_LENGTH',
    ],
    ['an unknown context', command({ contexts: [3] }), '0.contexts.0: NUMBER_TYPE_MAX'],
    ['no integration type', command({ integration_types: [] }), '0.integration_types: BASE_TYPE_BAD_LENGTH'],
    [
      '26 options',
      command({ options: many(26, (i) => option({ name: `o${i}` })) }),
      '0.options: BASE_TYPE_MAX_LENGTH',
    ],
    [
      'a required option after an optional one',
      command({ options: [option(), option({ name: 'b', required: true })] }),
      '0.options.1: APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
    ],
    [
      'an option twice',
      command({ options: [option(), option()] }),
      '0.options.1.name: APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
    ],
    [
      'autocomplete with choices',
      command({ options: [option({ autocomplete: true, choices: [{ name: 'a', value: 'a' }] })] }),
      '0.options.0.autocomplete: APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID',
    ],
    [
      'autocomplete for a channel',
      command({ options: [option({ type: 7, autocomplete: true })] }),
      '0.options.0.type: APPLICATION_COMMAND_OPTIONS_CHOICES_INVALID',
    ],
    [
      '26 choices',
      command({ options: [option({ choices: many(26, (i) => ({ name: `c${i}`, value: `c${i}` })) })] }),
      '0.options.0.choices: BASE_TYPE_MAX_LENGTH',
    ],
    [
      'a choice with an empty name',
      command({ options: [option({ choices: [{ name: '', value: 'a' }] })] }),
      '0.options.0.choices.0.name: BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a choice with a value of 101',
      command({ options: [option({ choices: [{ name: 'a', value: 'v'.repeat(101) }] })] }),
      '0.options.0.choices.0.value: APPLICATION_COMMAND_OPTIONS_CHOICE_VALUE_INVALID',
    ],
    [
      'a text as choice of a number',
      command({ options: [option({ type: 4, choices: [{ name: 'a', value: 'a' }] })] }),
      '0.options.0.choices.0.value: APPLICATION_COMMAND_OPTIONS_CHOICE_VALUE_INVALID',
    ],
    [
      'an unknown type of option',
      command({ options: [option({ type: 12 })] }),
      '0.options.0.type: NUMBER_TYPE_MAX',
    ],
    [
      'subcommands beside values',
      command({ options: [option({ type: 1 }), option({ name: 'b' })] }),
      '0.options: APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
    ],
    [
      'a wrong option in a subcommand',
      command({ options: [option({ type: 1, options: [option({ name: 'B' })] })] }),
      '0.options.0.options.0.name: APPLICATION_COMMAND_INVALID_NAME',
    ],
    [
      'a group in a group',
      command({ options: [option({ type: 2, options: [option({ type: 2, options: [] })] })] }),
      '0.options.0.options.0.type: BASE_TYPE_CHOICES',
    ],
    [
      'more than 8000 characters',
      command({
        options: many(25, (i) =>
          option({ name: `o${i}`, choices: many(4, (j) => ({ name: `${j}`.repeat(90), value: `${j}` })) }),
        ),
      }),
      '0: APPLICATION_COMMAND_TOO_LARGE',
    ],
  ])('%s', (_what, refused, complaint) => {
    expect(check(refused)).toEqual([complaint]);
  });

  it('a name twice, and more than 100', () => {
    expect(check(command(), command())).toEqual(['1: APPLICATION_COMMANDS_DUPLICATE_NAME']);
    expect(check(...many(101, (i) => command({ name: `c${i}` })))).toEqual([': BASE_TYPE_MAX_LENGTH']);
  });
});

describe('accepts', () => {
  it.each<[what: string, command: object]>([
    ['a name of 32', command({ name: 'a'.repeat(32) })],
    ['a Chinese name', command({ name: '园区' })],
    ['a description of 100 pictographs', command({ description: '🏭'.repeat(100) })],
    ['25 options', command({ options: many(25, (i) => option({ name: `o${i}` })) })],
    [
      '25 choices of 100',
      command({
        options: [
          option({
            choices: many(25, (i) => ({
              name: String(i).padEnd(100, 'x'),
              value: String(i).padEnd(100, 'v'),
            })),
          }),
        ],
      }),
    ],
    ['all contexts', command({ contexts: [0, 1, 2], integration_types: [0, 1] })],
    ['a context menu', { type: 3, name: 'Look this Up' }],
    [
      'exactly 8000 characters',
      command({
        description: 'd'.repeat(60),
        options: many(20, (i) =>
          option({
            name: `o${i}`.padEnd(32, 'o'),
            description: 'd'.repeat(100),
            choices: many(5, (j) => ({ name: `${j}`.repeat(50), value: `${j}` })),
          }),
        ).map((one, i) => (i < 19 ? one : { ...one, description: 'd'.repeat(92) })),
      }),
    ],
  ])('%s', (_what, accepted) => {
    expect(check(accepted)).toEqual([]);
  });

  it('what discord.js builds', () => {
    const built = new SlashCommandBuilder()
      .setName('digest')
      .setDescription('Digests')
      .setNameLocalization(Locale.ChineseCN, '摘要')
      .setDefaultMemberPermissions(32n)
      .addSubcommand((sub) =>
        sub
          .setName('subscribe')
          .setDescription('Subscribe a channel')
          .addChannelOption((channel) => channel.setName('channel').setDescription('Where').setRequired(true))
          .addIntegerOption((day) =>
            day.setName('day').setDescription('Of the month').setMinValue(1).setMaxValue(31),
          ),
      );
    expect(check(built.toJSON())).toEqual([]);
  });
});
