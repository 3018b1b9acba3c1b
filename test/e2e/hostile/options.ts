/** Fills in commands and forms: as someone would who knows what they want, and otherwise. */
import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandOption,
  ApplicationCommandType,
  ComponentType,
  ApplicationCommandOptionType as Type,
} from 'discord-api-types/v10';
import type { OpenModal, PickedFile, Sandbox, Seat } from '../../../src/sandbox/index.ts';
import type { Random } from '../../digest/random.ts';
import { fileOf } from '../desk.ts';
import type { Actor, Server } from './stage.ts';
import { fitting, hostile, MASKED_HOST } from './words.ts';

type Values = NonNullable<Parameters<Seat['command']>[1]>;

/** What the one who fills something in knows. */
export interface Knowledge {
  readonly random: Random;
  readonly actor: Actor;
  /** The server that they think of; another one's ids may well be typed. */
  readonly server: Server;
  /** Ids of own records, subscriptions, versions: of both servers, as they came up. */
  readonly ids: readonly string[];
  /** Files that were exported, as text. */
  readonly files: readonly string[];
}

const USUAL = [
  'hangzhou-blockchain-industrial-park',
  'Hangzhou',
  '杭州',
  'Zhejiang',
  'Europe/Berlin',
  'Asia/Shanghai',
  '2018-04-09',
  '2018',
  '04-09',
  '02-29',
  '09:00',
  '23:59',
  'catalogue',
  '1',
] as const;

/** Every command with its subcommands, as `digest subscribe`, with its options. */
export function commandsOf(sandbox: Sandbox): [string, readonly APIApplicationCommandBasicOption[]][] {
  const slash = sandbox.commands
    .list(undefined)
    .filter(({ type }) => type === ApplicationCommandType.ChatInput);
  return slash.flatMap(({ name, options = [] }) => {
    const subcommands = options.filter(({ type }) => type === Type.Subcommand);
    if (subcommands.length === 0) return [[name, options as APIApplicationCommandBasicOption[]]];
    return subcommands.map((sub): [string, readonly APIApplicationCommandBasicOption[]] => [
      `${name} ${sub.name}`,
      ('options' in sub ? (sub.options as APIApplicationCommandOption[] | undefined) : undefined)?.filter(
        (option): option is APIApplicationCommandBasicOption => option.type > Type.SubcommandGroup,
      ) ?? [],
    ]);
  });
}

/** Values for some of these options, and all that are required. */
export function fillOptions(
  knowledge: Knowledge,
  options: readonly APIApplicationCommandBasicOption[],
): Values {
  const { random } = knowledge;
  const given = options.filter(({ required }) => required || random.chance(0.35));
  return Object.fromEntries(given.map((option) => [option.name, valueFor(knowledge, option)]));
}

function valueFor(knowledge: Knowledge, option: APIApplicationCommandBasicOption): Values[string] {
  const { random, server } = knowledge;
  switch (option.type) {
    case Type.Boolean:
      return random.chance(0.5);
    case Type.Integer:
    case Type.Number: {
      const { min_value: min = -5, max_value: max = 5000 } = 'min_value' in option ? option : {};
      return random.between(min, max);
    }
    case Type.Channel:
      return { id: pick(random, server.channelIds) };
    case Type.Role:
      return { id: pick(random, [server.roles.readers, server.roles.editors, server.guildId]) };
    case Type.Attachment:
      return [...attachment(knowledge)];
    default:
      break;
  }
  if ('choices' in option && option.choices?.length) return pick(random, option.choices).value;
  return fitting(someText(knowledge), 'max_length' in option ? option.max_length : undefined);
}

/** Something that means something here, or is meant not to. */
export function someText({ random, server, ids }: Knowledge): string {
  const roll = random.next();
  if (roll < 0.35 && ids.length > 0) return pick(random, ids);
  if (roll < 0.65) return pick(random, USUAL);
  return roll < 0.8 ? server.secret : hostile(random, server.victims);
}

/** What is typed into the fields of a form: what they ask for, what stands there, or anything. */
export function fillForm(knowledge: Knowledge, modal: OpenModal): Values {
  const { random, server } = knowledge;
  const isSensible = random.chance(0.6);
  const values: Values = {};
  for (const part of modal.components) {
    if (!('component' in part)) continue;
    const control = part.component;
    if (control.type === ComponentType.StringSelect) {
      if (random.chance(0.5)) values[control.custom_id] = [pick(random, control.options).value];
      continue;
    }
    if (control.type !== ComponentType.TextInput || random.chance(0.25)) continue;
    const field = control.custom_id;
    const text =
      isSensible || random.chance(0.5) ? sensible(knowledge, field) : hostile(random, server.victims);
    // What is cited is linked to, on purpose.
    const typed = ['sources'].includes(field) ? text.replaceAll(MASKED_HOST, 'cited.example') : text;
    values[field] = fitting(typed, control.max_length);
  }
  return values;
}

/** What both servers' people call things with: who looks for it finds those of one server alone. */
export const COMMON = 'Harbour';

/** A name that is this server's, often the same. */
export const named = (random: Random, { secret }: Server): string =>
  `${COMMON} ${secret} ${random.between(1, 30)}`;

function sensible({ random, server }: Knowledge, field: string): string {
  const strange = random.chance(0.4) ? ` ${hostile(random, server.victims)}` : '';
  const word = named(random, server);
  switch (field) {
    case 'name':
    case 'names':
      // The form that forgets a server has a field of this name, too.
      return field === 'name' && random.chance(0.3) ? server.name : `${word}${strange}`;
    case 'date':
      return pick(random, ['2018-04-09', '2019', '2020-02', '2020-01/2020-03']);
    case 'verified':
      return '2020-05-05';
    case 'places':
      return 'Hangzhou, Zhejiang';
    case 'figure':
      return '1238 filings';
    case 'amounts':
      return `10 billion CNY: size${strange.replaceAll('\n', ' ')}`;
    case 'details':
    case 'organizations':
      return `${word} Bank${strange.replaceAll(/[\n:]/g, ' ')}: founder${strange.replaceAll(/[\n:]/g, ' ')}`;
    case 'sources':
      return `${word}${strange} | Daily | 2019 | https://cited.example/${random.between(1, 9)}`;
    case 'related':
    case 'disputes':
      return '';
    default:
      return `${word}${strange}`;
  }
}

/** A file: one that can be imported, or garbage. */
export function attachment(knowledge: Knowledge): PickedFile[] {
  const { random, server, files } = knowledge;
  const name = random.chance(0.3)
    ? hostile(random, server.victims).toWellFormed().slice(0, 60)
    : 'records.csv';
  const roll = random.next();
  if (roll < 0.5) return fileOf(JSON.stringify(rows(knowledge)), name);
  if (roll < 0.7 && files.length > 0) return fileOf(pick(random, files), name);
  const text = hostile(random, server.victims);
  const garbage: readonly (string | Buffer)[] = [
    Buffer.from(Array.from({ length: random.between(0, 300) }, () => random.between(0, 255))),
    `kind,name,summary,sources\npark,"${text}",${text},A | B`,
    `{"records":[{"__proto__":{"kind":"park"},"constructor":${JSON.stringify(text)}}],"sources":{}}`,
    '['.repeat(5000),
    `${'kind,'.repeat(200)}\n${text}`,
    Buffer.from(`kind,name\npark,${text}`, 'utf16le'),
    '',
  ];
  return fileOf(pick(random, garbage), name);
}

function rows(knowledge: Knowledge): object[] {
  const { random, server, ids } = knowledge;
  return Array.from({ length: random.between(1, 4) }, () => {
    const strange = () => hostile(random, server.victims);
    return {
      ...(random.chance(0.3) && ids.length > 0 ? { id: pick(random, ids) } : {}),
      kind: pick(random, ['park', 'policy', 'organization']),
      name: fitting(`${named(random, server)} ${random.chance(0.5) ? strange() : ''}`, 100),
      summary: fitting(`${server.secret} ${strange()}`, 300),
      sources: [{ title: fitting(`${server.secret} ${strange()}`, 100), publisher: 'Daily' }],
    };
  });
}

/** One of them. */
export function pick<T>(random: Random, things: readonly T[]): T {
  const [first, ...rest] = things;
  if (first === undefined) throw new RangeError('there is nothing to pick from');
  return random.pick([first, ...rest]);
}
