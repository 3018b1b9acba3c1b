import { randomBytes } from 'node:crypto';
import {
  type APIMessageTopLevelComponent,
  type ChatInputCommandInteraction,
  DiscordAPIError,
  type MessageComponentInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
  RESTJSONErrorCodes,
} from 'discord.js';
import type { Logger } from 'pino';
import { type Answer, Refusal } from '../commands/command.ts';
import { StoreError } from '../data/store/error.ts';
import { language, type MessageKey } from '../views/language.ts';
import { notice } from '../views/notice.ts';

/** An interaction that is answered with a message or a modal. */
export type Answerable = ChatInputCommandInteraction | MessageComponentInteraction | ModalSubmitInteraction;

/** Discord waits three seconds; what takes longer is announced before. */
const PATIENCE_MS = 2000;

/** Too late, or answered already: nobody is left to be told, and nothing is wrong with the bot. */
const GONE: ReadonlySet<unknown> = new Set([
  RESTJSONErrorCodes.UnknownInteraction,
  RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged,
]);

interface Sending {
  /** Whether the answer will be private, for when it must be announced before it is known. */
  readonly isPrivate: boolean;
  readonly log: Logger;
}

/** Runs a handler and sends what it gives back; a refusal or a fault becomes a private sentence. */
export async function respond(
  interaction: Answerable,
  run: () => Promise<Answer>,
  { isPrivate, log }: Sending,
): Promise<void> {
  const work = run().catch((error: unknown) => explain(interaction, error, log));
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<'late'>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, 'late');
  });
  try {
    const first = await Promise.race([work, patience]);
    if (first === 'late') {
      await interaction.deferReply(isPrivate ? { flags: MessageFlags.Ephemeral } : {});
      await sendLate(interaction, await work, isPrivate);
    } else await send(interaction, first);
  } catch (error) {
    if (!(error instanceof DiscordAPIError && GONE.has(error.code))) throw error;
    log.warn({ code: error.code, interaction: interaction.id }, 'an answer came too late');
  } finally {
    clearTimeout(timer);
  }
}

function explain(interaction: Answerable, error: unknown, log: Logger): Answer {
  const lang = language(interaction.locale);
  if (error instanceof Refusal)
    return { view: notice(lang, error.key, error.values), private: true, fresh: true };
  const reference = randomBytes(4).toString('hex');
  log.error({ err: error, reference, interaction: interaction.id }, 'a handler failed');
  return { view: notice(lang, faultOf(error), { reference }), private: true, fresh: true };
}

/** A file of this guild that cannot be read or written is a fault of its own; nothing was changed in any case. */
function faultOf(error: unknown): MessageKey {
  if (!(error instanceof StoreError)) return 'refusal.fault';
  return error.code === 'write-failed' ? 'refusal.notSaved' : 'refusal.badFile';
}

async function send(interaction: Answerable, answer: Answer): Promise<void> {
  if ('modal' in answer) {
    if (interaction.isModalSubmit()) throw new TypeError('Discord takes no modal as the answer to a modal');
    await interaction.showModal(answer.modal);
    return;
  }
  const body = bodyOf(answer);
  if (answer.fresh !== true && interaction.isMessageComponent() && ownsMessage(interaction)) {
    await interaction.update(body);
    return;
  }
  // What others asked for, or nobody did (a digest), is not changed under their eyes: one gets a copy of one's own.
  const hidden = answer.private === true || interaction.isMessageComponent();
  await interaction.reply({ ...body, flags: body.flags | (hidden ? MessageFlags.Ephemeral : 0) });
}

/** A public "thinking" cannot become private: a refusal after it takes its place as a message of its own. */
async function sendLate(interaction: Answerable, answer: Answer, isPrivate: boolean): Promise<void> {
  if ('modal' in answer) throw new TypeError('a modal must be the first answer');
  const body = bodyOf(answer);
  if (isPrivate || answer.private !== true) {
    await interaction.editReply(body);
    return;
  }
  await interaction.deleteReply();
  await interaction.followUp({ ...body, flags: body.flags | MessageFlags.Ephemeral });
}

function bodyOf({ view }: Extract<Answer, { view: unknown }>) {
  return {
    flags: MessageFlags.IsComponentsV2 as number,
    components: view.components as APIMessageTopLevelComponent[],
    allowedMentions: { parse: [] },
  };
}

/** Whether the message is this person's own: private to them, or the answer to what they asked. */
function ownsMessage({ message, user }: MessageComponentInteraction): boolean {
  return message.flags.has(MessageFlags.Ephemeral) || message.interactionMetadata?.user.id === user.id;
}
