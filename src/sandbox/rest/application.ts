import { type Commands, type Scope, withoutLocalizations } from '../commands.ts';
import { refuse } from '../errors.ts';
import type { Gateway } from '../gateway.ts';
import { FIXED } from '../ids.ts';
import { BOT } from '../world/payloads.ts';
import type { World } from '../world/world.ts';
import { type Call, type Handler, NO_CONTENT, ok, type Route } from './router.ts';

/** How many logins a day Discord lets an application have. */
const LOGINS = 1000;
const DAY = 86_400_000;

/** What the application itself is asked about: who it is, where its Gateway is, which commands it has. */
export function applicationRoutes(
  world: World,
  commands: Commands,
  gateway: Gateway,
  gatewayUrl: () => string,
): Route[] {
  /** https://discord.com/developers/docs/resources/application#application-object */
  const application = {
    id: FIXED.application,
    name: BOT.username,
    icon: null,
    description: 'The almanac of China’s blockchain industry policy',
    bot: BOT,
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: '0'.repeat(64),
    flags: 0,
    team: null,
    summary: '',
    integration_types_config: { 0: {}, 1: {} },
    approximate_guild_count: world.guilds.size,
  };
  const me: Handler = () => ok(application);

  /** https://discord.com/developers/docs/events/gateway#get-gateway-bot */
  const bot: Handler = () =>
    ok({
      url: gatewayUrl(),
      shards: 1,
      session_start_limit: {
        total: LOGINS,
        remaining: LOGINS - gateway.identified,
        reset_after: DAY,
        max_concurrency: 16,
      },
    });

  const mine = (id: string) => {
    if (id !== FIXED.application) throw refuse('unknownApplication');
  };
  const present = (call: Call, command: object & Parameters<typeof withoutLocalizations>[0]) =>
    call.query.get('with_localizations') === 'true' ? command : withoutLocalizations(command);

  /** https://discord.com/developers/docs/interactions/application-commands#endpoints */
  const registry = (prefix: string, scoped: boolean): Route[] => {
    const scope = (guild: string): Scope => {
      if (!scoped) return undefined;
      if (!world.member(guild, BOT.id)) throw refuse('missingAccess');
      return guild;
    };
    /** Handlers get the scope and, where there is one, the command's id. */
    const at =
      (handler: (call: Call, scope: Scope, id: string) => ReturnType<Handler>): Handler =>
      (call, app = '', first = '', second = '') => {
        mine(app);
        return handler(call, scope(first), scoped ? second : first);
      };
    return [
      {
        method: 'GET',
        pattern: prefix,
        handler: at((call, scope) => ok(commands.list(scope).map((command) => present(call, command)))),
      },
      {
        method: 'PUT',
        pattern: prefix,
        handler: at((call, scope) => ok(commands.replace(scope, call.body))),
      },
      {
        method: 'POST',
        pattern: prefix,
        handler: at((call, scope) => {
          const { command, created } = commands.add(scope, call.body);
          return { status: created ? 201 : 200, body: command };
        }),
      },
      {
        method: 'GET',
        pattern: `${prefix}/:`,
        handler: at((_call, scope, id) => ok(commands.get(scope, id))),
      },
      {
        method: 'PATCH',
        pattern: `${prefix}/:`,
        handler: at((call, scope, id) => ok(commands.change(scope, id, call.body))),
      },
      {
        method: 'DELETE',
        pattern: `${prefix}/:`,
        handler: at((_call, scope, id) => {
          commands.remove(scope, id);
          return NO_CONTENT;
        }),
      },
    ];
  };

  return [
    {
      method: 'GET',
      pattern: '/users/@me',
      handler: () => ok({ ...BOT, verified: true, mfa_enabled: true }),
    },
    { method: 'GET', pattern: '/oauth2/applications/@me', handler: me },
    { method: 'GET', pattern: '/applications/@me', handler: me },
    { method: 'GET', pattern: '/gateway', handler: () => ok({ url: gatewayUrl() }) },
    { method: 'GET', pattern: '/gateway/bot', handler: bot },
    ...registry('/applications/:/commands', false),
    ...registry('/applications/:/guilds/:/commands', true),
  ];
}
