import type { IncomingMessage, ServerResponse } from 'node:http';
import { DiscordError, refuse } from '../errors.ts';
import { type Body, readBody } from './body.ts';
import { findRoute, type Reply, type Route } from './router.ts';

/** A request that the bot made. `status` is 0 until it is answered, and stays so where the connection was cut. */
export interface RequestRecord {
  method: string;
  /** Without `/api/v10` and query. */
  path: string;
  query: string;
  body: unknown;
  /** Names of the files that came with it. */
  files: string[];
  status: number;
}

/**
 * What a request gets in place of its own answer: another one, a cut connection, or none at all. With `after` the
 * request takes effect all the same, and only its answer is lost.
 */
export type Fault = { after?: boolean } & (Reply | { drop: true } | { hang: true });

/** Decides for each request whether something goes wrong with it. */
export type Intercept = (request: Readonly<RequestRecord>) => Fault | undefined | Promise<Fault | undefined>;

/** How many requests are remembered. */
const REMEMBERED = 10_000;

/** The REST API, v10: https://discord.com/developers/docs/reference */
export class Api {
  readonly #routes: readonly Route[];
  readonly #token: string;
  readonly #intercepts = new Set<Intercept>();
  /** The latest requests, oldest first. */
  readonly requests: RequestRecord[] = [];

  constructor(routes: readonly Route[], token: string) {
    this.#routes = routes;
    this.#token = token;
  }

  /** Ask this before every request. @returns asks no more */
  intercept(hook: Intercept): () => void {
    this.#intercepts.add(hook);
    return () => this.#intercepts.delete(hook);
  }

  /** Answer a request below `/api/v10`. @param path what follows that, without the query */
  async handle(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    query: URLSearchParams,
  ): Promise<void> {
    const body = await settle(() => readBody(request));
    const record: RequestRecord = {
      method: request.method ?? 'GET',
      path,
      query: query.toString(),
      body: 'json' in body ? body.json : undefined,
      files: 'json' in body ? body.files.map(({ filename }) => filename) : [],
      status: 0,
    };
    this.requests.push(record);
    if (this.requests.length > REMEMBERED) this.requests.shift();
    const fault = await this.#fault(record);
    const answer = () =>
      'json' in body ? settle(() => this.#answer(request, record.method, path, query, body)) : body;
    if (!fault || fault.after) {
      const reply = await answer();
      if (!fault) return send(response, record, reply);
    }
    if ('drop' in fault) request.socket.destroy();
    else if ('status' in fault) send(response, record, fault);
  }

  async #fault(record: RequestRecord): Promise<Fault | undefined> {
    for (const hook of this.#intercepts) {
      const fault = await hook(record);
      if (fault) return fault;
    }
    return undefined;
  }

  #answer(
    request: IncomingMessage,
    method: string,
    path: string,
    query: URLSearchParams,
    { json, files }: Body,
  ): Reply | Promise<Reply> {
    const { route, segments } = findRoute(this.#routes, method, path);
    if (!route.open && request.headers.authorization !== `Bot ${this.#token}`) throw refuse('unauthorized');
    return route.handler({ query, body: json, files }, ...segments);
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
function send(response: ServerResponse, record: RequestRecord, reply: Reply): void {
  record.status = reply.status;
  if (reply.body === undefined) {
    response.writeHead(reply.status, { ...reply.headers }).end();
    return;
  }
  response
    .writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers })
    .end(JSON.stringify(reply.body));
}
