import type { RequestDetails, RequestLine } from './protocol.ts';
import type { RequestRecord } from './rest/api.ts';

/** The tokens of interactions and webhooks in a path: https://docs.discord.com/developers/interactions/receiving-and-responding#endpoints */
const TOKEN = /(?<=^\/(?:interactions|webhooks)\/\d+\/)[^/]+/;

/** A request as the page lists it: no token is in it. */
export function lineOf({ id, method, path, status, at, took }: RequestRecord): RequestLine {
  return { id, method, path: path.replace(TOKEN, '…'), status, at: new Date(at).toISOString(), took };
}

/** What a request said: its query, its body and its files' names. */
export function detailsOf({ query, body, files }: RequestRecord): RequestDetails {
  return { query, body, files };
}
