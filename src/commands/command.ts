/** What a command is made of. It reads top to bottom: declaration with its options, then the handlers. */
import type {
  APIModalInteractionResponseCallbackData,
  ApplicationCommandOptionType,
} from 'discord-api-types/v10';
import type { Library } from '../data/library.ts';
import type { GuildSettings } from '../data/store/guild-format.ts';
import type { LeapDay } from '../data/timeline.ts';
import type { CustomId } from '../views/custom-id.ts';
import type { Language, MessageKey, MessageValues } from '../views/language.ts';
import type { ButtonRow, MessageView } from '../views/parts.ts';
import type { Services } from './services.ts';

/** Who asks, where, and what they may see. */
export interface Context {
  readonly lang: Language;
  /** The interaction's snowflake. */
  readonly interactionId: string;
  readonly userId: string;
  /** The server the bot is a member of; undefined elsewhere, where only the catalogue answers. */
  readonly guildId: string | undefined;
  /** That server's name. */
  readonly guildName: string | undefined;
  readonly channelId: string;
  /** Whether they have Manage Server here. */
  readonly manages: boolean;
  /** Whether they may change this server's records: they manage it, or have its editors' role. */
  readonly edits: boolean;
  /** What this server has chosen for itself. */
  readonly settings: GuildSettings;
  /** Shows the one who asked how far the work has come, now and then; the answer takes its place. */
  show(view: MessageView): void;
  /** Whether their mention of a role in a channel of this server reaches those who have it. */
  canPing(channelId: string, roleId: string): boolean;
  readonly library: Library;
  readonly now: Date;
  readonly services: Services;
}

/** The zone that the server tells dates in. */
export const zoneOf = ({ settings, services }: Context): string =>
  settings.timeZone ?? services.config.timeZone;

/** Where the server tells 29 February in common years. */
export const leapDayOf = ({ settings, services }: Context): LeapDay =>
  settings.leapDay ?? services.config.digest.leapDay;

/** What a handler gives back; whoever routes interactions sends it. */
export type Answer =
  | {
      readonly view: MessageView;
      /** Only the one who asked sees it. */
      readonly private?: boolean;
      /** On a component: a message of its own instead of taking the place of the one with the component. */
      readonly fresh?: boolean;
      /** On a component of one's own message: a message of its own that everybody in the channel sees. */
      readonly shared?: boolean;
    }
  | { readonly modal: APIModalInteractionResponseCallbackData };

/** Bad input, or something that is not allowed: told privately as a sentence of the message files. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly key: MessageKey;
  readonly values: MessageValues;
  constructor(key: MessageKey, values: MessageValues = {}) {
    super(key);
    this.key = key;
    this.values = values;
  }
}

/**
 * A change that was not made, with the buttons to try it again from what is kept. The cause says why: a
 * {@link Refusal}, or a fault.
 */
export class NotSaved extends Error {
  override readonly name = 'NotSaved';
  readonly again: ButtonRow;
  constructor(cause: unknown, again: ButtonRow) {
    super('not saved', { cause });
    this.again = again;
  }
}

/** A fault that is told in words of its own, which have a `reference`; the cause is for the operator's log. */
export class Fault extends Error {
  override readonly name = 'Fault';
  readonly key: MessageKey;
  constructor(key: MessageKey, cause: unknown) {
    super(key, { cause });
    this.key = key;
  }
}

/** A file that a person attached: its name, how large it is said to be (in bytes), and where it is. */
export interface AttachedFile {
  readonly name: string;
  readonly size: number;
  readonly url: string;
}

/** What Discord hands over for an option before it is read. */
export type RawValue = string | number | boolean | AttachedFile;

/** Discord shows no more choices. https://docs.discord.com/developers/interactions/application-commands */
export const MAX_CHOICES = 25;

/** A choice of an autocomplete, as Discord shows it. */
export interface Choice {
  readonly name: string;
  readonly value: string;
}

/** The options that were given, by name, before they are read. */
export type Given = ReadonlyMap<string, RawValue>;

/** An option of a command: what Discord is told of it, and how what was given is read. */
export interface Option<out T = unknown> {
  readonly type: ApplicationCommandOptionType;
  readonly required: boolean;
  /** What Discord checks by itself: lengths, ranges, channel types. */
  readonly limits?: Readonly<Record<string, unknown>>;
  /** Fixed choices, with the name of the words for each. */
  readonly choices?: readonly { readonly value: string; readonly key: MessageKey }[];
  /** Choices while typing; the first {@link MAX_CHOICES} are shown. */
  suggest?(context: Context, typed: string, others: Given): readonly Choice[] | Promise<readonly Choice[]>;
  /** Gives what the handler takes. Throws a {@link Refusal}. */
  read(raw: RawValue | undefined, context: Context): T;
}

/** Options by name, in the order in which Discord shows them. */
export type Options = Readonly<Record<string, Option>>;

/** What a handler gets for its options. */
export type ValuesOf<O extends Options> = {
  readonly [K in keyof O]: O[K] extends Option<infer T> ? T : never;
};

type Reply = Answer | Promise<Answer>;

/** Something that can be run: a command without subcommands, or one subcommand. */
export interface Action<O extends Options = Options> {
  readonly options: O;
  /** Where it is another than the command's. */
  readonly access?: Access;
  run(context: Context, values: ValuesOf<O>): Reply;
}

/** What comes back from a message: a button or select that was used, or a modal that was submitted. */
export interface Callback<F extends string = string> {
  readonly id: CustomId<F>;
  /** Where it is another than the command's. */
  readonly access?: Access;
  run(context: Context, state: Readonly<Record<F, string>>, input: CallbackInput): Reply;
}

/** What a person chose in a select, or wrote into a modal's fields by their custom_id. */
export interface CallbackInput {
  readonly values: readonly string[];
  readonly fields: ReadonlyMap<string, string>;
}

/**
 * Who may use a command: everyone, anywhere; or, in a server the bot is in, those with Manage Server, or they and
 * those with the editors' role.
 */
export type Access = 'everyone' | 'editors' | 'managers';

/** A slash command with all that comes back from its messages. */
export interface Command {
  readonly name: string;
  readonly access: Access;
  /** Either one action, or one for each subcommand. */
  readonly action: Action | Readonly<Record<string, Action>>;
  readonly callbacks?: readonly Callback[];
}

/** Commands that belong together, with the name of the words for them all. */
export interface CommandGroup {
  readonly key: MessageKey;
  readonly commands: readonly Command[];
}

/** A command in the menu of a message ("Apps"), for everyone, anywhere. */
export interface MessageCommand {
  /** Names the words that are its name in each language. */
  readonly key: MessageKey;
  /** Gets all that people read in the message, a line each; empty where it has no words. */
  run(context: Context, text: string): Reply;
}

/** Gives an action's handler the types of its options. */
export function defineAction<const O extends Options>(action: Action<O>): Action<O> {
  return action;
}

/** Gives a callback's handler the types of its state. */
export function defineCallback<F extends string>(
  id: CustomId<F>,
  run: Callback<F>['run'],
  access?: Access,
): Callback<F> {
  return { id, run, ...(access ? { access } : {}) };
}

/** Whether a command runs by itself rather than through subcommands. */
export function isAction(action: Command['action']): action is Action {
  return typeof action['run'] === 'function';
}
