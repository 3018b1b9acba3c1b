import {
  type APIApplicationCommand,
  type APIApplicationCommandOption,
  type APIApplicationCommandOptionChoice,
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  MessageFlags as Flag,
  ApplicationCommandType as Kind,
  ApplicationCommandOptionType as Option,
} from 'discord-api-types/v10';
import { Refusal } from './errors.ts';
import type { Happening } from './feed.ts';
import { begin, type Force, type Surroundings } from './interactions/begin.ts';
import type { Control } from './interactions/fields.ts';
import { type Node, walk } from './limits/components.ts';
import type { InteractionRequest, ModalField, OptionInput, PageMessage } from './protocol.ts';
import type { Upload } from './rest/body.ts';

/** A modal that a person has before them. `interactionId` is that of the interaction it answers. */
export interface OpenModal extends APIModalInteractionResponseCallbackData {
  interactionId: string;
}

/** What a person sees after doing something: exactly one of the first four. */
export interface Seen {
  message?: PageMessage;
  modal?: OpenModal;
  choices?: APIApplicationCommandOptionChoice[];
  /** Why there was no answer. */
  failed?: string;
  /** Nobody else sees it. */
  private: boolean;
}

/** A file that a person uploads. */
export interface PickedFile {
  filename: string;
  contentType: string;
  data: Buffer;
}

/** What a person fills in: plain values, something with an id, or files. */
export type Filled = string | number | boolean | { id: string } | readonly string[] | readonly PickedFile[];

/** Something that was made of its id, or has one. */
export type Ref = string | { id: string };

/** The id of it. */
export function idOf(ref: Ref): string {
  return typeof ref === 'string' ? ref : ref.id;
}

/** How a person does something: in which language, and whether what the client would hide is let through. */
export interface Manner extends Force {
  locale?: string;
  /** The option that is being typed; the last one unless told. */
  focused?: string;
}

/** A person in a channel, for tests: each act is a promise of what the person sees next. Refusals reject. */
export class Seat {
  readonly #around: Surroundings;
  readonly #personId: string;
  readonly #channelId: string;

  constructor(around: Surroundings, person: Ref, channel: Ref) {
    this.#around = around;
    this.#personId = idOf(person);
    this.#channelId = idOf(channel);
  }

  /** Call a command, `'digest subscribe'` for one of its subcommands. */
  command(name: string, values: Record<string, Filled> = {}, manner: Manner = {}): Promise<Seen> {
    return this.#call('command', name, values, manner);
  }

  /** Use a command in the menu of a message. */
  menu(message: Ref, name: string, manner: Manner = {}): Promise<Seen> {
    const command = this.#named(name, Kind.Message);
    if (!command) throw new Refusal(`There is no command “${name}”.`);
    return this.#act(
      {
        ...this.#who(manner),
        type: 'command',
        commandId: command.id,
        targetId: idOf(message),
        options: [],
      },
      [],
      manner,
    );
  }

  /** Type into an option and see its choices. */
  autocomplete(name: string, values: Record<string, Filled>, manner: Manner = {}): Promise<Seen> {
    return this.#call('autocomplete', name, values, manner);
  }

  /** Press the button with this custom_id or label. */
  async click(message: PageMessage, button: string, manner: Manner = {}): Promise<Seen> {
    return this.#use(message, button, undefined, manner);
  }

  /** Choose values in the select with this custom_id or placeholder. */
  async select(
    message: PageMessage,
    select: string,
    values: readonly string[],
    manner: Manner = {},
  ): Promise<Seen> {
    return this.#use(message, select, [...values], manner);
  }

  /** Send a modal, fields by custom_id or label; those left out keep what the bot put in. */
  async submit(modal: OpenModal, values: Record<string, Filled> = {}, manner: Manner = {}): Promise<Seen> {
    const uploads: Upload[] = [];
    const labelled = walk(modal.components as Node[]).flatMap(({ node }) => {
      const { label, component } = node as Node & { label?: string; component?: Control };
      return component
        ? [{ label, control: component }]
        : 'custom_id' in node
          ? [{ label, control: node as Control }]
          : [];
    });
    const controls = labelled.filter(
      ({ control, label }, index) =>
        label !== undefined || labelled.findIndex((other) => other.control === control) === index,
    );
    const names = Object.keys(values);
    const stray = names.find(
      (name) => !controls.some((found) => found.label === name || found.control.custom_id === name),
    );
    if (stray !== undefined) throw new Refusal(`The modal has no field ${stray}.`);
    const fields = controls.map(({ label, control }): ModalField => {
      const filled = values[control.custom_id] ?? (label === undefined ? undefined : values[label]);
      uploads.push(...uploadsOf(control.custom_id, filled));
      return { custom_id: control.custom_id, type: control.type, ...fill(control, filled) };
    });
    return this.#act(
      {
        ...this.#who(manner),
        type: 'modal',
        interactionId: modal.interactionId,
        customId: modal.custom_id,
        fields: [...new Map(fields.map((field) => [field.custom_id, field])).values()],
      },
      uploads,
      manner,
    );
  }

  async #call(
    type: 'command' | 'autocomplete',
    path: string,
    values: Record<string, Filled>,
    manner: Manner,
  ): Promise<Seen> {
    const [name = '', ...inner] = path.replace(/^\//, '').split(' ');
    const command = this.#named(name, Kind.ChatInput);
    if (!command) throw new Refusal(`There is no command /${name}.`);
    const focused = type === 'autocomplete' ? (manner.focused ?? Object.keys(values).at(-1)) : undefined;
    const uploads = Object.entries(values).flatMap(([key, value]) => uploadsOf(key, value));
    const options = nest(command, inner, values, focused);
    return this.#act({ ...this.#who(manner), type, commandId: command.id, options }, uploads, manner);
  }

  #named(name: string, kind: Kind): APIApplicationCommand | undefined {
    const { guildId } = this.#around.world.channel(this.#channelId);
    return this.#around.commands
      .usableIn(guildId)
      .find(({ name: other, type }) => other === name && type === kind);
  }

  #use(message: PageMessage, name: string, values: string[] | undefined, manner: Manner): Promise<Seen> {
    const now = this.#around.messages.find(message.channel_id, message.id) ?? message;
    const control = walk((now.components ?? []) as Node[])
      .map(({ node }) => node as Control & { label?: string; placeholder?: string })
      .find(
        ({ custom_id, label, placeholder }) =>
          custom_id !== undefined && [custom_id, label, placeholder].includes(name),
      );
    if (!control) throw new Refusal(`The message has no component ${name}.`);
    return this.#act(
      {
        ...this.#who(manner),
        type: 'component',
        messageId: message.id,
        componentType: control.type,
        customId: control.custom_id,
        ...(values ? { values } : {}),
      },
      [],
      manner,
    );
  }

  #who({ locale = 'en-US' }: Manner) {
    return { personId: this.#personId, channelId: this.#channelId, locale };
  }

  /** What comes is told while, or after, the act is sent: the listener stands first. */
  #act(request: InteractionRequest, uploads: readonly Upload[], manner: Manner): Promise<Seen> {
    const { feed, ledger } = this.#around;
    return new Promise((resolve, reject) => {
      let id = '';
      const stop = feed.subscribe((happening) => {
        const seen = see(happening, id, ledger.find(id)?.originalId);
        if (!seen) return;
        stop();
        resolve(seen);
      });
      try {
        const { interactionId, suggestions } = begin(this.#around, request, uploads, manner);
        id = interactionId;
        suggestions
          ?.then((suggested) => {
            stop();
            resolve({ ...suggested, private: true });
          })
          .catch(reject);
      } catch (error) {
        stop();
        reject(error);
      }
    });
  }
}

/** What a happening shows to the one who did this interaction; a deferred answer shows nothing yet. */
function see(happening: Happening, id: string, originalId: string | undefined): Seen | undefined {
  if (happening.type === 'message') {
    const { message } = happening;
    const its = message.id === originalId || message.interaction_metadata?.id === id;
    return its && !((message.flags ?? 0) & Flag.Loading)
      ? { message, private: message.onlyFor !== undefined }
      : undefined;
  }
  if (happening.type === 'modal' && happening.interactionId === id) {
    return { modal: { ...happening.modal, interactionId: id }, private: true };
  }
  if (happening.type === 'failed' && happening.interactionId === id) {
    return { failed: happening.reason, private: true };
  }
  return undefined;
}

/** Options by name, put below their subcommands. */
function nest(
  declared: APIApplicationCommand | APIApplicationCommandOption,
  path: readonly string[],
  values: Record<string, Filled>,
  focused: string | undefined,
): OptionInput[] {
  const options: readonly APIApplicationCommandOption[] = ('options' in declared && declared.options) || [];
  const [next, ...rest] = path;
  if (next !== undefined) {
    const inner = options.find(({ name }) => name === next);
    if (!inner) throw new Refusal(`There is no subcommand ${next}.`);
    return [{ name: next, type: inner.type, options: nest(inner, rest, values, focused) }];
  }
  return Object.entries(values).map(([name, value]) => {
    const type = options.find((option) => option.name === name)?.type ?? Option.String;
    const plain = typeof value === 'object' ? ('id' in value ? value.id : undefined) : value;
    return {
      name,
      type,
      ...(plain === undefined ? {} : { value: plain }),
      ...(name === focused ? { focused: true } : {}),
    };
  });
}

function uploadsOf(key: string, filled: Filled | undefined): Upload[] {
  return Array.isArray(filled)
    ? filled.flatMap((file: string | PickedFile) => (typeof file === 'string' ? [] : [{ key, ...file }]))
    : [];
}

interface Prefilled {
  value?: string;
  default?: boolean;
  default_values?: { id: string }[];
}

function fill(
  control: Control & Prefilled,
  filled: Filled | undefined,
): Pick<ModalField, 'value' | 'values'> {
  switch (control.type) {
    case ComponentType.TextInput:
      return { value: String(filled ?? control.value ?? '') };
    case ComponentType.Checkbox:
      return { value: Boolean(filled ?? control.default) };
    case ComponentType.FileUpload:
      return {};
  }
  const preset =
    control.default_values?.map(({ id }) => id) ??
    control.options?.filter((option) => option.default).map(({ value }) => value) ??
    [];
  const chosen =
    filled === undefined
      ? preset
      : (Array.isArray(filled) ? filled : [filled]).map((one: Ref | number | boolean) =>
          typeof one === 'object' ? one.id : String(one),
        );
  if (control.type !== ComponentType.RadioGroup) return { values: chosen };
  return chosen[0] === undefined ? {} : { value: chosen[0] };
}
