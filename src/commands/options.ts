/** The options that commands are built from: each knows its limits, its choices and how to read what was given. */
import { ApplicationCommandOptionType, type ChannelType } from 'discord-api-types/v10';
import { parsePartialDate } from '../data/dates.ts';
import { readDate } from '../data/draft/lines.ts';
import { findProvince, namesOf, PROVINCES } from '../data/places.ts';
import { KINDS, type Kind } from '../data/schema.ts';
import { rankSmall } from '../data/search/small.ts';
import { cleanLine } from '../data/text.ts';
import { isZone, zones } from '../data/zones.ts';
import type { MessageKey } from '../views/language.ts';
import { THEMES, type ThemeName } from '../views/pictures/svg.ts';
import { labelOf } from '../views/record.ts';
import { cut } from '../views/text.ts';
import {
  type AttachedFile,
  type Choice,
  type Context,
  type Given,
  MAX_CHOICES,
  type Option,
  type RawValue,
  Refusal,
} from './command.ts';

/** Discord's limits for options. https://docs.discord.com/developers/interactions/application-commands */
const CHOICE_TEXT = 100;

/** As much of a query as a paging button can carry. */
const QUERY_LENGTH = 50;

/** Full-width forms, as Chinese keyboards give them, are what they stand for: https://www.unicode.org/reports/tr15/ */
const given = (raw: RawValue | undefined) => {
  const text = cleanLine(String(raw ?? '')).normalize('NFKC');
  return text === '' ? undefined : text;
};

/** A choice of an autocomplete, its name cut to Discord's limit. */
export const choice = (name: string, value: string): Choice => ({ name: cut(name, CHOICE_TEXT), value });

/** Words to search for. */
export function query(): Option<string> {
  return {
    type: ApplicationCommandOptionType.String,
    required: true,
    limits: { min_length: 1, max_length: QUERY_LENGTH },
    suggest: (context, typed) => suggestRecords(typed, undefined, context),
    read(raw) {
      const text = given(raw);
      if (text === undefined) throw new Refusal('refusal.blankQuery');
      return text;
    },
  };
}

/** The name of a record, or the id that autocomplete gave for it. */
export function recordName(kind?: Kind): Option<string | undefined> {
  return {
    type: ApplicationCommandOptionType.String,
    required: false,
    limits: { max_length: CHOICE_TEXT },
    suggest: (context, typed) => suggestRecords(typed, kind, context),
    read: given,
  };
}

function suggestRecords(
  typed: string,
  kind: Kind | undefined,
  { library, lang }: Parameters<NonNullable<Option['suggest']>>[0],
) {
  const hits = library.search.search(cleanLine(typed), { limit: MAX_CHOICES, kind });
  return hits.map(({ record }) =>
    choice(labelOf(lang, record, CHOICE_TEXT, { kind: kind === undefined }), record.id),
  );
}

/** A province-level unit, by any of its names; gives its official English name. */
export function province(): Option<string | undefined> {
  return {
    type: ApplicationCommandOptionType.String,
    required: false,
    limits: { max_length: 60 },
    suggest: ({ lang }, typed) =>
      rankSmall(PROVINCES, cleanLine(typed), namesOf).map(({ name, zh }) => {
        const names = lang.chinese ? [lang.province(name), name] : [name, zh];
        return choice(names.join(' · '), name);
      }),
    read(raw) {
      const text = given(raw);
      if (text === undefined) return undefined;
      const found = findProvince(text);
      if (!found) throw new Refusal('refusal.province', { text });
      return found.name;
    },
  };
}

/** A kind of record. */
export function kind<const K extends readonly Kind[] = typeof KINDS>(
  kinds: K = KINDS as unknown as K,
): Option<K[number] | undefined> {
  return oneOf(kinds.map((value) => ({ value, key: `kind.${value}` })));
}

/** One of a few words. */
export function oneOf<T extends string>(
  choices: readonly { readonly value: T; readonly key: MessageKey }[],
): Option<T | undefined> {
  return {
    type: ApplicationCommandOptionType.String,
    required: false,
    choices,
    read: (raw) => choices.find(({ value }) => value === raw)?.value,
  };
}

/** Lets a filter be taken off again: `any` is a choice beside the others. */
export function orAny<T>(option: Option<T | undefined>): Option<T | 'any' | undefined> {
  const { suggest, choices } = option;
  return {
    ...option,
    ...(choices ? { choices: [{ value: 'any', key: 'option.any' }, ...choices] } : {}),
    ...(suggest
      ? {
          suggest: async (context: Context, typed: string, others: Given) => {
            const found = await suggest(context, typed, others);
            return typed === '' ? [choice(context.lang.t('option.any'), 'any'), ...found] : found;
          },
        }
      : {}),
    read: (raw, context) => (raw === 'any' ? 'any' : option.read(raw, context)),
  };
}

/** Makes an optional option one that must be given. */
export function required<T>(option: Option<T | undefined>): Option<T> {
  return {
    ...option,
    required: true,
    read(raw, context) {
      const value = option.read(raw, context);
      // Discord's clients do not send a command without it.
      if (value === undefined) throw new Refusal('refusal.missingOption');
      return value;
    },
  };
}

/** A year. */
export function year(): Option<number | undefined> {
  return integer(1900, 2100);
}

/** A whole number. */
export function integer(min: number, max: number): Option<number | undefined> {
  return {
    type: ApplicationCommandOptionType.Integer,
    required: false,
    limits: { min_value: min, max_value: max },
    read: (raw) => (raw === undefined ? undefined : Number(raw)),
  };
}

/** A year, a month or a day, as `2018`, `2018-04` or `2018-04-09`. */
export function date(): Option<string | undefined> {
  return {
    type: ApplicationCommandOptionType.String,
    required: false,
    limits: { max_length: 20 },
    read(raw) {
      const text = given(raw);
      if (text === undefined) return undefined;
      const parsed = parsePartialDate(readDate(text));
      if (!parsed || parsed.precision === 'range') throw new Refusal('refusal.date', { text });
      return parsed.text;
    },
  };
}

/** A line of text. */
export function line(max: number): Option<string | undefined> {
  return {
    type: ApplicationCommandOptionType.String,
    required: false,
    limits: { max_length: max },
    read: given,
  };
}

/** A time zone of the IANA database, found by city or country. */
export function zone(): Option<string | undefined> {
  return {
    type: ApplicationCommandOptionType.String,
    required: false,
    limits: { max_length: 60 },
    suggest: (_, typed) =>
      rankSmall(zones(), cleanLine(typed), ({ id, keys }) => [id, ...keys]).map(({ id }) => choice(id, id)),
    read(raw) {
      const text = given(raw);
      if (text === undefined) return undefined;
      if (!isZone(text)) throw new Refusal('refusal.zone', { text });
      return text;
    },
  };
}

/** How a picture looks; dark unless light is asked for. */
export function theme(): Option<ThemeName> {
  const names = Object.keys(THEMES) as ThemeName[];
  const option = oneOf(names.map((value) => ({ value, key: `theme.${value}` as const })));
  return { ...option, read: (raw, context) => option.read(raw, context) ?? 'dark' };
}

/** A channel of these types; gives its id. */
export function channel(types: readonly ChannelType[]): Option<string | undefined> {
  return {
    type: ApplicationCommandOptionType.Channel,
    required: false,
    limits: { channel_types: types },
    read: (raw) => (raw === undefined ? undefined : String(raw)),
  };
}

/** A role; gives its id. */
export function role(): Option<string | undefined> {
  return {
    type: ApplicationCommandOptionType.Role,
    required: false,
    read: (raw) => (raw === undefined ? undefined : String(raw)),
  };
}

/** A file. */
export function attachment(): Option<AttachedFile | undefined> {
  return {
    type: ApplicationCommandOptionType.Attachment,
    required: false,
    read: (raw) => (typeof raw === 'object' ? raw : undefined),
  };
}

/** Yes or no. */
export function flag(): Option<boolean | undefined> {
  return {
    type: ApplicationCommandOptionType.Boolean,
    required: false,
    read: (raw) => (raw === undefined ? undefined : raw === true),
  };
}

/** Whether only the one who asks shall see the answer. */
export function hide(): Option<boolean> {
  return { type: ApplicationCommandOptionType.Boolean, required: false, read: (raw) => raw === true };
}
