import { randomBytes } from 'node:crypto';
import { DiscordAPIError, RESTJSONErrorCodes } from 'discord.js';
import type { Logger } from 'pino';
import { type Answer, type Context, Fault, NotSaved, Refusal } from '../commands/command.ts';
import { StoreError } from '../data/store/error.ts';
import { language, type MessageKey } from '../views/language.ts';
import { notice } from '../views/notice.ts';
import type { MessageView } from '../views/parts.ts';
import { type Answerable, Reply } from './reply.ts';

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
  run: (show: Context['show']) => Promise<Answer>,
  { isPrivate, log }: Sending,
): Promise<void> {
  const reply = new Reply(interaction, isPrivate);
  const timer = setTimeout(() => reply.announce(), PATIENCE_MS);
  try {
    const answer = await run((view) => reply.show(view)).catch((error: unknown) =>
      alone(explain(interaction, error, log)),
    );
    // An announcement that overtakes the answer would take its place.
    clearTimeout(timer);
    await reply.finish(answer);
  } catch (error) {
    if (!(error instanceof DiscordAPIError && GONE.has(error.code))) throw error;
    log.warn({ code: error.code, interaction: interaction.id }, 'an answer came too late');
  } finally {
    clearTimeout(timer);
  }
}

const alone = (view: MessageView): Answer => ({ view, private: true, fresh: true });

/** What went wrong, as a sentence; where there is a way to try again, with it. */
function explain(interaction: Answerable, error: unknown, log: Logger): MessageView {
  const lang = language(interaction.locale);
  if (error instanceof Refusal) return notice(lang, error.key, error.values);
  if (error instanceof NotSaved) {
    const { components } = explain(interaction, error.cause, log);
    return { components: [...components, error.again] };
  }
  const reference = randomBytes(4).toString('hex');
  log.error({ err: error, reference, interaction: interaction.id }, 'a handler failed');
  return notice(lang, faultOf(error), { reference });
}

/** A file of this guild that cannot be read or written is a fault of its own. */
function faultOf(error: unknown): MessageKey {
  if (error instanceof Fault) return error.key;
  if (!(error instanceof StoreError)) return 'refusal.fault';
  if (error.applied) return 'refusal.unconfirmed';
  return error.code === 'write-failed' ? 'refusal.notSaved' : 'refusal.badFile';
}
