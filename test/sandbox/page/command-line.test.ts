import {
  type APIApplicationCommand,
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandOption,
  ApplicationCommandType,
  ChannelType,
  InteractionContextType,
  ApplicationCommandOptionType as OptionType,
} from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import {
  listCommands,
  matchCommands,
  nestOptions,
  openingOptions,
  readLine,
} from '../../../src/sandbox/page/command-line.ts';
import { candidatesOf, matchCandidates, readValue } from '../../../src/sandbox/page/option-values.ts';
import { ADMIN, MEMBER, STATE } from './state.ts';

function command(
  name: string,
  options: APIApplicationCommandOption[],
  more: Partial<APIApplicationCommand> = {},
): APIApplicationCommand {
  return {
    id: `id-${name}`,
    type: ApplicationCommandType.ChatInput,
    application_id: '9',
    name,
    description: `About ${name}`,
    options,
    default_member_permissions: null,
    version: '1',
    ...more,
  };
}

const NAME: APIApplicationCommandBasicOption = {
  type: OptionType.String,
  name: 'name',
  description: 'Its name',
  name_localizations: { 'zh-CN': '名称' },
};
const YEAR: APIApplicationCommandBasicOption = {
  type: OptionType.Integer,
  name: 'year',
  description: 'Only this year',
  min_value: 2008,
  max_value: 2030,
};
const CHANNEL: APIApplicationCommandBasicOption = {
  type: OptionType.Channel,
  name: 'channel',
  description: 'Where',
  required: true,
  channel_types: [ChannelType.GuildText],
};

const COMMANDS = [
  command('park', [NAME, YEAR], {
    name_localizations: { 'zh-CN': '园区' },
    description_localizations: { 'zh-CN': '查询园区' },
  }),
  command(
    'digest',
    [
      {
        type: OptionType.Subcommand,
        name: 'subscribe',
        description: 'Post digests',
        options: [CHANNEL, NAME],
      },
      { type: OptionType.Subcommand, name: 'list', description: 'All of them' },
      {
        type: OptionType.SubcommandGroup,
        name: 'quiet',
        description: 'Days',
        options: [{ type: OptionType.Subcommand, name: 'set', description: 'Set', options: [YEAR] }],
      },
    ],
    { default_member_permissions: '32' },
  ),
  command('about', []),
  command('Find in the almanac', [], { type: ApplicationCommandType.Message, description: '' }),
  command('private', [], { contexts: [InteractionContextType.BotDM] }),
];
const ENTRIES = listCommands(COMMANDS, ADMIN, 'en-US');
const labels = (entries: readonly { label: string }[]) => entries.map((entry) => entry.label);

describe('what a person may use', () => {
  it('lists subcommands each by itself, and only what works in a server', () => {
    expect(labels(ENTRIES)).toEqual(['park', 'digest subscribe', 'digest list', 'digest quiet set', 'about']);
  });
  it('hides from a member what is for those who manage the server', () => {
    expect(labels(listCommands(COMMANDS, MEMBER, 'en-US'))).toEqual(['park', 'about']);
  });
  it('lists in direct messages what works there, for whomever', () => {
    expect(labels(listCommands(COMMANDS, MEMBER, 'en-US', 'direct'))).toContain('private');
    expect(labels(listCommands(COMMANDS, MEMBER, 'en-US', 'direct'))).toEqual(
      labels(listCommands(COMMANDS, ADMIN, 'en-US', 'direct')),
    );
  });
  it.each([
    ['zh-CN', '园区', '查询园区'],
    ['zh-TW', 'park', 'About park'],
  ])('in %s', (locale, label, description) => {
    expect(listCommands(COMMANDS, ADMIN, locale)[0]).toMatchObject({ label, description, path: ['park'] });
  });
});

it.each([
  ['', ['park', 'digest subscribe', 'digest list', 'digest quiet set', 'about']],
  ['di', ['digest subscribe', 'digest list', 'digest quiet set']],
  ['digest  li', ['digest list']],
  ['sub', ['digest subscribe']],
  ['PARK', ['park']],
  ['bou', ['about']],
  ['nothing', []],
])('the picker for /%s', (typed, expected) => {
  expect(labels(matchCommands(ENTRIES, typed))).toEqual(expected);
});

describe('a typed line', () => {
  it.each([
    ['/park ', 'park', {}],
    ['/park hangzhou', 'park', { name: 'hangzhou' }],
    ['/Park  hangzhou blockchain', 'park', { name: 'hangzhou blockchain' }],
    ['/park name:hang zhou year:2018', 'park', { name: 'hang zhou', year: '2018' }],
    ['/park hangzhou year:2018', 'park', { name: 'hangzhou', year: '2018' }],
    ['/park https://example.org', 'park', { name: 'https://example.org' }],
    ['/digest subscribe general name:x', 'digest subscribe', { channel: 'general', name: 'x' }],
    ['/digest quiet set 2018', 'digest quiet set', { year: '2018' }],
    ['/about ', 'about', {}],
  ])('%s', (line, label, texts) => {
    const read = readLine(ENTRIES, line, 'en-US');
    expect(read?.entry.label).toBe(label);
    expect(Object.fromEntries([...(read?.filled ?? [])].map(([name, { text }]) => [name, text]))).toEqual(
      texts,
    );
  });
  it('takes names in the language of the reader, and the registered ones', () => {
    const entries = listCommands(COMMANDS, ADMIN, 'zh-CN');
    const filled = new Map([['name', { text: '杭州' }]]);
    expect(readLine(entries, '/园区 名称:杭州', 'zh-CN')).toEqual({ entry: entries[0], filled });
    expect(readLine(entries, '/park name:杭州', 'zh-CN')).toEqual({ entry: entries[0], filled });
  });
  it.each(['park hangzhou', '/park', '/digest ', '/parks x', '/digest sub x', ''])(
    'is none yet: %j',
    (line) => {
      expect(readLine(ENTRIES, line, 'en-US')).toBeUndefined();
    },
  );
});

it.each([
  ['park', ['name']],
  ['digest subscribe', ['channel']],
  ['about', []],
])('/%s opens with its required options, or else the first', (label, expected) => {
  const entry = ENTRIES.find((one) => one.label === label);
  expect(entry && openingOptions(entry)).toEqual(expected);
});

it.each([
  ['park', [{ name: 'year', type: 4, value: 1 }]],
  ['digest list', [{ name: 'list', type: 1, options: [{ name: 'year', type: 4, value: 1 }] }]],
  [
    'digest quiet set',
    [
      {
        name: 'quiet',
        type: 2,
        options: [{ name: 'set', type: 1, options: [{ name: 'year', type: 4, value: 1 }] }],
      },
    ],
  ],
])('/%s nests its options', (label, expected) => {
  const entry = ENTRIES.find((one) => one.label === label);
  expect(entry && nestOptions(entry, [{ name: 'year', type: OptionType.Integer, value: 1 }])).toEqual(
    expected,
  );
});

describe('values', () => {
  const base = { name: 'x', description: 'x' };
  const integer = { ...base, type: OptionType.Integer } as const;
  const kinds = {
    ...base,
    type: OptionType.String,
    choices: [{ name: 'Park', value: 'park', name_localizations: { 'zh-CN': '园区' } }],
  } as const;
  const short = { ...base, type: OptionType.String, min_length: 2, max_length: 3 } as const;
  const read = (option: APIApplicationCommandBasicOption, text: string, locale = 'en-US') =>
    readValue(option, { text }, candidatesOf(option, STATE, locale, { yes: 'Yes', no: 'No' }));

  it.each<[string, APIApplicationCommandBasicOption, string, string | number | boolean]>([
    ['text, trimmed', NAME, ' hangzhou ', 'hangzhou'],
    ['a whole number', integer, '-7', -7],
    ['a number', { ...base, type: OptionType.Number }, '1.5', 1.5],
    ['a bound', YEAR, '2030', 2030],
    ['a choice by its label', kinds as unknown as APIApplicationCommandBasicOption, 'PARK', 'park'],
    ['a boolean by its label', { ...base, type: OptionType.Boolean }, 'yes', true],
    ['a boolean by its value', { ...base, type: OptionType.Boolean }, 'false', false],
    ['a channel by its name', CHANNEL, 'general', '10'],
    ['a channel with its mark', CHANNEL, '#general', '10'],
    ['a person', { ...base, type: OptionType.User }, '@Ada', ADMIN.id],
    ['everyone', { ...base, type: OptionType.Role }, '@everyone', STATE.guild.id],
    ['a role', { ...base, type: OptionType.Role }, 'readers', '7'],
    ['an attachment', { ...base, type: OptionType.Attachment }, 'file', 'file'],
  ])('%s', (_, option, text, value) => {
    expect(read(option, text)).toEqual({ value });
  });

  it.each<[string, APIApplicationCommandBasicOption, string, object]>([
    ['words for a whole number', integer, 'many', { code: 'notAnInteger' }],
    ['a fraction for a whole number', integer, '1.5', { code: 'notAnInteger' }],
    ['words for a number', { ...base, type: OptionType.Number }, 'many', { code: 'notANumber' }],
    ['too small', { ...YEAR, name: 'x' }, '2007', { code: 'tooSmall', limit: 2008 }],
    ['too large', { ...YEAR, name: 'x' }, '2031', { code: 'tooLarge', limit: 2030 }],
    ['too short', short, 'a', { code: 'tooShort', limit: 2 }],
    ['too long', short, 'abcd', { code: 'tooLong', limit: 3 }],
    ['no choice', kinds as unknown as APIApplicationCommandBasicOption, 'fund', { code: 'notAChoice' }],
    ['a channel of another type', { ...CHANNEL, name: 'x' }, 'announcements', { code: 'notAChoice' }],
    ['an unknown person', { ...base, type: OptionType.User }, 'Cy', { code: 'notAChoice' }],
  ])('refuses %s', (_, option, text, problem) => {
    expect(read(option, text)).toEqual({ option: 'x', ...problem });
  });

  it('sends the value behind what was chosen', () => {
    expect(readValue(NAME, { text: 'Hangzhou · 杭州', value: 'hangzhou-park' }, undefined)).toEqual({
      value: 'hangzhou-park',
    });
  });

  it('narrows candidates by what is typed, with or without the mark of a channel', () => {
    const candidates =
      candidatesOf({ ...CHANNEL, channel_types: [] }, STATE, 'en-US', { yes: '', no: '' }) ?? [];
    expect(matchCandidates(candidates, '#ann')).toEqual([{ value: '12', label: '#announcements' }]);
    expect(matchCandidates(candidates, '')).toHaveLength(STATE.channels.length);
  });
});
