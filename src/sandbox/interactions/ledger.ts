import { randomUUID } from 'node:crypto';
import type {
  APIApplicationCommandOptionChoice,
  APIMessageInteractionMetadata,
  APIModalInteractionResponseCallbackData,
  InteractionType,
} from 'discord-api-types/v10';
import { refuse } from '../errors.ts';
import type { Feed, Happening } from '../feed.ts';
import type { Snowflakes } from '../ids.ts';

/** How long an interaction waits for its first answer and how long its token lives, in milliseconds: https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-callback */
export interface Deadlines {
  answer: number;
  token: number;
}

/** Discord's own. */
export const DEADLINES: Deadlines = { answer: 3000, token: 15 * 60_000 };

/** What a person did, before it has an id. */
export interface Act {
  type: InteractionType;
  personId: string;
  channelId: string;
  /** The message whose component was used, or from which the submitted modal was opened. */
  messageId?: string;
  /** Of the option that is being typed. */
  focusedType?: number;
  metadata: (id: string) => APIMessageInteractionMetadata;
  /** A command's name, a slash command's with its subcommands. */
  name?: string;
  /** Whether the command is one of a message's menu. */
  ofMenu?: boolean;
}

/** Choices for what is being typed, or why there are none. */
export type Suggestions = { choices: APIApplicationCommandOptionChoice[] } | { failed: string };

/** An interaction and how far its answer has come. */
export interface Interaction extends Act {
  id: string;
  token: string;
  state: 'waiting' | 'acknowledged' | 'late';
  /** When its token dies, on the sandbox's real clock. */
  deadline: number;
  timer: NodeJS.Timeout;
  /** The message that `@original` names: the answer, or the message that a component stands in. */
  originalId?: string;
  /** The modal that the bot opened for it. */
  modal?: APIModalInteractionResponseCallbackData;
  suggest?: (suggestions: Suggestions) => void;
}

/** All interactions whose token lives, and the deadlines that they are under. */
export class Ledger {
  readonly #feed: Feed<Happening>;
  readonly #ids: Snowflakes;
  readonly #deadlines: Deadlines;
  readonly #time: () => number;
  readonly #byId = new Map<string, Interaction>();
  readonly #byToken = new Map<string, Interaction>();

  /** @param time milliseconds that only ever rise */
  constructor(feed: Feed<Happening>, ids: Snowflakes, deadlines: Deadlines, time: () => number) {
    this.#feed = feed;
    this.#ids = ids;
    this.#deadlines = deadlines;
    this.#time = time;
  }

  /** Start an interaction's clock. */
  open(act: Act): Interaction {
    this.#bury();
    const id = this.#ids.next();
    const interaction: Interaction = {
      ...act,
      id,
      token: randomUUID(),
      state: 'waiting',
      deadline: this.#time() + this.#deadlines.token,
      timer: setTimeout(() => this.#expire(interaction), this.#deadlines.answer),
    };
    this.#byId.set(id, interaction);
    this.#byToken.set(interaction.token, interaction);
    return interaction;
  }

  find(id: string): Interaction | undefined {
    return this.#byId.get(id);
  }

  /** The interaction that may be answered for the first time. @throws DiscordError 10062, 40060 */
  unanswered(id: string, token: string): Interaction {
    const interaction = this.#byId.get(id);
    if (interaction?.token !== token || interaction.state === 'late') throw refuse('unknownInteraction');
    if (interaction.state === 'acknowledged') throw refuse('alreadyAcknowledged');
    return interaction;
  }

  /** The first answer was good. */
  acknowledge(interaction: Interaction): void {
    clearTimeout(interaction.timer);
    interaction.state = 'acknowledged';
  }

  /** The interaction that was answered already, by its webhook's token. @throws DiscordError 10015, 50027 */
  answered(token: string): Interaction {
    const interaction = this.#byToken.get(token);
    if (interaction && interaction.deadline <= this.#time()) throw refuse('invalidToken');
    if (interaction?.state !== 'acknowledged') throw refuse('unknownWebhook');
    return interaction;
  }

  close(): void {
    for (const { timer } of this.#byId.values()) clearTimeout(timer);
  }

  #expire(interaction: Interaction): void {
    interaction.state = 'late';
    const { id, personId, channelId, suggest } = interaction;
    const reason = 'The application did not respond';
    suggest?.({ failed: reason });
    this.#feed.publish({ type: 'failed', personId, channelId, interactionId: id, reason });
  }

  /** Drops tokens that died as long ago as they lived; until then they are refused as invalid. */
  #bury(): void {
    for (const [id, { deadline, token }] of this.#byId) {
      if (deadline + this.#deadlines.token > this.#time()) break;
      this.#byId.delete(id);
      this.#byToken.delete(token);
    }
  }
}
