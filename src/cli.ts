/** The almanac without Discord: `npm run -s almanac -- <command>`. JSON goes to stdout and nothing else does. */
import { parseArgs } from 'node:util';
import { Temporal } from 'temporal-polyfill';
import {
  CatalogueError,
  readCatalogue,
  readRecordFile,
  readRecordFiles,
  SHIPPED_RECORDS,
} from './data/catalogue.ts';
import { checkFiles } from './data/check.ts';
import { type Coverage, coverageOf } from './data/coverage.ts';
import { dayOf } from './data/dates.ts';
import { findProvince } from './data/places.ts';
import { type AlmanacRecord, KINDS, type Kind } from './data/schema.ts';
import { buildSearch } from './data/search/index.ts';
import { DIGESTS_SUFFIX, isGuildId, RECORDS_SUFFIX } from './data/store/directory.ts';
import { StoreError } from './data/store/error.ts';
import { guildFormat } from './data/store/guild-format.ts';
import { inspectGuildFiles, restoreGuildFile } from './data/store/repair.ts';
import { eventsOn } from './data/timeline.ts';
import { writeTable } from './data/transfer/export.ts';
import { bookFormat } from './digest/book.ts';
import { readEnvironment, readSettings, SettingsError } from './settings.ts';
import { findingLine } from './views/finding.ts';
import { language } from './views/language.ts';
import { nameOf } from './views/names.ts';
import { contextOf } from './views/record.ts';

const USAGE = `Usage: almanac <command>

  export [--kind K] [--format json|csv]
  search QUERY [--kind K] [--province P] [--year Y] [--limit N] [--json]
  on-this-date [MM-DD|YYYY-MM-DD] [--json]
  check [FILE…] [--coverage]
  restore [GUILD_ID] [--digests]

restore lists the damaged files of servers and the backups there are; with a server's id it brings the backup of its
records, or of its digests, back. Both in the data directory: ALMANAC_DATA_DIR, or else var (the sandbox's is
var/sandbox).

Kinds: ${KINDS.join(', ')}.
Exit status: 0 when all is well, 1 for findings (nothing found, something to mend), 2 for bad usage.
`;

/** The call's words are off; the message says which. */
class UsageError extends Error {}

const lang = language();
const out = (text: string) => void process.stdout.write(`${text}\n`);
const tell = (text: string) => void process.stderr.write(`${text}\n`);

function readKind(text: string | undefined): Kind | undefined {
  const kind = KINDS.find((known) => known === text);
  if (text !== undefined && !kind) throw new UsageError(`${text} is no kind.`);
  return kind;
}

function readNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,6}$/.test(text)) throw new UsageError(`--${name} takes a whole number, not ${text}.`);
  return Number(text);
}

/** What every server sees: the shipped records, and those that this machine's settings add. */
const readRecords = async () =>
  readCatalogue(SHIPPED_RECORDS, readSettings(readEnvironment()).config.records.files);

function describe(record: AlmanacRecord): string {
  return `${nameOf(lang, record)}\n  ${contextOf(lang, record, { kind: true })}\n  ${record.id}`;
}

async function exportRecords(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { kind: { type: 'string' }, format: { type: 'string', default: 'json' } },
  });
  const kind = readKind(values.kind);
  const catalogue = await readRecords();
  const records = [...catalogue.all()].filter((record) => !kind || record.kind === kind);
  if (values.format === 'json') out(JSON.stringify(records, null, 2));
  else if (values.format === 'csv')
    for await (const rows of writeTable(records, catalogue.source)) process.stdout.write(rows);
  else throw new UsageError(`--format takes json or csv, not ${values.format}.`);
  return 0;
}

async function search(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      kind: { type: 'string' },
      province: { type: 'string' },
      year: { type: 'string' },
      limit: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  if (positionals.length === 0) throw new UsageError('search needs a query.');
  const kind = readKind(values.kind);
  const province = values.province === undefined ? undefined : findProvince(values.province);
  if (values.province !== undefined && !province) throw new UsageError(`${values.province} is no province.`);
  const year = readNumber('year', values.year);
  const index = await buildSearch((await readRecords()).all());
  const hits = index.search(positionals.join(' '), {
    limit: readNumber('limit', values.limit) ?? 10,
    kind,
    province: province?.name,
    year,
  });
  if (values.json) out(JSON.stringify(hits, null, 2));
  else for (const { record } of hits) tell(describe(record));
  return hits.length > 0 ? 0 : 1;
}

async function onThisDate(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } },
  });
  const [text = Temporal.Now.plainDateISO().toString()] = positionals;
  const day = /^(?:\d{4}-)?(\d{2}-\d{2})$/.exec(text)?.[1];
  if (positionals.length > 1 || !day || !dayOf(text.length > 5 ? text : `2000-${text}`))
    throw new UsageError(`${positionals.join(' ')} is not a day of the year, such as 04-09.`);
  const entries = eventsOn(await readRecords(), day);
  if (values.json) out(JSON.stringify(entries, null, 2));
  else for (const { record } of entries) tell(`${describe(record)}\n  ${record.summary}`);
  return entries.length > 0 ? 0 : 1;
}

async function check(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { coverage: { type: 'boolean', default: false } },
  });
  const shipped = await readRecordFiles(SHIPPED_RECORDS);
  const given = await Promise.all(positionals.map(readRecordFile));
  const { records, sources, findings } = checkFiles([...shipped, ...given], (path) =>
    path.startsWith(SHIPPED_RECORDS),
  );
  const coverage = coverageOf(records);
  for (const finding of findings) tell(findingLine(lang, finding));
  if (findings.length > 0) tell(lang.t('check.findings', { count: findings.length }));
  else {
    const counts = KINDS.map((kind) => `${kind} ${coverage.kinds[kind]}`);
    tell(
      lang.t('check.good', { records: records.length, sources: sources.length, counts: counts.join(', ') }),
    );
  }
  if (values.coverage) tell(coverageText(coverage));
  return findings.length > 0 ? 1 : 0;
}

/** A line a month: the days without an event, and those with a single one; then what else is counted. */
function coverageText({ covered, single, empty, kinds, provinces, unnamed }: Coverage): string {
  const lines = [
    `${covered.length} of 366 days have an event, ${covered.length - single.length} at least two.`,
  ];
  for (let month = 1; month <= 12; month += 1) {
    const prefix = String(month).padStart(2, '0');
    const ofMonth = (days: readonly string[]) =>
      days
        .filter((day) => day.startsWith(prefix))
        .map((day) => day.slice(3))
        .join(' ') || '–';
    lines.push(`${prefix}  none: ${ofMonth(empty)}`, `    one:  ${ofMonth(single)}`);
  }
  const counted = (counts: Iterable<[string, number]>) =>
    [...counts]
      .sort(([, a], [, b]) => b - a)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ');
  lines.push(`Kinds: ${counted(Object.entries(kinds))}`);
  lines.push(`Provinces: ${counted(provinces)}`);
  lines.push(`Without a Chinese name (${unnamed.length}): ${unnamed.join(', ')}`);
  return lines.join('\n');
}

async function restore(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { digests: { type: 'boolean', default: false } },
  });
  const [guild, ...others] = positionals;
  if (others.length > 0) throw new UsageError('restore takes the id of one server.');
  const { dataDir } = readSettings(readEnvironment());
  if (guild === undefined) return inspect(dataDir);
  if (!isGuildId(guild))
    throw new UsageError(`${guild} is no id of a server, which is a number of 17 to 20 digits.`);
  const [suffix, format] = values.digests ? DIGEST_FILES : RECORD_FILES;
  const restored = await restoreGuildFile(dataDir, guild, suffix, format);
  if (restored) out(JSON.stringify(restored, null, 2));
  else tell(`The file of ${guild} is good: there is nothing to restore.`);
  return restored ? 0 : 1;
}

const RECORD_FILES = [RECORDS_SUFFIX, guildFormat] as const;
const DIGEST_FILES = [DIGESTS_SUFFIX, bookFormat] as const;

/** Tells of the files in a data directory that are damaged, or have a backup. */
async function inspect(directory: string): Promise<number> {
  const records = await inspectGuildFiles(directory, ...RECORD_FILES);
  const digests = await inspectGuildFiles(directory, ...DIGEST_FILES);
  const files = [...records, ...digests];
  const damaged = files.filter(({ state }) => state !== 'good');
  const backups = files.flatMap(({ guild, backup }) => (backup ? { guild, ...backup } : []));
  out(JSON.stringify({ directory, damaged, backups }, null, 2));
  return damaged.length > 0 ? 1 : 0;
}

const COMMANDS: Readonly<Record<string, (args: string[]) => Promise<number>>> = {
  export: exportRecords,
  search,
  'on-this-date': onThisDate,
  check,
  restore,
};

async function main(): Promise<number> {
  const [name = '', ...args] = process.argv.slice(2);
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  try {
    if (!command) throw new UsageError(name === '' ? 'Which command?' : `${name} is no command.`);
    return await command(args);
  } catch (error) {
    if (error instanceof StoreError || error instanceof SettingsError) {
      tell(error.message);
      return error instanceof SettingsError ? 2 : 1;
    }
    if (error instanceof CatalogueError) {
      for (const finding of error.findings) tell(findingLine(lang, finding));
      return 1;
    }
    const isUsage =
      error instanceof UsageError || (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS');
    if (!isUsage) throw error;
    tell(`${(error as Error).message}\n\n${USAGE}`);
    return 2;
  }
}

process.exitCode = await main();
