/**
 * What the sandbox's page and its server say to each other, under `/sandbox/` of the same address.
 *
 * Page → server, JSON bodies:
 * - `POST /sandbox/interactions` with an {@link InteractionRequest} (or `multipart/form-data` with that JSON as
 *   `payload_json` and uploads as `files[<component custom_id>]`, for a command's option `files[<option name>]`):
 *   200 with an {@link InteractionAnswer}.
 * - `POST /sandbox/messages` with a {@link MessageRequest}: 200 with `{ "id" }`, and the person has said it.
 * - `GET /sandbox/requests/<id>`: 200 with the {@link RequestDetails} of a request of the bot, 404 where it is not
 *   remembered any more.
 * - `POST /sandbox/clock` with a {@link ClockRequest}: 200 with a {@link ClockState} once the bot has caught up.
 * - `POST /sandbox/faults` with a FaultRule of rest/faults.ts, as in `{ "fault": "drop-after", "times": 1 }`: 200 with
 *   `{ "id" }`, and requests of the bot fail. `GET` lists what is in force, `DELETE` ends it all, and
 *   `DELETE /sandbox/faults/<id>` one.
 * - Wrong bodies are answered 400 with `{ "message": "…" }`.
 *
 * Server → page: `WebSocket /sandbox/events`, one {@link PageEvent} a frame, the first of them `state`.
 */
import type {
  APIApplicationCommand,
  APIApplicationCommandOptionChoice,
  APIMessage,
  APIModalInteractionResponseCallbackData,
} from 'discord-api-types/v10';

/** Someone who can be played on the page. */
export interface Person {
  id: string;
  name: string;
  /** Has Manage Server. */
  manager: boolean;
  /** Ids, without @everyone's. */
  roles: string[];
  /** Has the application installed for themselves, and so brings it along to where the bot is not. */
  installed: boolean;
}

/** A channel of the sandbox's server, of one that the bot is not in, or direct messages with one of its people. */
export interface PageChannel {
  id: string;
  name: string;
  kind: 'text' | 'announcement' | 'thread' | 'direct';
  /** Of a thread. */
  parentId?: string;
  /** Who alone sees it: of direct messages. */
  personId?: string;
  /** The name of its server, where that is one that the bot is not in. */
  elsewhere?: string;
  topic?: string;
  botCanPost: boolean;
}

/** A message as Discord's REST API gives it. `onlyFor` is the person who alone sees it (an ephemeral answer). */
export interface PageMessage extends APIMessage {
  onlyFor?: string;
}

/** Where the clock of the sandbox stands: `now` in ISO 8601 UTC, `ahead` of the machine's by so many seconds. */
export interface ClockState {
  now: string;
  ahead: number;
}

/** All that the page needs to draw itself. */
export interface PageState {
  bot: { id: string; name: string; connected: boolean };
  guild: { id: string; name: string };
  channels: PageChannel[];
  /** Those of the server, @everyone among them. */
  roles: { id: string; name: string }[];
  people: Person[];
  /** As the bot registered them, with localizations. */
  commands: APIApplicationCommand[];
  /** Oldest first, of all channels. */
  messages: PageMessage[];
  clock: ClockState;
  /** The latest of the bot's requests, oldest first. */
  requests: RequestLine[];
}

/** A request that the bot made, without what it said. */
export interface RequestLine {
  id: number;
  method: string;
  /** Without `/api/v10` and query, and without tokens. */
  path: string;
  /** 0 where the connection was cut, or hangs. */
  status: number;
  /** When it came, in ISO 8601 UTC by the machine's clock. */
  at: string;
  /** Milliseconds until it was answered. */
  took: number;
}

/** What a request said. */
export interface RequestDetails {
  query: string;
  body: unknown;
  /** Names of the files that came with it. */
  files: string[];
}

/** What a person says in a channel. */
export interface MessageRequest {
  personId: string;
  channelId: string;
  /** 1 to 2,000 characters. */
  content: string;
}

/** What the server tells the page. */
export type PageEvent =
  | { type: 'state'; state: PageState }
  /** A message is new, or changed where its id is known. */
  | { type: 'message'; message: PageMessage }
  | { type: 'message-gone'; channelId: string; id: string }
  /** The bot opened a modal for this person. */
  | {
      type: 'modal';
      personId: string;
      channelId: string;
      interactionId: string;
      modal: APIModalInteractionResponseCallbackData;
    }
  /** The bot gave its first answer, other than a modal or choices: told after the message, where there is one. */
  | { type: 'acknowledged'; personId: string; interactionId: string }
  /** The bot let Discord's three seconds pass; the person sees why. */
  | { type: 'failed'; personId: string; channelId: string; interactionId: string; reason: string }
  | { type: 'commands'; commands: APIApplicationCommand[] }
  | { type: 'bot'; connected: boolean }
  | { type: 'clock'; clock: ClockState }
  | { type: 'request'; request: RequestLine };

/** An option as a person filled it in, nested for subcommands. */
export interface OptionInput {
  name: string;
  /** Of Discord's ApplicationCommandOptionType. */
  type: number;
  value?: string | number | boolean;
  options?: OptionInput[];
  /** The one that is being typed, in an autocomplete. */
  focused?: boolean;
}

/** A component of a submitted modal, flattened: what stands in it by its custom_id. */
export interface ModalField {
  custom_id: string;
  /** Of Discord's ComponentType. */
  type: number;
  /** A text input's, a radio group's or a checkbox's. */
  value?: string | boolean;
  /** A select's or a checkbox group's. */
  values?: string[];
}

/** What a person does. `locale` is Discord's locale code of that person's client. */
export type InteractionRequest = { personId: string; channelId: string; locale: string } & (
  | {
      type: 'command' | 'autocomplete';
      commandId: string;
      options: OptionInput[];
      /** The message in whose menu the command stands. */
      targetId?: string;
    }
  | {
      type: 'component';
      messageId: string;
      componentType: number;
      customId: string;
      /** A select's choice. */
      values?: string[];
    }
  /** `interactionId` is that of the `modal` event. */
  | { type: 'modal'; interactionId: string; customId: string; fields: ModalField[] }
);

/** Answered at once for all but autocomplete, which waits for the bot's choices (`failed` when it was too slow). */
export interface InteractionAnswer {
  interactionId: string;
  choices?: APIApplicationCommandOptionChoice[];
  failed?: string;
}

/** Set the clock to an instant (ISO 8601), or move it on by so many seconds. */
export type ClockRequest = { to: string } | { by: number };
