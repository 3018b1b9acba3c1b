import { type APIApplicationCommand, ApplicationCommandType as Type } from 'discord-api-types/v10';
import { refuse } from './errors.ts';
import type { Feed, Happening } from './feed.ts';
import { FIXED, type Snowflakes } from './ids.ts';
import { command as commandForm, commands as commandsForm, MAX_COMMANDS } from './limits/commands.ts';
import { accept } from './limits/form.ts';

/** Where commands are registered: everywhere, or in one server. */
export type Scope = string | undefined;

type Declared = Partial<APIApplicationCommand> & { name: string };
type Part = Record<string, unknown>;

/**
 * The application's commands, as Discord keeps them.
 * https://discord.com/developers/docs/interactions/application-commands#registering-a-command
 */
export class Commands {
  readonly #feed: Feed<Happening>;
  readonly #ids: Snowflakes;
  readonly #scopes = new Map<Scope, Map<string, APIApplicationCommand>>();

  constructor(feed: Feed<Happening>, ids: Snowflakes) {
    this.#feed = feed;
    this.#ids = ids;
  }

  /** The commands of a scope with all their translations. */
  list(scope: Scope): APIApplicationCommand[] {
    return [...(this.#scopes.get(scope)?.values() ?? [])];
  }

  /** What can be called in a server: the global commands and its own. */
  usableIn(guildId: Scope): APIApplicationCommand[] {
    return [...this.list(undefined), ...(guildId === undefined ? [] : this.list(guildId))];
  }

  /** @throws DiscordError 10063 */
  get(scope: Scope, id: string): APIApplicationCommand {
    const found = this.#scopes.get(scope)?.get(id);
    if (!found) throw refuse('unknownCommand');
    return found;
  }

  /** Put exactly these in place of all of a scope; those of the same name and type keep their ids. */
  replace(scope: Scope, body: unknown): APIApplicationCommand[] {
    const declared = accept<Declared[]>(commandsForm, body);
    const finished = declared.map((command) => this.#finish(scope, command, this.#named(scope, command)));
    this.#scopes.set(scope, new Map(finished.map((command) => [command.id, command])));
    this.#tell();
    return finished;
  }

  /** Add one, or put it in place of the one with its name and type. @returns whether it is new, too */
  add(scope: Scope, body: unknown): { command: APIApplicationCommand; created: boolean } {
    const declared = accept<Declared>(commandForm, body);
    const old = this.#named(scope, declared);
    if (!old && this.list(scope).length >= MAX_COMMANDS) throw refuse('tooManyCommands');
    return { command: this.#keep(scope, this.#finish(scope, declared, old)), created: !old };
  }

  /** Change some fields of one. */
  change(scope: Scope, id: string, body: unknown): APIApplicationCommand {
    const old = this.get(scope, id);
    const changes = typeof body === 'object' && body !== null ? body : {};
    const declared = accept<Declared>(commandForm, { ...old, ...changes, type: old.type });
    return this.#keep(scope, this.#finish(scope, declared, old));
  }

  remove(scope: Scope, id: string): void {
    this.get(scope, id);
    this.#scopes.get(scope)?.delete(id);
    this.#tell();
  }

  #keep(scope: Scope, command: APIApplicationCommand): APIApplicationCommand {
    const all = this.#scopes.get(scope) ?? new Map<string, APIApplicationCommand>();
    this.#scopes.set(scope, all.set(command.id, command));
    this.#tell();
    return command;
  }

  #named(scope: Scope, { name, type = Type.ChatInput }: Declared): APIApplicationCommand | undefined {
    return this.list(scope).find((command) => command.name === name && command.type === type);
  }

  #finish(scope: Scope, declared: Declared, old: APIApplicationCommand | undefined): APIApplicationCommand {
    const { options, ...rest } = declared;
    return {
      id: old?.id ?? this.#ids.next(),
      application_id: FIXED.application,
      version: this.#ids.next(),
      ...(scope === undefined ? {} : { guild_id: scope }),
      type: Type.ChatInput,
      nsfw: false,
      ...rest,
      description: rest.description ?? '',
      name_localizations: rest.name_localizations ?? null,
      description_localizations: rest.description_localizations ?? null,
      default_member_permissions: rest.default_member_permissions ?? null,
      ...(scope === undefined
        ? { contexts: rest.contexts ?? null, integration_types: rest.integration_types ?? [0] }
        : {}),
      ...(options?.length ? { options: options.map((option) => tidy(option as unknown as Part)) } : {}),
    } as unknown as APIApplicationCommand;
  }

  #tell(): void {
    this.#feed.publish({ type: 'commands', commands: this.usableIn(FIXED.guild) });
  }
}

/** Options as Discord gives them back: translations always there, what is false or empty left out. */
function tidy(part: Part): Part {
  const entries = Object.entries(part).filter(
    ([, value]) =>
      value !== null &&
      value !== undefined &&
      value !== false &&
      !(Array.isArray(value) && value.length === 0),
  );
  return {
    ...Object.fromEntries(
      entries.map(([key, value]) => [
        key,
        (key === 'options' || key === 'choices') && Array.isArray(value) ? value.map(tidy) : value,
      ]),
    ),
    name_localizations: part['name_localizations'] ?? null,
    ...('description' in part
      ? { description_localizations: part['description_localizations'] ?? null }
      : {}),
  };
}

/** Without the translations, as commands are listed unless `with_localizations=true` asks for them. */
export function withoutLocalizations(command: APIApplicationCommand): object {
  return JSON.parse(
    JSON.stringify(command, (key, value: unknown) => (key.endsWith('_localizations') ? undefined : value)),
  ) as object;
}
