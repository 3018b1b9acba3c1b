import { type DestinationStream, type Logger, pino } from 'pino';
import type { Settings } from './settings.ts';

/** What an address of Discord's REST API gives away: whoever has it may answer in the bot's name for 15 minutes. */
const CREDENTIAL = /(\/(?:interactions|webhooks)\/\d+\/)[\w.~%-]+/g;

/** How many causes of an error are told. */
const CAUSES = 5;

/** What of an error is told: not what was sent, which is people's own words. */
function told(error: unknown, causes = CAUSES): unknown {
  if (!(error instanceof Error)) return String(error);
  const { name, message, stack, cause } = error;
  const { code, status, method, url } = error as Error & Readonly<Record<string, unknown>>;
  const why = cause === undefined || causes === 0 ? {} : { cause: told(cause, causes - 1) };
  return { name, message, code, status, method, url, stack, ...why };
}

/**
 * The log: a line of JSON for each thing that happened. Neither the bot's token nor an interaction's ever stands in it,
 * wherever they came from, nor what people typed.
 */
export function createLog(
  level: Settings['logLevel'],
  secret: string | undefined,
  destination: DestinationStream = process.stdout,
): Logger {
  const write = (line: string) => {
    const safe = secret ? line.replaceAll(secret, '[token]') : line;
    destination.write(safe.replace(CREDENTIAL, '$1[token]'));
  };
  return pino({ level, serializers: { err: (error: unknown) => told(error) } }, { write });
}
