import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';
import { isZone } from './data/zones.ts';
import { parseTime } from './digest/subscription.ts';

/** The folder of the settings that this checkout runs with. */
const CONFIG = join(import.meta.dirname, '..', 'config');

const DISCORD_API = 'https://discord.com/api';

const timeSchema = z
  .string()
  .refine((text) => parseTime(text) !== undefined, 'must be HH:MM with 24 hours, such as "09:00"');

/** Discord takes addresses of 512 characters in a button, and an id has 64. */
const LONGEST_REPORT_URL = 440;

const reportUrlSchema = z
  .string()
  .refine(
    (text) =>
      text === '' || (text.startsWith('https://') && URL.canParse(text) && text.length <= LONGEST_REPORT_URL),
    `must be empty, or an https address of at most ${LONGEST_REPORT_URL} characters`,
  );

const configSchema = z.strictObject({
  reportUrl: reportUrlSchema,
  timeZone: z
    .string()
    .refine(isZone, 'must be a name from the IANA time zone database, such as Asia/Shanghai'),
  digest: z.strictObject({
    defaultTime: timeSchema,
    perServer: z.int().min(1).max(500),
    rate: z.int().min(1).max(50),
    leapDay: z.enum(['02-28', '03-01']),
  }),
  records: z.strictObject({
    files: z.array(z.string().min(1)),
    perServer: z.int().min(0).max(100_000),
    bytesPerServer: z.int().min(100_000).max(200_000_000),
    historyEntries: z.int().min(1).max(10_000),
    changesPerMinute: z.int().min(1).max(10_000),
    draftMinutes: z.int().min(1).max(60),
  }),
});

const environmentSchema = z.object({
  DISCORD_TOKEN: z.string().trim().min(1, 'must not be empty; leave it out to start the sandbox').optional(),
  DISCORD_API_URL: z
    .url({ protocol: /^https?$/, error: 'must be an http or https address' })
    .default(DISCORD_API),
  ALMANAC_DATA_DIR: z.string().min(1).default('var'),
  SANDBOX_PORT: z.coerce.number().int().min(0).max(65_535).default(4810),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  NODE_ENV: z.string().optional(),
});

/** What `config/almanac.yaml` says; each key is explained there. */
export type Config = Readonly<z.infer<typeof configSchema>>;

/** All that the bot is told from outside. */
export interface Settings {
  /** Without one, the sandbox is started. Never logged. */
  readonly token: string | undefined;
  /** Base of the REST API, without its version. */
  readonly apiUrl: string;
  readonly dataDir: string;
  readonly sandboxPort: number;
  readonly logLevel: z.infer<typeof environmentSchema>['LOG_LEVEL'];
  readonly production: boolean;
  readonly config: Config;
}

/** A setting is wrong; the message is a sentence that names it. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

function check<T>(schema: z.ZodType<T>, input: unknown, where: string): T {
  const result = schema.safeParse(input, { reportInput: true });
  if (result.success) return result.data;
  const sentences = result.error.issues.map((issue) => {
    if (issue.code === 'unrecognized_keys')
      return `${[...issue.path, issue.keys.join(', ')].join('.')} is not a setting`;
    const name = issue.path.join('.') || 'the whole file';
    if (issue.input === undefined) return `${name} is missing`;
    // The value of a secret must not reach a log.
    const value = name === 'DISCORD_TOKEN' ? '' : ` (it is ${JSON.stringify(issue.input)})`;
    return `${name}: ${issue.message}${value}`;
  });
  throw new SettingsError(`${where}: ${sentences.join('; ')}.`);
}

/**
 * Reads the text of `config/almanac.yaml`, which stands at `path`: the files that it names are looked for from its
 * folder. Throws a {@link SettingsError} that names what is wrong.
 */
export function parseConfig(text: string, path: string): Config {
  try {
    const config = check(configSchema, parse(text), path);
    const files = config.records.files.map((file) => resolve(dirname(path), file));
    return Object.freeze({ ...config, records: { ...config.records, files } });
  } catch (error) {
    if (error instanceof YAMLParseError) throw new SettingsError(`${path}: ${error.message}`);
    throw error;
  }
}

/** The environment of this process, with what a `.env` file adds to it. */
export function readEnvironment(): NodeJS.ProcessEnv {
  try {
    process.loadEnvFile();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return process.env;
}

/** Puts the environment and the configuration together. Throws a {@link SettingsError} that names what is wrong. */
export function readSettings(environment: NodeJS.ProcessEnv, folder = CONFIG): Settings {
  // An empty variable means the same as none: `.env` files keep such lines.
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const env = check(environmentSchema, given, 'environment');
  const path = join(folder, 'almanac.yaml');
  return Object.freeze({
    token: env.DISCORD_TOKEN,
    apiUrl: env.DISCORD_API_URL.replace(/\/+$/, ''),
    dataDir: env.ALMANAC_DATA_DIR,
    sandboxPort: env.SANDBOX_PORT,
    logLevel: env.LOG_LEVEL,
    production: env.NODE_ENV === 'production',
    config: parseConfig(readFileSync(path, 'utf8'), path),
  });
}
