import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { PermissionFlagsBits as Flag } from 'discord-api-types/v10';
import { build } from 'esbuild';
import { type WebSocket, WebSocketServer } from 'ws';
import { DiscordError, Refusal } from './errors.ts';
import type { Happening } from './feed.ts';
import type { Gateway } from './gateway.ts';
import { begin, type Surroundings } from './interactions/begin.ts';
import { readClock, readFault, readInteraction, readMessage } from './page-forms.ts';
import { describeState, isShown, SHOWN } from './page-state.ts';
import type { ClockState, InteractionAnswer, PageEvent, PageMessage, PageState } from './protocol.ts';
import type { RequestRecord } from './rest/api.ts';
import { readBody } from './rest/body.ts';
import type { Faults } from './rest/faults.ts';
import { detailsOf, lineOf } from './traffic.ts';
import { BOT } from './world/payloads.ts';

/** The time that the sandbox shows, and a way to set it that resolves when the bot has caught up. */
export interface SandboxClock {
  now(): Date;
  set(now: Date): Promise<void>;
}

const PAGE = new URL('./page/', import.meta.url);
/** Nothing from anywhere else, and no script in the page itself. */
const POLICY =
  "default-src 'self'; img-src 'self' data:; connect-src 'self'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** What the page is about. */
export interface PageOptions {
  around: Surroundings;
  gateway: Gateway;
  clock: SandboxClock;
  faults: Faults;
  /** The bot's latest requests, oldest first. */
  requests: readonly RequestRecord[];
}

/** How many of the bot's requests the page lists when it is opened. */
const LISTED = 200;

/** The page, what it asks for, and what it is told. The words are those of protocol.ts. */
export class PageServer {
  readonly #around: Surroundings;
  readonly #gateway: Gateway;
  readonly #clock: SandboxClock;
  readonly #faults: Faults;
  readonly #requests: readonly RequestRecord[];
  readonly #sockets = new WebSocketServer({ noServer: true });
  readonly #unsubscribe: () => void;
  readonly #bundles = new Map<string, Promise<string>>();
  #telling: NodeJS.Immediate | undefined;

  constructor({ around, gateway, clock, faults, requests }: PageOptions) {
    this.#around = around;
    this.#gateway = gateway;
    this.#clock = clock;
    this.#faults = faults;
    this.#requests = requests;
    this.#unsubscribe = around.feed.subscribe((happening) => this.#tell(happening));
    this.#sockets.on('connection', (socket: WebSocket) => {
      socket.on('error', () => socket.terminate());
      say(socket, { type: 'state', state: this.#state() });
    });
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#sockets.handleUpgrade(request, socket, head, (open) => this.#sockets.emit('connection', open));
  }

  /** Answer a request for the page or below `/sandbox/`. */
  async handle(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    const route = `${request.method} ${path}`;
    if (route === 'GET /') return file(response, 'text/html', await readFile(new URL('index.html', PAGE)));
    if (route === 'GET /page.css') return file(response, 'text/css', await this.#bundled('page.css'));
    if (route === 'GET /page.js') return file(response, 'text/javascript', await this.#bundled('main.tsx'));
    if (route === 'POST /sandbox/interactions')
      return this.#post(request, response, (body) => this.#begin(body));
    if (route === 'POST /sandbox/messages')
      return this.#post(request, response, async ({ json }) => ({ id: this.#say(json).id }));
    if (route === 'POST /sandbox/clock')
      return this.#post(request, response, (body) => this.#setClock(body.json));
    if (route === 'POST /sandbox/faults')
      return this.#post(request, response, async ({ json }) => ({
        id: this.#faults.add(readFault(json)).id,
      }));
    if (route === 'GET /sandbox/faults')
      return json(
        response,
        200,
        this.#faults.list.map(({ id, rule, hits }) => ({ id, hits, ...rule })),
      );
    if (request.method === 'DELETE' && /^\/sandbox\/faults(\/\d+)?$/.test(path)) {
      const wanted = path.split('/')[3];
      for (const fault of this.#faults.list) if (wanted === undefined || fault.id === wanted) fault.clear();
      return json(response, 200, {});
    }
    const asked = /^GET \/sandbox\/requests\/(?<id>\d+)$/.exec(route)?.groups?.['id'];
    const found = this.#requests.find(({ id }) => String(id) === asked);
    if (found) return json(response, 200, detailsOf(found));
    const id = /^\/sandbox\/attachments\/(?<id>\d+)\//.exec(path)?.groups?.['id'];
    const upload = request.method === 'GET' && id ? this.#around.files.find(id) : undefined;
    if (upload) return attachment(response, upload.contentType, upload.data);
    json(response, 404, { message: 'There is nothing here.' });
  }

  close(): void {
    this.#unsubscribe();
    clearImmediate(this.#telling);
    for (const client of this.#sockets.clients) client.terminate();
    this.#sockets.close();
  }

  async #begin({ json: body, files }: Awaited<ReturnType<typeof readBody>>): Promise<InteractionAnswer> {
    const { interactionId, suggestions } = begin(this.#around, readInteraction(body), files);
    return { interactionId, ...(await suggestions) };
  }

  /** Let a person write into a channel that they see. */
  #say(body: unknown): PageMessage {
    const { personId, channelId, content } = readMessage(body);
    const { world, messages } = this.#around;
    const place = world.channels.get(channelId);
    const author = world.users.get(personId);
    if (!place || !author) throw new Refusal('There is no such channel or person.');
    if (!world.can(personId, Flag.ViewChannel | world.sendingIn(place), place))
      throw new Refusal(`${author.username} may not write into this channel.`);
    return messages.create(place, { author, content });
  }

  async #setClock(body: unknown): Promise<ClockState> {
    const wanted = readClock(body);
    const now =
      'to' in wanted ? new Date(wanted.to) : new Date(this.#clock.now().getTime() + wanted.by * 1000);
    if (Number.isNaN(now.getTime())) throw new Refusal('The clock does not go that far.');
    await this.#clock.set(now);
    const clock = this.#clockState();
    this.#broadcast({ type: 'clock', clock });
    return clock;
  }

  /** The page's script or styles in one file, made when first asked for. */
  #bundled(entry: string): Promise<string> {
    const known = this.#bundles.get(entry) ?? bundle(entry);
    this.#bundles.set(entry, known);
    return known;
  }

  async #post(
    request: IncomingMessage,
    response: ServerResponse,
    work: (body: Awaited<ReturnType<typeof readBody>>) => Promise<object>,
  ): Promise<void> {
    try {
      json(response, 200, await work(await readBody(request)));
    } catch (error) {
      if (!(error instanceof Refusal || error instanceof DiscordError)) throw error;
      json(response, 400, { message: error.message });
    }
  }

  /** What happens in the server that the page shows. */
  #tell(happening: Happening): void {
    if (happening.type === 'dispatch') {
      const changes =
        SHOWN.includes(happening.guildId ?? '') && /^(CHANNEL|THREAD|GUILD)_/.test(happening.event);
      if (changes) this.#tellState();
      return;
    }
    const id =
      happening.type === 'message'
        ? happening.message.channel_id
        : 'channelId' in happening
          ? happening.channelId
          : undefined;
    const { world } = this.#around;
    const channel = id === undefined ? undefined : world.channels.get(id);
    if (id !== undefined && !(channel && isShown(world, channel))) return;
    if (happening.type === 'direct-messages') this.#tellState();
    else this.#broadcast(happening);
  }

  /** Tell where things stand, once for all that changes at once. */
  #tellState(): void {
    this.#telling ??= setImmediate(() => {
      this.#telling = undefined;
      if (this.#sockets.clients.size > 0) this.#broadcast({ type: 'state', state: this.#state() });
    });
  }

  #broadcast(event: PageEvent): void {
    for (const client of this.#sockets.clients) say(client, event);
  }

  #clockState(): ClockState {
    const now = this.#clock.now();
    return { now: now.toISOString(), ahead: Math.round((now.getTime() - Date.now()) / 1000) };
  }

  #state(): PageState {
    return {
      ...describeState(this.#around),
      bot: { id: BOT.id, name: BOT.username, connected: this.#gateway.connected },
      clock: this.#clockState(),
      requests: this.#requests.slice(-LISTED).map(lineOf),
    };
  }
}

async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(entry, PAGE))],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2023',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    minify: true,
  });
  return outputFiles[0]?.text ?? '';
}

function say(socket: WebSocket, event: PageEvent): void {
  socket.send(JSON.stringify(event));
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function file(response: ServerResponse, type: string, content: string | Buffer): void {
  response
    .writeHead(200, {
      'content-type': `${type}; charset=utf-8`,
      'content-security-policy': POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    })
    .end(content);
}

/** Uploads come from anybody: whatever is in them, a browser may show a picture and runs nothing. */
function attachment(response: ServerResponse, type: string, content: Buffer): void {
  response
    .writeHead(200, {
      'content-type': type,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    })
    .end(content);
}
