import type { IncomingMessage, ServerResponse } from 'node:http';
import { GatewayVersion } from 'discord-api-types/v10';
import { Commands } from './commands.ts';
import { idOf, type Ref, Seat } from './driver.ts';
import { refuse } from './errors.ts';
import { Feed, type Happening } from './feed.ts';
import { Gateway } from './gateway.ts';
import { listen } from './http.ts';
import { FIXED, Snowflakes, TOKEN } from './ids.ts';
import type { Surroundings } from './interactions/begin.ts';
import { DEADLINES, type Deadlines, Ledger } from './interactions/ledger.ts';
import { Files } from './messages/files.ts';
import { Nonces } from './messages/nonces.ts';
import { Messages } from './messages/store.ts';
import { PageServer, type SandboxClock } from './page-server.ts';
import { peopleOf } from './page-state.ts';
import type { PageMessage, Person } from './protocol.ts';
import { Api, type RequestRecord } from './rest/api.ts';
import { applicationRoutes } from './rest/application.ts';
import type { Faults } from './rest/faults.ts';
import { guildRoutes } from './rest/guilds.ts';
import { interactionRoutes } from './rest/interactions.ts';
import { messageRoutes } from './rest/messages.ts';
import { RateLimits } from './rest/rate-limits.ts';
import { lineOf } from './traffic.ts';
import { waitForMessage } from './wait.ts';
import { buildPolicyDesk } from './world/policy-desk.ts';
import { World } from './world/world.ts';

export type { OpenModal, PickedFile, Seat, Seen } from './driver.ts';
export { PortTakenError } from './http.ts';
export type { SandboxClock } from './page-server.ts';
export type { RequestRecord } from './rest/api.ts';
export type { Fault, FaultName, FaultRule, Faults } from './rest/faults.ts';
export { type Built, buildMany } from './world/many.ts';

/** How a sandbox is set up. All but `port` may be left out. */
export interface SandboxOptions {
  /** 0 for any free one. */
  port: number;
  /** The time that the sandbox shows; deadlines and rate limits stay on the real clock. */
  clock?: SandboxClock;
  /** Where trouble is told, in pino's manner. */
  log?: Record<'info' | 'warn' | 'error', (details: object, message: string) => void>;
  /** How long interactions wait and their tokens live, in milliseconds. */
  deadlines?: Partial<Deadlines>;
  /** Discord's rate limits, or none; Discord's unless told. */
  rateLimits?: 'discord' | 'off';
  /** How many of the bot's requests `requests` keeps; 10,000 unless told, 0 for none. */
  remember?: number;
  /** Milliseconds between the heartbeats that clients are asked for. */
  heartbeat?: number;
}

/** A Discord on the loopback with one application, and the means to play people and to break things. */
export interface Sandbox {
  /** Of the page. */
  url: string;
  /** Base of the REST API without version, for `new Client({ rest: { api } })`. */
  apiUrl: string;
  token: string;
  applicationId: string;
  guildId: string;
  people: { admin: Person; member: Person };
  /** Of the server; of one that the bot is not in; and the admin's direct messages with the bot. */
  channels: Record<
    'general' | 'almanac' | 'announcements' | 'privateDesk' | 'thread' | 'elsewhere' | 'direct',
    { id: string; name: string }
  >;
  /** Servers, channels, roles and people; tests may add to them and change them. */
  world: World;
  /** The commands that the bot registered. */
  commands: Commands;
  /** The latest requests that the bot made, oldest first, those refused by a rate limit among them. */
  requests: readonly RequestRecord[];
  /** How many requests were answered with each status since the start; 0 counts those without an answer. */
  statuses: ReadonlyMap<number, number>;
  /** Make requests fail. */
  faults: Faults;
  /** A person in a channel. */
  as(person: Ref): { in(channel: Ref): Seat };
  /** Let a person write into a channel. */
  say(person: Ref, channel: Ref, content: string): PageMessage;
  /** What everybody sees in a channel, oldest first, and with a person what only that person sees. */
  messages(channel: Ref, person?: Ref): PageMessage[];
  /**
   * The first finished message of the bot in a channel that fits, already there or to come, private ones included.
   * @param timeout in milliseconds, after which it rejects
   */
  waitForMessage(
    channel: Ref,
    fits?: (message: PageMessage) => boolean,
    timeout?: number,
  ): Promise<PageMessage>;
  deleteChannel(channel: Ref): void;
  /** Cut every Gateway connection without a word. */
  dropConnections(): void;
  /** Ask every shard to reconnect: https://docs.discord.com/developers/events/gateway#reconnect */
  requestReconnect(): void;
  /** Tell every shard that its session is invalid: https://docs.discord.com/developers/events/gateway-events#invalid-session */
  invalidateSession(resumable: boolean): void;
  /** Answer no heartbeat until the function that this returns is called. */
  withholdHeartbeatAcks(): () => void;
  close(): Promise<void>;
}

/**
 * Start a Discord on 127.0.0.1.
 * @throws PortTakenError
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const clock = options.clock ?? offsetClock();
  const time = () => performance.now();
  const now = () => clock.now();
  let origin = '';
  const gatewayUrl = () => `${origin.replace('http', 'ws')}/gateway`;

  const feed = new Feed<Happening>();
  const ids = new Snowflakes(now);
  const world = new World(feed, ids, now);
  buildPolicyDesk(world);
  const commands = new Commands(feed, ids);
  const messages = new Messages(feed, ids, now);
  const files = new Files(ids, () => origin);
  const ledger = new Ledger(feed, ids, { ...DEADLINES, ...options.deadlines }, time);
  const nonces = new Nonces(now);
  const around: Surroundings = { world, commands, messages, files, ledger, feed };
  const gateway = new Gateway({
    world,
    feed,
    token: TOKEN,
    heartbeat: options.heartbeat ?? 41_250,
    url: gatewayUrl,
  });
  const api = new Api({
    routes: [
      ...applicationRoutes(world, commands, gateway, gatewayUrl),
      ...guildRoutes(world),
      ...messageRoutes(around, nonces),
      ...interactionRoutes(around),
    ],
    token: TOKEN,
    limits: options.rateLimits === 'off' ? undefined : new RateLimits(time),
    remember: options.remember ?? 10_000,
    onRequest: (request) => feed.publish({ type: 'request', request: lineOf(request) }),
  });
  const page = new PageServer({ around, gateway, clock, faults: api.faults, requests: api.requests });

  const { server, port } = await listen(options.port, {
    request: async (request: IncomingMessage, response: ServerResponse, url: URL) => {
      const path = /^\/api(?:\/v(?<version>\d+))?(?<path>\/.*)$/.exec(url.pathname)?.groups;
      if (!path) return page.handle(request, response, url.pathname);
      if (path['version'] === GatewayVersion)
        return api.handle(request, response, path['path'] ?? '', url.searchParams);
      response
        .writeHead(404, { 'content-type': 'application/json' })
        .end(JSON.stringify(refuse('notFound').body));
    },
    upgrade: (request, socket, head, url) => {
      if (url.pathname.startsWith('/gateway')) gateway.upgrade(request, socket, head);
      else if (url.pathname === '/sandbox/events') page.upgrade(request, socket, head);
      else socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
    },
    failed: (error) => options.log?.error({ err: error }, 'The sandbox failed to answer a request'),
  });
  origin = `http://127.0.0.1:${port}`;

  const [admin, member] = [FIXED.admin, FIXED.member].map((id) =>
    peopleOf(world, FIXED.guild).find((one) => one.id === id),
  );
  if (!admin || !member) throw new Error('The server is without its people.');
  const channel = (id: string) => ({ id, name: world.channel(id).name });

  return {
    url: `${origin}/`,
    apiUrl: `${origin}/api`,
    token: TOKEN,
    applicationId: FIXED.application,
    guildId: FIXED.guild,
    people: { admin, member },
    channels: {
      general: channel(FIXED.general),
      almanac: channel(FIXED.almanac),
      announcements: channel(FIXED.announcements),
      privateDesk: channel(FIXED.privateDesk),
      thread: channel(FIXED.thread),
      elsewhere: channel(FIXED.readingRoom),
      direct: channel(FIXED.adminDirect),
    },
    world,
    commands,
    requests: api.requests,
    statuses: api.statuses,
    faults: api.faults,
    as: (person) => ({ in: (place) => new Seat(around, person, place) }),
    say: (person, place, content) => {
      const author = world.users.get(idOf(person));
      if (!author) throw new Error('There is no such person.');
      return messages.create(world.channel(idOf(place)), { author, content });
    },
    messages: (place, person) => messages.seen(idOf(place), person === undefined ? undefined : idOf(person)),
    waitForMessage: (place, fits = () => true, timeout = 5000) =>
      waitForMessage(around, idOf(place), fits, timeout),
    deleteChannel: (place) => world.deleteChannel(idOf(place)),
    dropConnections: () => gateway.dropConnections(),
    requestReconnect: () => gateway.requestReconnect(),
    invalidateSession: (resumable) => gateway.invalidateSession(resumable),
    withholdHeartbeatAcks: () => gateway.withholdHeartbeatAcks(),
    close: async () => {
      ledger.close();
      page.close();
      gateway.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** A clock that stands where the machine's does until it is set. */
function offsetClock(): SandboxClock {
  let ahead = 0;
  return {
    now: () => new Date(Date.now() + ahead),
    set: async (now) => {
      ahead = now.getTime() - Date.now();
    },
  };
}
