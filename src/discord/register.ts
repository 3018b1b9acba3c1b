import { isDeepStrictEqual } from 'node:util';
import {
  type APIApplicationCommand,
  type Client,
  type RESTPostAPIChatInputApplicationCommandsJSONBody as Declaration,
  Routes,
} from 'discord.js';

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

/** Registers the commands globally, unless exactly these are registered. Tells whether they were. */
export async function registerCommands(
  client: Client<true>,
  declared: readonly Declaration[],
): Promise<boolean> {
  const route = Routes.applicationCommands(client.application.id);
  const registered = (await client.rest.get(route, {
    query: new URLSearchParams({ with_localizations: 'true' }),
  })) as APIApplicationCommand[];
  const unchanged =
    registered.length === declared.length &&
    declared.every((command) => {
      const other = registered.find(({ name }) => name === command.name);
      return other !== undefined && same(command, other);
    });
  if (!unchanged) await client.rest.put(route, { body: declared });
  return !unchanged;
}
