/** Buttons and selects as a bot of another version, or nobody, ever made them. */
import { ButtonStyle, ComponentType, MessageFlags } from 'discord-api-types/v10';
import type { Sandbox, Seen } from '../../../src/sandbox/index.ts';
import type { PageMessage } from '../../../src/sandbox/protocol.ts';
import type { Random } from '../../digest/random.ts';
import { pick } from './options.ts';
import type { Actor } from './stage.ts';

/** See {@link forge}. */
export interface Forged {
  readonly customId: string;
  /** Of a select: those that it offers, the chosen one first. */
  readonly values: readonly string[] | undefined;
}

/** Discord takes nothing longer, and no half characters. */
const sendable = (text: string) => [...text.toWellFormed()].slice(0, 100).join('').trim() || 'x';

/** Takes a custom_id that came up as it is (where it means something else), or as no bot would write it. */
export function forge(random: Random, customIds: readonly string[], strange: readonly string[]): Forged {
  const drafts = customIds.filter((id) => /^v1:(mend|anyway|import):/.test(id));
  const pool = drafts.length > 0 && random.chance(0.5) ? drafts : [...customIds, 'v1:open:hyperchain'];
  const known = pick(random, pool);
  const fields = known.split(':');
  const at = random.between(0, fields.length - 1);
  const forged = pick(random, [
    ...Array.from({ length: 5 }, () => known),
    known.slice(0, random.between(1, 100)),
    ['v2', ...fields.slice(1)].join(':'),
    fields.with(at, pick(random, strange)).join(':'),
    fields.with(at, pick(random, strange)).join(':'),
    [...fields, pick(random, strange)].join(':'),
    fields.slice(0, -1).join(':'),
    pick(random, ['v0:open:x', 'v1', 'v1:', ':::', 'v1:__proto__:x', 'v1:mend:', 'v1:undo:x', 'x']),
  ]);
  const values = random.chance(0.3) ? [...new Set([sendable(pick(random, strange)), 'x'])] : undefined;
  return { customId: sendable(forged), values };
}

/** Posts it as the bot where someone is, and has them use it; `posted` is told of the message. */
export async function useForged(
  { apiUrl, token }: Sandbox,
  { seat, channelId }: Actor,
  { customId, values }: Forged,
  posted: (message: PageMessage) => void,
): Promise<Seen> {
  const control = values
    ? {
        type: ComponentType.StringSelect,
        custom_id: customId,
        options: values.map((value) => ({ value, label: 'x' })),
      }
    : { type: ComponentType.Button, style: ButtonStyle.Secondary, custom_id: customId, label: 'x' };
  const response = await fetch(`${apiUrl}/v10/channels/${channelId}/messages`, {
    method: 'POST',
    headers: { authorization: `Bot ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      flags: MessageFlags.IsComponentsV2,
      components: [{ type: ComponentType.ActionRow, components: [control] }],
    }),
  });
  const message = (await response.json()) as PageMessage;
  if (!response.ok) throw new Error(`not forged: ${JSON.stringify(message)}`);
  posted(message);
  return values ? seat.select(message, customId, values.slice(0, 1)) : seat.click(message, customId);
}
