/** What is kept of a guild, and its form on the disk. */
import { z } from 'zod';
import {
  type AlmanacRecord,
  idSchema,
  isOwn,
  OWN_PREFIX,
  recordSchema,
  type Source,
  sourceSchema,
} from '../schema.ts';
import type { LeapDay } from '../timeline.ts';
import type { Format } from './document.ts';
import { checkOnce, encode, freezeDeep, inSlices, vouch } from './frozen.ts';

/** What a change to a guild's records can have been. */
const ACTIONS = ['add', 'edit', 'remove', 'correct', 'hide', 'show', 'restore', 'undo', 'import'] as const;

/** One of {@link ACTIONS}. */
export type Action = (typeof ACTIONS)[number];

/** A record of the catalogue as one guild wants it. */
export interface Correction {
  readonly record: AlmanacRecord;
  /** What the catalogue had when it was corrected. */
  readonly base: AlmanacRecord;
}

/**
 * What a guild has for an id: an own record, a correction with its base, or that it hides the catalogue's. Where it
 * has nothing, an own id does not exist, and any other is as in the catalogue.
 */
export type Version =
  | { readonly record: AlmanacRecord; readonly base?: AlmanacRecord | undefined }
  | { readonly hidden: true };

/** What stood for an id before a change; nothing where the guild had nothing. What came after is not kept here. */
export interface Change<T> {
  readonly id: string;
  readonly before?: T | undefined;
}

/**
 * One deed: what each record and source that it touched was before. What one was after it is what the next entry that
 * touched it has as `before`, or how it stands now; so an import of many new records adds little more than their ids.
 */
export interface HistoryEntry {
  /** Counts up from 1; no number is used twice. */
  readonly n: number;
  /** An instant in ISO 8601. */
  readonly at: string;
  /** The id of the user who did it. */
  readonly by: string;
  readonly action: Action;
  /** For an undo and a restore: the entry that it goes back behind. */
  readonly of?: number | undefined;
  readonly changes: readonly Change<Version>[];
  readonly sources?: readonly Change<Source>[] | undefined;
}

/** What a guild has chosen for itself; what is absent is as the bot's configuration has it. */
export interface GuildSettings {
  /** The id of the role that may change records, beside those who manage the server. */
  readonly editorRole?: string | undefined;
  /** A name from the IANA time zone database. */
  readonly timeZone?: string | undefined;
  readonly leapDay?: LeapDay | undefined;
  /** A locale of Discord's: https://docs.discord.com/developers/reference#locales */
  readonly language?: string | undefined;
}

/** All that is kept of a guild but its digests. Lists are in the order of their ids. */
export interface GuildData {
  readonly records: readonly AlmanacRecord[];
  readonly corrections: readonly Correction[];
  /** Ids of the catalogue's records that this guild does not see. */
  readonly hidden: readonly string[];
  /** The works that the guild's records and corrections cite, less those that the catalogue has. */
  readonly sources: readonly Source[];
  /** Oldest first. */
  readonly history: readonly HistoryEntry[];
  readonly settings: GuildSettings;
}

const snowflake = z.string().regex(/^\d{17,20}$/);

const keptRecord = checkOnce(recordSchema);
const keptSource = checkOnce(sourceSchema);
const keptCorrection = checkOnce<Correction>(
  z
    .strictObject({ record: keptRecord, base: keptRecord })
    .refine(
      ({ record, base }) => record.id === base.id && !isOwn(base.id),
      'must be of one id, and no own one',
    ),
);
const keptVersion = checkOnce<Version>(
  z.union([
    z.strictObject({ record: keptRecord, base: keptRecord.optional() }),
    z.strictObject({ hidden: z.literal(true) }),
  ]),
);
const keptChange = checkOnce<Change<Version>>(
  z.strictObject({ id: idSchema, before: keptVersion.optional() }),
);
const keptEntry = checkOnce<HistoryEntry>(
  z.strictObject({
    n: z.int().min(1),
    at: z.iso.datetime(),
    by: snowflake,
    action: z.enum(ACTIONS),
    of: z.int().min(1).optional(),
    changes: z.array(keptChange),
    sources: z.array(z.strictObject({ id: idSchema, before: keptSource.optional() })).optional(),
  }),
);

/** An entry that was made of what has been checked. */
export function entryOfChecked(entry: HistoryEntry): HistoryEntry {
  for (const change of entry.changes) vouch(keptChange, change);
  return freezeDeep(entry);
}

const settingsSchema = z.strictObject({
  editorRole: snowflake.optional(),
  // Whether this machine knows the zone is no matter of the file's shape.
  timeZone: z.string().min(1).max(64).optional(),
  leapDay: z.enum(['02-28', '03-01']).optional(),
  language: z
    .string()
    .regex(/^[a-z]{2}(-[A-Za-z0-9]{2,3})?$/)
    .optional(),
});

const distinct = (ids: readonly string[]) => new Set(ids).size === ids.length;

const guildSchema = z
  .strictObject({
    records: z.array(keptRecord).refine((records) => records.every(({ id }) => isOwn(id)), {
      message: `every id must begin with ${OWN_PREFIX}`,
    }),
    corrections: z.array(keptCorrection),
    hidden: z.array(idSchema.refine((id) => !isOwn(id), 'own records are removed, not hidden')),
    sources: z.array(keptSource),
    history: z
      .array(keptEntry)
      .refine((entries) => entries.every(({ n }, i) => n > (entries[i - 1]?.n ?? 0)), 'must count up'),
    settings: settingsSchema,
  })
  .refine(
    ({ records, corrections, hidden }) =>
      distinct([...records.map(({ id }) => id), ...corrections.map(({ record }) => record.id), ...hidden]),
    'two records share an id',
  )
  .refine(({ sources }) => distinct(sources.map(({ id }) => id)), 'two sources share an id');

/** Version 1 had a guild's own records alone. */
const firstSchema = z.strictObject({ records: z.array(z.unknown()), sources: z.array(z.unknown()) });

/** Does once, and a few at a time, what each part costs: what was checked and measured is so from then on. */
async function prepare(schema: z.ZodType, parts: Iterable<unknown>): Promise<void> {
  await inSlices(parts, (part) => {
    // What fails is left for the check of the whole, which says where.
    if (schema.safeParse(part).success) encode(part as object);
  });
}

/** Prepares what is to be kept, so that the change that brings it holds nobody up. */
export async function prepareKept(records: Iterable<unknown>, sources: Iterable<unknown>): Promise<void> {
  await prepare(keptRecord, records);
  await prepare(keptSource, sources);
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The document of what is kept of a guild. */
export const guildFormat: Format<GuildData> = {
  version: 2,
  schema: guildSchema,
  empty: () => ({ records: [], corrections: [], hidden: [], sources: [], history: [], settings: {} }),
  migrate: {
    1: (data) => ({ ...guildFormat.empty(), ...firstSchema.parse(data) }),
  },
  async prepare(data) {
    const { records, corrections, sources, history } = data as Partial<Record<keyof GuildData, unknown>>;
    await prepareKept(listOf(records), listOf(sources));
    await prepare(keptCorrection, listOf(corrections));
    for (const entry of listOf(history)) {
      const { changes } = (entry ?? {}) as Partial<HistoryEntry>;
      await inSlices(listOf(changes), (change) => void keptChange.safeParse(change));
    }
    await prepare(keptEntry, listOf(history));
  },
};
