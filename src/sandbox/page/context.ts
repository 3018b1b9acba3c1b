/** What every part of the page may ask for: who is at it, where, in which language, and how to act. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type {
  InteractionAnswer,
  ModalField,
  OptionInput,
  PageChannel,
  PageMessage,
  PageState,
  Person,
} from '../protocol.ts';
import type { Uploads } from './connection.ts';
import type { LocalEvent, OpenModal, View } from './state.ts';
import type { TimeContext } from './times.ts';
import type { Language, Words } from './words.ts';

/** A command as it is sent. */
export interface CommandCall {
  readonly commandId: string;
  /** As people read it, with its slash. */
  readonly line: string;
  readonly options: OptionInput[];
}

/** What a person can do. Nothing rejects: what went wrong comes as a sentence. */
export interface Actions {
  openChannel(id: string): void;
  /** Puts a slash command, named with its subcommand's name, before the person to fill in. */
  openCommand(path: string): void;
  /** Writes a message. Resolves with the sentence of a refusal, or with nothing. */
  say(content: string): Promise<string | undefined>;
  /** Uses a command of a message's menu. */
  menu(message: PageMessage, commandId: string, name: string): void;
  /** Resolves with the sentence of a refusal, or with nothing. */
  command(call: CommandCall, uploads: Uploads): Promise<string | undefined>;
  autocomplete(commandId: string, options: OptionInput[]): Promise<InteractionAnswer>;
  component(message: PageMessage, customId: string, componentType: number, values?: string[]): void;
  submitModal(modal: OpenModal, fields: ModalField[], uploads: Uploads): void;
}

/** The page as it stands. */
export interface Page {
  readonly view: View;
  readonly server: PageState;
  readonly person: Person;
  readonly channel: PageChannel;
  readonly locale: Language;
  readonly words: Words;
  readonly time: TimeContext;
  /** The command that was last asked for by its mention; another object each time. */
  readonly wanted: { readonly path: string } | undefined;
  readonly act: Actions;
  readonly dispatch: (event: LocalEvent) => void;
}

/** Set by the application once the server's state is there. */
export const PageContext = createContext<Page | undefined>(undefined);

/** The page; only within {@link PageContext}. */
export function usePage(): Page {
  const page = useContext(PageContext);
  if (!page) throw new Error('usePage outside of PageContext');
  return page;
}
