import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  GatewayCloseCodes as Close,
  GatewayDispatchEvents as Event,
  GatewayIntentBits as Intent,
  GatewayOpcodes as Op,
} from 'discord-api-types/v10';
import { type WebSocket, WebSocketServer } from 'ws';
import * as z from 'zod';
import type { Dispatch, Feed, Happening } from './feed.ts';
import { FIXED } from './ids.ts';
import { Wire } from './wire.ts';
import { BOT, guildCreatePayload } from './world/payloads.ts';
import type { World } from './world/world.ts';

/** The intents that Discord gives only to applications it was asked to: none here. https://discord.com/developers/docs/topics/gateway#privileged-intents */
const PRIVILEGED = Intent.GuildMembers | Intent.GuildPresences | Intent.MessageContent;
const INTENTS = Object.values(Intent).reduce<number>(
  (sum, bit) => (typeof bit === 'number' ? sum | bit : sum),
  0,
);
/** How many missed events a session keeps for RESUME. */
const REPLAY = 5000;

const Frame = z.object({ op: z.int(), d: z.unknown().optional() });
const Identify = z.object({
  token: z.string(),
  intents: z.int().min(0),
  shard: z
    .tuple([z.int().min(0), z.int().min(1)])
    .refine(([id, count]) => id < count)
    .optional(),
});
const Resume = z.object({ token: z.string(), session_id: z.string(), seq: z.int() });

/** One shard's login. It outlives its socket, so that it can be resumed until the shard logs in anew. */
interface Session {
  id: string;
  shard: readonly [id: number, count: number];
  intents: number;
  seq: number;
  sent: { s: number; frame: string }[];
  wire: Wire | undefined;
}

/** What the Gateway needs to know. */
export interface GatewayOptions {
  world: World;
  feed: Feed<Happening>;
  token: string;
  /** Milliseconds between the heartbeats that clients are asked for. */
  heartbeat: number;
  /** Its own address, for `resume_gateway_url`. */
  url: () => string;
}

/**
 * Gateway v10 with JSON encoding: identify, heartbeat, resume with replay, any number of shards.
 * https://discord.com/developers/docs/events/gateway
 */
export class Gateway {
  readonly #options: GatewayOptions;
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #sessions = new Map<string, Session>();
  readonly #unsubscribe: () => void;
  #identified = 0;
  /** How many want heartbeats to go without an ack. */
  #withholding = 0;

  constructor(options: GatewayOptions) {
    this.#options = options;
    this.#unsubscribe = options.feed.subscribe((happening) => {
      if (happening.type === 'dispatch') this.#dispatch(happening);
    });
    this.#server.on('connection', (socket, request: IncomingMessage) => this.#greet(socket, request));
  }

  /** Whether a shard of the bot is connected. */
  get connected(): boolean {
    return this.#live().length > 0;
  }

  /** How many logins there were since the start. */
  get identified(): number {
    return this.#identified;
  }

  /** Take over a socket that asked for the Gateway. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#server.handleUpgrade(request, socket, head, (open) =>
      this.#server.emit('connection', open, request),
    );
  }

  /** Cut every connection without a word. Sessions can be resumed. */
  dropConnections(): void {
    for (const { wire } of this.#live()) wire?.socket.terminate();
  }

  /** Op 7: ask every shard to reconnect and resume. */
  requestReconnect(): void {
    for (const { wire } of this.#live()) wire?.send({ op: Op.Reconnect, d: null });
  }

  /** Op 9: tell every shard that its session is over, or that it may resume it. */
  invalidateSession(resumable: boolean): void {
    for (const session of this.#live()) {
      session.wire?.send({ op: Op.InvalidSession, d: resumable });
      session.wire = undefined;
      if (!resumable) this.#sessions.delete(session.id);
    }
    this.#tellConnected();
  }

  /** Answer no heartbeat, as on a connection that is half dead. @returns ends that, once */
  withholdHeartbeatAcks(): () => void {
    this.#withholding += 1;
    let over = false;
    return () => {
      if (over) return;
      over = true;
      this.#withholding -= 1;
    };
  }

  close(): void {
    this.#unsubscribe();
    for (const client of this.#server.clients) client.terminate();
    this.#server.close();
  }

  #live(): Session[] {
    return [...this.#sessions.values()].filter(({ wire }) => wire !== undefined);
  }

  #greet(socket: WebSocket, request: IncomingMessage): void {
    socket.on('error', () => socket.terminate());
    const query = new URLSearchParams(request.url?.split('?')[1]);
    if ((query.get('v') ?? '10') !== '10') {
      socket.close(Close.InvalidAPIVersion);
      return;
    }
    const wire = new Wire(socket, query.get('compress') === 'zlib-stream');
    let session: Session | undefined;
    wire.send({ op: Op.Hello, d: { heartbeat_interval: this.#options.heartbeat } });
    socket.on('message', (data) => {
      const frame = Frame.safeParse(parseJson(String(data)));
      if (!frame.success) return socket.close(Close.DecodeError);
      const { op, d } = frame.data;
      if (op === Op.Heartbeat) {
        if (this.#withholding === 0) wire.send({ op: Op.HeartbeatAck });
        return;
      }
      // A connection whose session was called invalid logs in once more: it holds none then.
      const loggedIn = session?.wire === wire;
      if (op === Op.Identify) {
        if (loggedIn) return socket.close(Close.AlreadyAuthenticated);
        session = this.#identify(wire, d);
        return;
      }
      if (op === Op.Resume) {
        if (loggedIn) return socket.close(Close.AlreadyAuthenticated);
        session = this.#resume(wire, d);
        return;
      }
      if (!loggedIn) return socket.close(Close.NotAuthenticated);
      // Presence, voice state and member requests need no answer here.
      if (op > Op.RequestGuildMembers) return socket.close(Close.UnknownOpcode);
    });
    socket.on('close', (code) => {
      if (session?.wire !== wire) return;
      session.wire = undefined;
      // A client that closes with 1000 or 1001 ends its session: https://discord.com/developers/docs/events/gateway#initiating-a-disconnect
      if (code === 1000 || code === 1001) this.#sessions.delete(session.id);
      this.#tellConnected();
    });
  }

  #identify(wire: Wire, d: unknown): Session | undefined {
    const { socket } = wire;
    const { token, world, url } = this.#options;
    const identify = Identify.safeParse(d);
    if (!identify.success) {
      socket.close(
        identify.error.issues.some(({ path }) => path[0] === 'shard')
          ? Close.InvalidShard
          : Close.DecodeError,
      );
      return undefined;
    }
    const { intents, shard = [0, 1] } = identify.data;
    if (identify.data.token.replace(/^Bot /, '') !== token) {
      socket.close(Close.AuthenticationFailed, 'Authentication failed.');
      return undefined;
    }
    if (intents & ~INTENTS) {
      socket.close(Close.InvalidIntents, 'Invalid intent(s).');
      return undefined;
    }
    if (intents & PRIVILEGED) {
      socket.close(Close.DisallowedIntents, 'Disallowed intent(s).');
      return undefined;
    }
    this.#identified += 1;
    const session: Session = {
      id: `session-${this.#identified}`,
      shard,
      intents,
      seq: 0,
      sent: [],
      wire,
    };
    for (const old of this.#sessions.values()) {
      if (!old.wire && old.shard[0] === shard[0]) this.#sessions.delete(old.id);
    }
    this.#sessions.set(session.id, session);
    const guilds = [...world.guilds.values()].filter(
      ({ id, members }) => members.has(BOT.id) && belongs(session, id),
    );
    this.#send(session, Event.Ready, {
      v: 10,
      user: { ...BOT, verified: true, mfa_enabled: true, email: null, flags: 0 },
      guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
      session_id: session.id,
      session_type: 'normal',
      resume_gateway_url: url(),
      shard,
      application: { id: FIXED.application, flags: 0 },
    });
    for (const guild of intents & Intent.Guilds ? guilds.filter(({ available }) => available) : []) {
      this.#send(session, Event.GuildCreate, guildCreatePayload(guild, world.channelsOf(guild.id)));
    }
    this.#tellConnected();
    return session;
  }

  #resume(wire: Wire, d: unknown): Session | undefined {
    const { socket } = wire;
    const resume = Resume.safeParse(d);
    if (!resume.success) {
      socket.close(Close.DecodeError);
      return undefined;
    }
    if (resume.data.token.replace(/^Bot /, '') !== this.#options.token) {
      socket.close(Close.AuthenticationFailed, 'Authentication failed.');
      return undefined;
    }
    const { seq, session_id } = resume.data;
    const session = this.#sessions.get(session_id);
    if (!session) {
      wire.send({ op: Op.InvalidSession, d: false });
      return undefined;
    }
    if (seq > session.seq) {
      socket.close(Close.InvalidSeq);
      return undefined;
    }
    session.wire?.socket.terminate();
    session.wire = wire;
    for (const { s, frame } of session.sent) if (s > seq) wire.send(frame);
    this.#send(session, Event.Resumed, {});
    this.#tellConnected();
    return session;
  }

  #dispatch({ event, data, guildId, intents }: Dispatch): void {
    // What is said in a server without the bot is none of its business; what is done there with it is.
    const overheard = guildId !== undefined && Boolean(intents & Intent.GuildMessages);
    if (overheard && !this.#options.world.member(guildId, BOT.id)) return;
    for (const session of this.#sessions.values()) {
      if (intents !== 0 && !(session.intents & intents)) continue;
      if (belongs(session, guildId)) this.#send(session, event, data);
    }
  }

  #send(session: Session, t: string, d: object): void {
    session.seq += 1;
    const frame = JSON.stringify({ op: Op.Dispatch, t, s: session.seq, d });
    session.sent.push({ s: session.seq, frame });
    if (session.sent.length > REPLAY) session.sent.shift();
    session.wire?.send(frame);
  }

  #tellConnected(): void {
    this.#options.feed.publish({ type: 'bot', connected: this.connected });
  }
}

/** Which shard hears of a server: https://discord.com/developers/docs/events/gateway#sharding */
function belongs({ shard: [id, count] }: Session, guildId: string | undefined): boolean {
  return guildId === undefined ? id === 0 : Number((BigInt(guildId) >> 22n) % BigInt(count)) === id;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
