import { refuse } from '../errors.ts';
import { FIXED } from '../ids.ts';
import { answer, change, followUp, placeOf, visible } from '../interactions/answer.ts';
import type { Surroundings } from '../interactions/begin.ts';
import type { Interaction } from '../interactions/ledger.ts';
import type { PageMessage } from '../protocol.ts';
import { type Call, NO_CONTENT, ok, type Route } from './router.ts';

/**
 * Answers to interactions; the token in the path is the credential.
 * https://discord.com/developers/docs/interactions/receiving-and-responding#endpoints
 */
export function interactionRoutes(around: Surroundings): Route[] {
  const { ledger, messages } = around;

  const known = (application: string, token: string): Interaction => {
    if (application !== FIXED.application) throw refuse('unknownWebhook');
    return ledger.answered(token);
  };

  /** A message that this interaction made, or that its component stands in. */
  const message = (interaction: Interaction, id: string): PageMessage => {
    const wanted = id === '@original' ? interaction.originalId : id;
    const found = messages.find(interaction.channelId, wanted ?? '');
    const its =
      found && (found.id === interaction.originalId || found.interaction_metadata?.id === interaction.id);
    if (!its) throw refuse('unknownMessage');
    return found;
  };

  const acknowledge = (call: Call, id: string, token: string) => {
    const response = answer(around, id, token, call.body, call.files);
    return call.query.get('with_response') === 'true' ? ok(response) : NO_CONTENT;
  };

  const create = (call: Call, application: string, token: string) =>
    ok(visible(followUp(around, known(application, token), call.body, call.files)));

  const get = (_call: Call, application: string, token: string, id: string) =>
    ok(visible(message(known(application, token), id)));

  const edit = (call: Call, application: string, token: string, id: string) => {
    const interaction = known(application, token);
    return ok(visible(change(around, interaction, message(interaction, id), call.body, call.files)));
  };

  const remove = (_call: Call, application: string, token: string, id: string) => {
    const interaction = known(application, token);
    messages.delete(placeOf(around, interaction), message(interaction, id));
    return NO_CONTENT;
  };

  const one = '/webhooks/:/:/messages/:';
  return [
    { method: 'POST', pattern: '/interactions/:/:/callback', handler: acknowledge },
    { method: 'POST', pattern: '/webhooks/:/:', handler: create },
    { method: 'GET', pattern: one, handler: get },
    { method: 'PATCH', pattern: one, handler: edit },
    { method: 'DELETE', pattern: one, handler: remove },
  ].map((route) => ({ ...route, open: true }));
}
