/**
 * The shape of a record: one for all kinds, the same in the catalogue, in a guild's own records,
 * in import and in export.
 */
import { z } from 'zod';
import { parsePartialDate } from './dates.ts';
import type { ProblemCode } from './problems.ts';

/** What a record can be. An `event` is also an entry of the timeline. */
export const KINDS = ['park', 'fund', 'policy', 'project', 'organization', 'figure', 'event'] as const;

/** How far along the thing is, by what its sources say. */
export const STATUSES = [
  'proposed',
  'planned',
  'announced',
  'signed',
  'approved',
  'established',
  'in-force',
  'ended',
  'cancelled',
  'reported',
] as const;

/** What an amount of money is: a plan, an upper limit, what someone reported, or what was really paid. */
export const BASES = ['planned', 'ceiling', 'reported', 'actual'] as const;

/** Longest texts, in UTF-16 code units, so that every record fits a card. */
export const TEXT_LIMITS = {
  id: 64,
  name: 120,
  nameZh: 60,
  alias: 120,
  aliases: 24,
  summary: 700,
  note: 300,
  role: 80,
  list: 24,
} as const;

const text = (max: number) =>
  z
    .string()
    .max(max)
    .refine((s) => s.trim() === s && s !== '', 'blank');

const list = <T extends z.ZodType>(item: T, max: number = TEXT_LIMITS.list) => z.array(item).min(1).max(max);

/** kebab-case, unique over all kinds, never reused; a guild's own ids begin with `own-`. */
export const idSchema = z
  .string()
  .max(TEXT_LIMITS.id)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'not-kebab-case');

/** EDTF (ISO 8601-2): a year, a month, a day, or a range of two such dates. */
const dateSchema = z.string().refine((s) => parsePartialDate(s) !== undefined, 'not-a-date');

const currencies = new Set(Intl.supportedValuesOf('currency'));

const placeSchema = z.strictObject({
  province: text(60),
  city: text(60).optional(),
  district: text(60).optional(),
});

const amountSchema = z.strictObject({
  /** In units of the currency, not in thousands or millions. */
  value: z.number().positive(),
  /** ISO 4217. */
  currency: z.string().refine((code) => currencies.has(code), 'not-a-currency'),
  /** What the money is for, in a few words. Two amounts of the same thing in two currencies share it. */
  of: text(TEXT_LIMITS.name),
  basis: z.enum(BASES),
});

const partySchema = z.strictObject({
  name: text(TEXT_LIMITS.name),
  role: text(TEXT_LIMITS.role),
  /** The record of that organization, where there is one. */
  id: idSchema.optional(),
});

const disputeSchema = z.strictObject({
  /** The field of this record that sources disagree on. */
  field: text(40),
  values: z
    .array(z.strictObject({ value: text(TEXT_LIMITS.note), source: idSchema }))
    .min(2)
    .max(8),
  note: text(TEXT_LIMITS.note),
});

const citationSchema = z.strictObject({ id: idSchema, note: text(TEXT_LIMITS.note).optional() });

/** A record of any kind. */
export const recordSchema = z
  .strictObject({
    id: idSchema,
    kind: z.enum(KINDS),
    /** An event's name is its headline. */
    name: text(TEXT_LIMITS.name),
    nameZh: text(TEXT_LIMITS.nameZh).optional(),
    /** Every other spelling, former name or translation. */
    aliases: list(text(TEXT_LIMITS.alias)).optional(),
    /** The first is the main one. */
    places: list(placeSchema).optional(),
    /** When it happened, opened, launched or was issued; for a figure, the date it speaks of. */
    date: dateSchema.optional(),
    /** Why a year or a day was inferred. */
    dateNote: text(TEXT_LIMITS.note).optional(),
    status: z.enum(STATUSES).optional(),
    amounts: list(amountSchema).optional(),
    /** A figure's number, in `unit`. */
    value: z.number().optional(),
    unit: text(40).optional(),
    organizations: list(partySchema).optional(),
    /** One to three sentences; a claim is attributed to who made it. */
    summary: text(TEXT_LIMITS.summary),
    disputes: list(disputeSchema, 8).optional(),
    tags: list(text(30)).optional(),
    /** Ids of records that belong with this one; a relation stands on both sides. */
    related: list(idSchema, 1000).optional(),
    sources: list(citationSchema),
    /** The day it was last checked against its sources, `YYYY-MM-DD`. */
    verified: z.iso.date().optional(),
  })
  .superRefine((record, context) => {
    const wrong = (field: string, message: ProblemCode) =>
      context.addIssue({ code: 'custom', path: [field], message });
    if (record.kind === 'event' && record.date === undefined) wrong('date', 'event-needs-date');
    if ((record.value === undefined) !== (record.unit === undefined)) wrong('value', 'value-needs-unit');
    if (record.kind === 'figure' && record.value === undefined) wrong('value', 'figure-needs-value');
    if (record.kind !== 'figure' && record.value !== undefined) wrong('value', 'value-needs-figure');
  });

/** A work that records cite. `file` names an article that is kept as a file rather than at an address. */
export const sourceSchema = z.strictObject({
  id: idSchema,
  title: text(300),
  publisher: text(160),
  author: text(160).optional(),
  url: z
    .url({ protocol: /^https?$/ })
    .max(400)
    .optional(),
  published: dateSchema.optional(),
  file: text(80).optional(),
});

/** One of {@link KINDS}. */
export type Kind = (typeof KINDS)[number];
/** One of {@link STATUSES}. */
export type Status = (typeof STATUSES)[number];
/** A record of any kind; see {@link recordSchema}. */
export type AlmanacRecord = z.infer<typeof recordSchema>;
/** A work that records cite; see {@link sourceSchema}. */
export type Source = z.infer<typeof sourceSchema>;
/** Where something is, in official English names. */
export type Place = z.infer<typeof placeSchema>;
/** A sum of money with what it is. */
export type Amount = z.infer<typeof amountSchema>;

/** What the ids of a guild's own records begin with. */
export const OWN_PREFIX = 'own-';

/** Whether an id is that of a guild's own record. */
export function isOwn(id: string): boolean {
  return id.startsWith(OWN_PREFIX);
}
