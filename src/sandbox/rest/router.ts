import { refuse } from '../errors.ts';
import type { Upload } from './body.ts';
import type { Quota } from './rate-limits.ts';

/** A request to the REST API, path without `/api/v10`. */
export interface Call {
  query: URLSearchParams;
  body: unknown;
  files: Upload[];
}

/** What a request is answered with; without a body there is no content type either. */
export interface Reply {
  headers?: Record<string, string>;
  status: number;
  body?: unknown;
}

/** Handlers get the segments that the pattern leaves open, in their order. */
export type Handler = (call: Call, ...segments: string[]) => Reply | Promise<Reply>;

/** A route: in `pattern` a `:` stands for any one segment. */
export interface Route {
  method: string;
  pattern: string;
  handler: Handler;
  /**
   * An interaction's, whose token in the path is the credential: no Authorization header is asked for, and no global
   * rate limit binds it.
   */
  open?: boolean;
  /** How often it is answered for each first open segment of its path. */
  quota?: Quota;
}

/** 200 with this body. */
export function ok(body: unknown): Reply {
  return { status: 200, body };
}

/** 204. */
export const NO_CONTENT: Reply = { status: 204 };

/** The route for a request and its open segments. @throws DiscordError 404 where there is none */
export function findRoute(
  routes: readonly Route[],
  method: string,
  path: string,
): { route: Route; segments: string[] } {
  const parts = path.split('/').map(decode);
  for (const route of routes) {
    const segments = route.method === method ? matchPath(route.pattern, parts) : undefined;
    if (segments) return { route, segments };
  }
  throw refuse('notFound');
}

/** The segments that a pattern leaves open, undefined where the path is another one. */
export function matchPath(pattern: string, parts: readonly string[]): string[] | undefined {
  const wanted = pattern.split('/');
  const fits =
    wanted.length === parts.length && wanted.every((part, index) => part === ':' || part === parts[index]);
  return fits ? parts.filter((_, index) => wanted[index] === ':') : undefined;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw refuse('notFound');
  }
}
