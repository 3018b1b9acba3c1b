import { isDeepStrictEqual } from 'node:util';
import {
  type APIApplicationCommand,
  ApplicationCommandType,
  type Client,
  type RESTPostAPIApplicationCommandsJSONBody as Declaration,
  Routes,
} from 'discord.js';

/** What became of a registration. */
export interface Registration {
  /** Whether they were registered, because others were before. */
  readonly changed: boolean;
  /** The id of each slash command, by its name. */
  readonly ids: ReadonlyMap<string, string>;
}

/** Discord leaves empty fields out of what it lists, or gives them as null; which of them changes over time. */
function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === false) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(comparable);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, item]) => [key, comparable(item)] as const);
  return Object.fromEntries(entries.filter(([, item]) => !isEmpty(item)));
}

/** Only what was declared counts: Discord answers with ids and versions beside it. */
function same(declared: Declaration, registered: APIApplicationCommand): boolean {
  const kept = Object.keys(declared).map((key) => [key, registered[key as keyof APIApplicationCommand]]);
  return isDeepStrictEqual(comparable(declared), comparable(Object.fromEntries(kept)));
}

/** Registers the commands globally, unless exactly these are registered. */
export async function registerCommands(
  client: Client<true>,
  declared: readonly Declaration[],
): Promise<Registration> {
  const route = Routes.applicationCommands(client.application.id);
  const registered = (await client.rest.get(route, {
    query: new URLSearchParams({ with_localizations: 'true' }),
  })) as APIApplicationCommand[];
  const unchanged =
    registered.length === declared.length &&
    declared.every((command) => {
      const other = registered.find(({ name, type }) => name === command.name && type === command.type);
      return other !== undefined && same(command, other);
    });
  const current = unchanged
    ? registered
    : ((await client.rest.put(route, { body: declared })) as APIApplicationCommand[]);
  const slash = current.filter(({ type }) => type === ApplicationCommandType.ChatInput);
  return { changed: !unchanged, ids: new Map(slash.map(({ name, id }) => [name, id])) };
}
