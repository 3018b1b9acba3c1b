/** The line to the sandbox's server, as `protocol.ts` describes it. */
import type {
  ClockRequest,
  InteractionAnswer,
  InteractionRequest,
  MessageRequest,
  PageEvent,
  RequestDetails,
} from '../protocol.ts';

/** Files to upload, by the custom_id of their component or the name of their option. */
export type Uploads = ReadonlyMap<string, readonly File[]>;

/** The server refused what was asked; the message is its own sentence. */
export class Refusal extends Error {}

const RECONNECT_MS = 1000;

/** Sends what a person does. Rejects with a {@link Refusal}, or with a TypeError where the server is away. */
export async function sendInteraction(
  request: InteractionRequest,
  uploads?: Uploads,
): Promise<InteractionAnswer> {
  const body = JSON.stringify(request);
  if (!uploads || uploads.size === 0) return post<InteractionAnswer>('/sandbox/interactions', body);
  const form = new FormData();
  form.set('payload_json', body);
  for (const [name, files] of uploads) {
    for (const file of files) form.append(`files[${name}]`, file, file.name);
  }
  return post<InteractionAnswer>('/sandbox/interactions', form);
}

/** Says something as a person. Rejects as {@link sendInteraction} does. */
export async function sendMessage(message: MessageRequest): Promise<void> {
  await post<unknown>('/sandbox/messages', JSON.stringify(message));
}

/** What a request of the bot said. Rejects with a {@link Refusal} where it is not remembered any more. */
export async function fetchRequest(id: number): Promise<RequestDetails> {
  const response = await fetch(`/sandbox/requests/${id}`);
  if (!response.ok) throw new Refusal(`${response.status} ${response.statusText}`);
  return (await response.json()) as RequestDetails;
}

/** Moves the sandbox's clock; resolves when the bot has caught up. Rejects as {@link sendInteraction} does. */
export async function moveClock(request: ClockRequest): Promise<void> {
  await post<unknown>('/sandbox/clock', JSON.stringify(request));
}

async function post<T>(path: string, body: string | FormData): Promise<T> {
  const response = await fetch(path, {
    method: 'POST',
    body,
    ...(typeof body === 'string' && { headers: { 'content-type': 'application/json' } }),
  });
  if (response.ok) return (await response.json()) as T;
  const refusal = (await response.json().catch(() => ({}))) as { message?: string };
  throw new Refusal(refusal.message ?? `${response.status} ${response.statusText}`);
}

/** Listens to the server, and again after the line broke, until the returned function is called. */
export function listen(onEvent: (event: PageEvent) => void, onLine: (online: boolean) => void): () => void {
  let socket: WebSocket | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let ended = false;
  const open = () => {
    const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
    socket = new WebSocket(`${scheme}//${location.host}/sandbox/events`);
    socket.addEventListener('open', () => onLine(true));
    socket.addEventListener('message', (frame) => onEvent(JSON.parse(String(frame.data)) as PageEvent));
    socket.addEventListener('close', () => {
      if (ended) return;
      onLine(false);
      retry = setTimeout(open, RECONNECT_MS);
    });
  };
  open();
  return () => {
    ended = true;
    clearTimeout(retry);
    socket?.close();
  };
}
