/** What the page knows, as a pure function of what the server told it and what the person did. */
import type { PageChannel, PageEvent, PageMessage, PageState } from '../protocol.ts';

/** Something that a person started and the bot has yet to answer, or has failed to. */
export interface Attempt {
  /** The page's own name for it; the server's `interactionId` comes with its answer. */
  readonly key: string;
  readonly personId: string;
  readonly channelId: string;
  readonly about: 'command' | 'component' | 'modal';
  readonly interactionId?: string;
  /** The message whose component was used, or from which the modal came. */
  readonly messageId?: string;
  readonly customId?: string;
  /** The `interactionId` of the modal that was submitted. */
  readonly modalId?: string;
  /** The command as people read it, a slash command with its slash. */
  readonly line?: string;
  /** Why it failed; absent while it waits. */
  readonly failed?: string;
}

/** A modal that is open for a person. */
export type OpenModal = Omit<Extract<PageEvent, { type: 'modal' }>, 'type'> & { readonly messageId?: string };

/** All that is drawn. `server` is absent until the first event has come. */
export interface View {
  readonly server?: PageState;
  readonly online: boolean;
  readonly attempts: readonly Attempt[];
  readonly modals: readonly OpenModal[];
  /** Private messages that their reader put away. */
  readonly dismissed: ReadonlySet<string>;
  /** Interactions answered before their `sent` came; the newest last. */
  readonly answered: readonly string[];
}

/** What happens on the page itself. */
export type LocalEvent =
  | { type: 'online'; online: boolean }
  | { type: 'began'; attempt: Attempt }
  | { type: 'sent'; key: string; interactionId: string }
  | { type: 'refused'; key: string; reason: string }
  /** A private message's id or a failed attempt's key. */
  | { type: 'dismissed'; id: string }
  | { type: 'modal-closed'; interactionId: string };

/** Before anything has come. */
export const EMPTY: View = {
  online: false,
  attempts: [],
  modals: [],
  dismissed: new Set(),
  answered: [],
};

const REMEMBERED_ANSWERS = 50;

/** How many of the bot's requests are listed. */
const LISTED = 200;

/** The view after an event. Pure; an event that changes nothing may return the same view. */
export function reduce(view: View, event: PageEvent | LocalEvent): View {
  switch (event.type) {
    case 'state':
      return { ...view, server: event.state };
    case 'message':
      return settle(
        onServer(view, (server) => ({ ...server, messages: upsert(server.messages, event.message) })),
        event.message.interaction_metadata?.id,
        event.message.id,
      );
    case 'message-gone':
      return onServer(view, (server) => ({
        ...server,
        messages: server.messages.filter((message) => message.id !== event.id),
      }));
    case 'modal': {
      const { type: _type, ...modal } = event;
      const opener = view.attempts.find((one) => isOf(one, event.interactionId, event.personId));
      const opened: OpenModal = opener?.messageId ? { ...modal, messageId: opener.messageId } : modal;
      const others = view.modals.filter((one) => one.personId !== event.personId);
      return settle({ ...view, modals: [...others, opened] }, event.interactionId);
    }
    case 'acknowledged':
      return settle(view, event.interactionId);
    case 'failed':
      return fail(view, event);
    case 'commands':
      return onServer(view, (server) => ({ ...server, commands: event.commands }));
    case 'bot':
      return onServer(view, (server) => ({ ...server, bot: { ...server.bot, connected: event.connected } }));
    case 'request':
      return onServer(view, (server) => ({
        ...server,
        requests: [...server.requests, event.request].slice(-LISTED),
      }));
    case 'clock':
      return onServer(view, (server) => ({ ...server, clock: event.clock }));
    case 'online': {
      // What waits while the line breaks will never be answered on the next one.
      const kept = event.online ? view.attempts : view.attempts.filter((one) => one.failed !== undefined);
      return { ...view, online: event.online, attempts: kept };
    }
    case 'began':
      return { ...view, attempts: [...withoutOldFailures(view, event.attempt), event.attempt] };
    case 'sent':
      return sent(view, event.key, event.interactionId);
    case 'refused':
      return {
        ...view,
        attempts: view.attempts.flatMap((one) => {
          if (one.key !== event.key) return [one];
          // A slash command's refusal stands beside the composer, which keeps what was typed.
          return one.line?.startsWith('/') ? [] : [{ ...one, failed: event.reason }];
        }),
      };
    case 'dismissed':
      return {
        ...view,
        dismissed: new Set([...view.dismissed, event.id]),
        attempts: view.attempts.filter((one) => one.key !== event.id),
      };
    case 'modal-closed':
      return {
        ...view,
        modals: view.modals.filter((one) => one.interactionId !== event.interactionId),
        attempts: view.attempts.filter((one) => one.modalId !== event.interactionId),
      };
  }
}

/** The server as this person sees it: without the direct messages of others. */
export function serverFor(server: PageState, personId: string): PageState {
  const isSeen = (channel: PageChannel) => channel.personId === undefined || channel.personId === personId;
  return { ...server, channels: server.channels.filter(isSeen) };
}

/** A channel's name with the sign that Discord puts before it. */
export function titleOf({ kind, name }: PageChannel): string {
  return `${kind === 'direct' ? '@' : '#'}${name}`;
}

/** A channel's messages that this person sees, oldest first. */
export function messagesFor(view: View, channelId: string, personId: string): PageMessage[] {
  return (view.server?.messages ?? []).filter(
    (message) =>
      message.channel_id === channelId &&
      (message.onlyFor === undefined || message.onlyFor === personId) &&
      !view.dismissed.has(message.id),
  );
}

function onServer(view: View, change: (server: PageState) => PageState): View {
  return view.server ? { ...view, server: change(view.server) } : view;
}

function upsert(messages: readonly PageMessage[], message: PageMessage): PageMessage[] {
  const at = messages.findIndex((one) => one.id === message.id);
  return at < 0 ? [...messages, message] : messages.with(at, message);
}

/** Whether an event about an interaction may be about this attempt: the event can overtake the answer to `POST`. */
function isOf(attempt: Attempt, interactionId: string, personId: string): boolean {
  if (attempt.interactionId !== undefined) return attempt.interactionId === interactionId;
  return attempt.personId === personId && attempt.failed === undefined;
}

/** An interaction was answered, or a message changed: what waited on either waits no more. */
function settle(view: View, interactionId: string | undefined, messageId?: string): View {
  const done = view.attempts.filter(
    (one) =>
      one.failed === undefined &&
      ((interactionId !== undefined && one.interactionId === interactionId) ||
        (messageId !== undefined && one.messageId === messageId)),
  );
  const answered =
    interactionId === undefined
      ? view.answered
      : [...view.answered, interactionId].slice(-REMEMBERED_ANSWERS);
  return { ...drop(view, done), answered };
}

function drop(view: View, done: readonly Attempt[]): View {
  if (done.length === 0) return view;
  const closed = new Set(done.map((one) => one.modalId));
  return {
    ...view,
    attempts: view.attempts.filter((one) => !done.includes(one)),
    modals: view.modals.filter((one) => !closed.has(one.interactionId)),
  };
}

function sent(view: View, key: string, interactionId: string): View {
  const attempt = view.attempts.find((one) => one.key === key);
  if (!attempt) return view;
  if (view.answered.includes(interactionId)) return drop(view, [attempt]);
  const early = view.attempts.find((one) => one.key === interactionId);
  const known: Attempt = { ...attempt, interactionId, ...(early?.failed && { failed: early.failed }) };
  return {
    ...view,
    attempts: view.attempts.flatMap((one) => (one === attempt ? [known] : one === early ? [] : [one])),
  };
}

function fail(view: View, event: Extract<PageEvent, { type: 'failed' }>): View {
  const attempt = view.attempts.find((one) => one.interactionId === event.interactionId);
  // Unknown as yet: it stands under the interaction's own id until `sent` claims it.
  const failed: Attempt = attempt
    ? { ...attempt, failed: event.reason }
    : {
        key: event.interactionId,
        personId: event.personId,
        channelId: event.channelId,
        about: 'command',
        interactionId: event.interactionId,
        failed: event.reason,
      };
  return { ...view, attempts: [...view.attempts.filter((one) => one !== attempt), failed] };
}

/** Trying a component or a modal again takes its last failure off the page. */
function withoutOldFailures(view: View, next: Attempt): Attempt[] {
  const isAgain = (one: Attempt) =>
    one.about === next.about && one.messageId === next.messageId && one.modalId === next.modalId;
  return view.attempts.filter((one) => one.failed === undefined || next.about === 'command' || !isAgain(one));
}
