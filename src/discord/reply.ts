import { setTimeout as sleep } from 'node:timers/promises';
import {
  type APIMessageTopLevelComponent,
  type ChatInputCommandInteraction,
  type MessageComponentInteraction,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
} from 'discord.js';
import type { Answer } from '../commands/command.ts';
import { language } from '../views/language.ts';
import { notice } from '../views/notice.ts';
import type { MessageView } from '../views/parts.ts';

/** An interaction that is answered with a message or a modal. */
export type Answerable =
  | ChatInputCommandInteraction
  | MessageContextMenuCommandInteraction
  | MessageComponentInteraction
  | ModalSubmitInteraction;

type MessageAnswer = Extract<Answer, { view: unknown }>;

/** How long work goes on before it is shown how far it has come, and how often that is shown, in milliseconds. */
const PACE = { first: 1000, next: 1500 } as const;

/**
 * The answer to one interaction on its way: at once where it comes in time; else it is announced, and put in the place
 * of the announcement.
 */
export class Reply {
  readonly #interaction: Answerable;
  readonly #isPrivate: boolean;
  readonly #end = new AbortController();
  #announced: Promise<unknown> | undefined;
  #next: MessageView | undefined;
  #showing: Promise<void> | undefined;
  #hasShown = false;

  /** `isPrivate`: whether the answer will be, for when it must be announced before it is known. */
  constructor(interaction: Answerable, isPrivate: boolean) {
    this.#interaction = interaction;
    this.#isPrivate = isPrivate;
  }

  /** Tells Discord that the answer takes longer than the three seconds it waits. */
  announce(): Promise<unknown> {
    const interaction = this.#interaction;
    this.#announced ??= this.#updates
      ? (interaction as MessageComponentInteraction).deferUpdate()
      : interaction.deferReply(this.#isPrivate ? { flags: MessageFlags.Ephemeral } : {});
    // Whoever sends the answer hears of it.
    this.#announced.catch(() => undefined);
    return this.#announced;
  }

  /** Shows how far the work has come: the latest only, and no more often than people can read. */
  show(view: MessageView): void {
    this.#next = view;
    this.#showing ??= this.#keepShowing().catch(() => undefined);
  }

  /** Sends the answer. Rejects with Discord's error. */
  async finish(answer: Answer): Promise<void> {
    this.#end.abort();
    await this.#showing;
    if (this.#announced === undefined) await this.#send(answer);
    else {
      await this.#announced;
      await this.#sendLate(answer);
    }
  }

  async #keepShowing(): Promise<void> {
    const { signal } = this.#end;
    await sleep(PACE.first, undefined, { signal });
    await this.announce();
    for (;;) {
      const view = this.#next;
      this.#next = undefined;
      if (view) {
        await this.#interaction.editReply(bodyOf({ view }));
        this.#hasShown = true;
      }
      await sleep(PACE.next, undefined, { signal });
    }
  }

  async #send(answer: Answer): Promise<void> {
    const interaction = this.#interaction;
    if ('modal' in answer) {
      if (interaction.isModalSubmit()) throw new TypeError('Discord takes no modal as the answer to a modal');
      await interaction.showModal(answer.modal);
      return;
    }
    const body = bodyOf(answer);
    const isOfItsOwn = answer.fresh === true || answer.shared === true;
    if (!isOfItsOwn && interaction.isMessageComponent() && this.#updates) {
      await interaction.update(body);
      return;
    }
    // What others asked for, or nobody did (a digest), is not changed under their eyes: one gets a copy of one's own.
    const hidden = answer.private === true || (interaction.isMessageComponent() && answer.shared !== true);
    await interaction.reply({ ...body, flags: body.flags | (hidden ? MessageFlags.Ephemeral : 0) });
  }

  /** A public "thinking" cannot become private: a refusal after it takes its place as a message of its own. */
  async #sendLate(answer: Answer): Promise<void> {
    const interaction = this.#interaction;
    // Discord takes a modal as the first answer only; the next try will be quicker.
    const tooLate: MessageAnswer = {
      view: notice(language(interaction.locale), 'refusal.tooSlow'),
      private: true,
    };
    const told = 'modal' in answer ? tooLate : answer;
    const body = bodyOf(told);
    const itself = { ...body, flags: body.flags | MessageFlags.Ephemeral };
    if (this.#updates) {
      // What was shown on the way does not stay.
      if (told.shared === true) await interaction.followUp(body);
      else if (told.fresh === true && !this.#hasShown) await interaction.followUp(itself);
      else await interaction.editReply(body);
    } else if (this.#isPrivate || told.private !== true) await interaction.editReply(body);
    else {
      await interaction.deleteReply();
      await interaction.followUp(itself);
    }
  }

  /** Whether the answer may take the place of the message whose button or select was used. */
  get #updates(): boolean {
    const interaction = this.#interaction;
    return interaction.isMessageComponent() && ownsMessage(interaction);
  }
}

function bodyOf({ view }: Pick<MessageAnswer, 'view'>) {
  return {
    flags: MessageFlags.IsComponentsV2 as number,
    components: view.components as APIMessageTopLevelComponent[],
    files: (view.files ?? []).map(({ name, data }) => ({ name, attachment: data })),
    // Of a message that is changed, no file stays that is not among these.
    attachments: [],
    allowedMentions: { parse: [] },
  };
}

/** Whether the message is this person's own: private to them, or the answer to what they asked. */
function ownsMessage({ message, user }: MessageComponentInteraction): boolean {
  return message.flags.has(MessageFlags.Ephemeral) || message.interactionMetadata?.user.id === user.id;
}
