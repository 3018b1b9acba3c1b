import {
  type APIAttachment,
  type APIEmbed,
  type APIMessage,
  type APIMessageTopLevelComponent,
  EmbedType,
  MessageFlags as Flag,
} from 'discord-api-types/v10';
import { invalidForm } from '../errors.ts';
import { type Node, walk } from '../limits/components.ts';
import type { MessageBody } from '../limits/messages.ts';
import type { Upload } from '../rest/body.ts';
import type { Files } from './files.ts';

/** What a message shows. */
export type Content = Required<
  Pick<APIMessage, 'content' | 'embeds' | 'components' | 'attachments' | 'flags'>
>;

/** The flags that a bot may set when it creates a message: https://discord.com/developers/docs/resources/message#create-message */
const SETTABLE = Flag.SuppressEmbeds | Flag.SuppressNotifications | Flag.IsComponentsV2;

/**
 * What a message shows after a body was applied to it: fields that are left out stay, attachments that are not
 * listed go where a list is given. https://discord.com/developers/docs/resources/message#edit-message
 * @throws DiscordError 50035 for an attachment that there is not
 */
export function compose(
  body: MessageBody,
  uploads: readonly Upload[],
  files: Files,
  previous?: APIMessage,
): Content {
  const attachments = attach(body, uploads, files, previous?.attachments ?? []);
  const flags = (body.flags ?? 0) & SETTABLE;
  const kept = (previous?.flags ?? 0) & ~(body.flags === undefined ? 0 : Flag.SuppressEmbeds) & ~Flag.Loading;
  return {
    attachments,
    flags: flags | kept,
    content: (body.content === undefined ? previous?.content : body.content)?.trim() ?? '',
    embeds:
      body.embeds === undefined ? (previous?.embeds ?? []) : finishEmbeds(body.embeds ?? [], attachments),
    components:
      body.components === undefined
        ? (previous?.components ?? [])
        : finishComponents((body.components ?? []) as APIMessageTopLevelComponent[], attachments),
  };
}

/** The words of a message that can mention somebody. */
export function textOf(content: Pick<Content, 'content' | 'components'>): string {
  const texts = walk(content.components as Node[]).flatMap(({ node }) => node.content ?? []);
  return [content.content, ...texts].join('\n');
}

function attach(
  body: MessageBody,
  uploads: readonly Upload[],
  files: Files,
  previous: readonly APIAttachment[],
): APIAttachment[] {
  const listed = body.attachments ?? (body.attachments === null ? [] : undefined);
  const kept = listed
    ? previous.flatMap((old) => {
        const entry = listed.find(({ id }) => id === old.id);
        return entry ? { ...old, ...(entry.description ? { description: entry.description } : {}) } : [];
      })
    : previous;
  for (const [index, { id }] of (listed ?? []).entries()) {
    if (previous.some((old) => old.id === id) || uploads.some(({ key }) => key === id)) continue;
    throw missing(['attachments', index, 'id'], id);
  }
  return [
    ...kept,
    ...uploads.map((upload) =>
      files.keep(
        upload,
        listed?.find(({ id }) => id === upload.key),
      ),
    ),
  ];
}

function finishEmbeds(embeds: readonly APIEmbed[], attachments: readonly APIAttachment[]): APIEmbed[] {
  return embeds.map((embed, index) => {
    const settle = <T extends { url: string }>(picture: T | null | undefined, field: string) =>
      picture
        ? { [field]: { ...picture, ...resolve(picture.url, attachments, ['embeds', index, field, 'url']) } }
        : {};
    return {
      ...embed,
      type: EmbedType.Rich,
      ...settle(embed.image, 'image'),
      ...settle(embed.thumbnail, 'thumbnail'),
    };
  });
}

/** Numbers the components that carry none and puts addresses in place of attachment://. https://discord.com/developers/docs/components/reference#anatomy-of-a-component */
function finishComponents(
  components: APIMessageTopLevelComponent[],
  attachments: readonly APIAttachment[],
): APIMessageTopLevelComponent[] {
  const own = structuredClone(components);
  const all = walk(own as Node[]);
  const taken = new Set(all.map(({ node }) => node.id));
  let next = 1;
  for (const { node, path } of all) {
    if (!node.id) {
      while (taken.has(next)) next += 1;
      node.id = next;
      next += 1;
    }
    const held = node as Node & {
      media?: { url: string };
      file?: { url: string };
      items?: { media: { url: string } }[];
    };
    for (const media of [held.media, held.file, ...(held.items ?? []).map((item) => item.media)]) {
      if (media) Object.assign(media, resolve(media.url, attachments, ['components', ...path]));
    }
  }
  return own;
}

function resolve(url: string, attachments: readonly APIAttachment[], path: PropertyKey[]): object {
  if (!url.startsWith('attachment://')) return { url, proxy_url: url };
  const name = url.slice('attachment://'.length);
  const found = attachments.find(({ filename }) => filename === name);
  if (!found) throw missing(path, name);
  return {
    url: found.url,
    proxy_url: found.proxy_url,
    ...(found.width && found.height ? { width: found.width, height: found.height } : {}),
    ...(found.content_type ? { content_type: found.content_type } : {}),
    attachment_id: found.id,
  };
}

function missing(path: PropertyKey[], name: string): Error {
  return invalidForm([
    {
      path,
      error: {
        code: 'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
        message: `The referenced attachment '${name}' was not found.`,
      },
    },
  ]);
}
