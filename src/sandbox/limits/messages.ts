import {
  type APIMessage,
  MessageFlags as Flag,
  type RESTPostAPIChannelMessageJSONBody,
} from 'discord-api-types/v10';
import * as z from 'zod';
import { invalidForm, refuse } from '../errors.ts';
import type { Upload } from '../rest/body.ts';
import { layout, rows } from './components.ts';
import { embeds } from './embeds.ts';
import { accept, flags, issue, list, snowflake, text } from './form.ts';

/**
 * Which mentions in a text take effect. A kind is parsed, or listed by id, never both.
 * https://discord.com/developers/docs/resources/message#allowed-mentions-object
 */
const allowedMentions = z
  .object({
    parse: z.array(z.enum(['roles', 'users', 'everyone'])).nullish(),
    roles: list(snowflake, 0, 100).nullish(),
    users: list(snowflake, 0, 100).nullish(),
    replied_user: z.boolean().nullish(),
  })
  .superRefine((mentions, ctx) => {
    for (const kind of ['roles', 'users'] as const) {
      if (mentions.parse?.includes(kind) && mentions[kind]?.length) {
        ctx.addIssue(
          issue(
            [],
            'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
            `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`,
          ),
        );
      }
    }
  });

/** https://discord.com/developers/docs/resources/message#create-message-jsonform-params */
const message = z.object({
  content: text(0, 2000).nullish(),
  nonce: z.union([z.int(), text(0, 25)]).nullish(),
  enforce_nonce: z.boolean().nullish(),
  tts: z.boolean().nullish(),
  embeds: embeds.nullish(),
  allowed_mentions: allowedMentions.nullish(),
  components: z.array(z.unknown()).nullish(),
  attachments: list(
    z.object({
      id: z.union([z.int(), snowflake]).transform(String),
      filename: text(1, 1024).optional(),
      description: text(0, 1024).nullish(),
    }),
    0,
    10,
  ).nullish(),
  flags,
  message_reference: z.object({ message_id: snowflake, channel_id: snowflake.optional() }).nullish(),
});

/** Text and embeds are off in a message of components: https://discord.com/developers/docs/components/using-message-components#making-use-of-components-v2 */
const LEGACY = ['content', 'embeds'] as const;

/** A message's body that passed. */
export type MessageBody = Omit<RESTPostAPIChannelMessageJSONBody, 'attachments'> & {
  attachments?: { id: string; filename?: string; description?: string | null }[] | null;
};

/**
 * Check the body of a message that is created, or edited where `previous` is handed in.
 * @throws DiscordError 50035, or 50006 for a message that would show nothing
 */
export function acceptMessage(
  body: unknown,
  files: readonly Upload[],
  previous?: APIMessage,
  path: PropertyKey[] = [],
): MessageBody {
  const accepted = accept<MessageBody>(message, body ?? {}, path);
  const v2 = Boolean(((accepted.flags ?? 0) | (previous?.flags ?? 0)) & Flag.IsComponentsV2);
  const components = accepted.components ?? undefined;
  if (components) accepted.components = accept(v2 ? layout : rows, components, [...path, 'components']);
  const issues: { path: PropertyKey[]; error: { code: string; message: string } }[] = [];
  if (files.length > 10) {
    issues.push({
      path: ['attachments'],
      error: { code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 10 or fewer in length.' },
    });
  }
  for (const field of v2 ? LEGACY : []) {
    if (!(accepted[field] ?? (accepted[field] === null ? [] : previous?.[field]) ?? []).length) continue;
    issues.push({
      path: [field],
      error: {
        code: 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
        message: `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
      },
    });
  }
  if (issues.length > 0)
    throw invalidForm(issues.map((found) => ({ ...found, path: [...path, ...found.path] })));
  const shown = (['content', 'embeds', 'components', 'attachments'] as const).some((field) => {
    const value = accepted[field] === undefined ? previous?.[field] : accepted[field];
    return typeof value === 'string' ? value.trim() !== '' : Boolean(value?.length);
  });
  if (!shown && files.length === 0) throw refuse('empty');
  return accepted;
}
