import type { IncomingMessage, ServerResponse } from 'node:http';
import { DiscordError, refuse } from '../errors.ts';
import { type Body, readBody } from './body.ts';
import { Faults } from './faults.ts';
import type { RateLimits } from './rate-limits.ts';
import { findRoute, type Reply, type Route } from './router.ts';

/** A request that the bot made. `status` is 0 until it is answered, and stays so where the connection was cut. */
export interface RequestRecord {
  /** Counted from 1. */
  id: number;
  /** When it came, in milliseconds since 1970 by the machine's clock. */
  at: number;
  /** Milliseconds until it was answered. */
  took: number;
  method: string;
  /** Without `/api/v10` and query. */
  path: string;
  query: string;
  body: unknown;
  /** Names of the files that came with it. */
  files: string[];
  status: number;
}

/** How the REST API is set up. */
export interface ApiOptions {
  routes: readonly Route[];
  token: string;
  /** None where there are no limits. */
  limits: RateLimits | undefined;
  /** How many requests are remembered. */
  remember: number;
  /** Hears of each request once it is answered, or its connection was cut. */
  onRequest?: (request: RequestRecord) => void;
}

/** The REST API, v10: https://docs.discord.com/developers/reference */
export class Api {
  readonly #options: ApiOptions;
  readonly #statuses = new Map<number, number>();
  #count = 0;
  /** The latest requests, oldest first. */
  readonly requests: RequestRecord[] = [];
  /** What goes wrong. */
  readonly faults = new Faults();

  constructor(options: ApiOptions) {
    this.#options = options;
  }

  /** How many requests were answered with each status since the start; 0 for those whose connection was cut or hangs. */
  get statuses(): ReadonlyMap<number, number> {
    return this.#statuses;
  }

  /** Answer a request below `/api/v10`. @param path what follows that, without the query */
  async handle(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    query: URLSearchParams,
  ): Promise<void> {
    const began = performance.now();
    const at = Date.now();
    const body = await settle(() => readBody(request));
    this.#count += 1;
    const record: RequestRecord = {
      id: this.#count,
      at,
      took: 0,
      method: request.method ?? 'GET',
      path,
      query: query.toString(),
      body: 'json' in body ? body.json : undefined,
      files: 'json' in body ? body.files.map(({ filename }) => filename) : [],
      status: 0,
    };
    this.requests.push(record);
    if (this.requests.length > this.#options.remember) this.requests.shift();
    const effect = this.faults.strike(record.method, path);
    const handle = () =>
      'json' in body ? settle(() => this.#answer(request, record.method, path, query, body)) : body;
    const reply = effect?.handled === false ? effect.answer : await handle();
    const answer = effect?.answer ?? reply;
    record.status = typeof answer === 'string' ? 0 : answer.status;
    record.took = Math.round(performance.now() - began);
    this.#options.onRequest?.(record);
    this.#statuses.set(record.status, (this.#statuses.get(record.status) ?? 0) + 1);
    if (answer === 'drop') request.socket.destroy();
    else if (answer !== 'hang') send(response, answer);
  }

  async #answer(
    request: IncomingMessage,
    method: string,
    path: string,
    query: URLSearchParams,
    { json, files }: Body,
  ): Promise<Reply> {
    const { routes, token, limits } = this.#options;
    const { route, segments } = findRoute(routes, method, path);
    if (!route.open && request.headers.authorization !== `Bot ${token}`) throw refuse('unauthorized');
    const standing = limits?.take(route, segments[0] ?? '') ?? { headers: {} };
    if ('refusal' in standing) return standing.refusal;
    const reply = await settle(() => route.handler({ query, body: json, files }, ...segments));
    return { ...reply, headers: { ...standing.headers, ...reply.headers } };
  }
}

/** A refusal is an answer, too. */
async function settle<T>(work: () => T | Promise<T>): Promise<T | Reply> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DiscordError) return { status: error.status, body: error.body };
    throw error;
  }
}

/** A 204 carries no content type: the client would parse what is not there. */
function send(response: ServerResponse, reply: Reply): void {
  if (reply.body === undefined) {
    response.writeHead(reply.status, { ...reply.headers }).end();
    return;
  }
  response
    .writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers })
    .end(JSON.stringify(reply.body));
}
