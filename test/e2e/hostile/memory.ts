/** What came up in a run, for people to come back to. */
import type { OpenModal, Seen } from '../../../src/sandbox/index.ts';
import type { PageMessage } from '../../../src/sandbox/protocol.ts';
import type { Actor } from './stage.ts';

/** A message as someone saw it. */
export interface SeenMessage {
  readonly actor: Actor;
  readonly message: PageMessage;
}

/** A form that someone has open. */
export interface OpenForm {
  readonly actor: Actor;
  readonly modal: OpenModal;
}

/** How many of each are kept. */
const MOST = 40;

const latest = <T>(kept: readonly T[], added: readonly T[]): T[] =>
  [...new Set([...kept, ...added])].slice(-MOST);

/** The latest of what came up. */
export class Memory {
  messages: readonly SeenMessage[] = [];
  forms: readonly OpenForm[] = [];
  /** Ids of own records, subscriptions, versions, of both servers. */
  ids: readonly string[] = [];
  /** Files that were exported, as text. */
  files: readonly string[] = [];
  customIds: readonly string[] = [];
  readonly #seen = new Set<string>();

  /** Whether this message came up before. */
  knows({ id }: PageMessage): boolean {
    return this.#seen.has(id);
  }

  /** Takes note of a message that is no answer to anybody. */
  pass({ id }: PageMessage): void {
    this.#seen.add(id);
  }

  /** Takes note of what someone sees, with the files in it. */
  note(actor: Actor, { message, modal, choices = [] }: Seen, files: readonly string[]): void {
    if (message) {
      this.pass(message);
      this.messages = latest(this.messages, [{ actor, message }]);
    }
    if (modal) this.forms = latest(this.forms, [{ actor, modal }]);
    this.files = latest(this.files, files);
    const told = JSON.stringify([message?.components ?? modal ?? [], choices]);
    const ids = [...told.matchAll(/own-[a-z0-9-]+/g)].map(([id]) => id);
    this.ids = latest(this.ids, [...ids, ...choices.map(({ value }) => String(value))]);
    const customIds = [...told.matchAll(/"custom_id":"(v1:[^"\\]+)"/g)].flatMap(([, id]) => id ?? []);
    this.customIds = latest(this.customIds, customIds);
  }
}
