import { ComponentType as Type } from 'discord-api-types/v10';
import * as z from 'zod';
import { actionRow, base, button } from './controls.ts';
import { duplicates, fault, issue, lengthOf, list, text, url } from './form.ts';

/**
 * What a message is laid out with, each form a statement of its section in
 * https://discord.com/developers/docs/components/reference
 */

/** https://discord.com/developers/docs/components/reference#text-display */
export const textDisplay = z.object({
  ...base,
  type: z.literal(Type.TextDisplay),
  content: text(1, 4000),
});

const media = z.object({ url: url('attachment') });
const described = { media, description: text(0, 1024).nullish(), spoiler: z.boolean().optional() };

/** https://discord.com/developers/docs/components/reference#thumbnail */
const thumbnail = z.object({ ...base, type: z.literal(Type.Thumbnail), ...described });

/** One to three texts beside one accessory: https://discord.com/developers/docs/components/reference#section */
const section = z.object({
  ...base,
  type: z.literal(Type.Section),
  components: list(z.discriminatedUnion('type', [textDisplay]), 1, 3),
  accessory: z.discriminatedUnion('type', [button, thumbnail]),
});

/** One to ten pictures: https://discord.com/developers/docs/components/reference#media-gallery */
const mediaGallery = z.object({
  ...base,
  type: z.literal(Type.MediaGallery),
  items: list(z.object(described), 1, 10),
});

/** An upload, shown as a file: https://discord.com/developers/docs/components/reference#file */
const file = z.object({
  ...base,
  type: z.literal(Type.File),
  file: z.object({
    url: z
      .string()
      .refine(
        (value) => value.startsWith('attachment://'),
        fault('URL_TYPE_INVALID_URL', 'Only attachment:// is allowed here.'),
      ),
  }),
  spoiler: z.boolean().optional(),
});

/** https://discord.com/developers/docs/components/reference#separator */
const separator = z.object({
  ...base,
  type: z.literal(Type.Separator),
  divider: z.boolean().optional(),
  spacing: z.int().min(1).max(2).optional(),
});

const contained = [actionRow, textDisplay, section, mediaGallery, separator, file] as const;

/** Everything but another container: https://discord.com/developers/docs/components/reference#container */
const container = z.object({
  ...base,
  type: z.literal(Type.Container),
  components: list(z.discriminatedUnion('type', contained), 1, 40),
  accent_color: z.int().min(0).max(0xffffff).nullish(),
  spoiler: z.boolean().optional(),
});

/** A part of a message, as the rules over all of them see it. */
export interface Node {
  type: number;
  id?: number;
  custom_id?: string;
  content?: string;
}

/** Every component with its path, parents before children. */
export function walk<T extends Node>(
  components: readonly T[],
  path: PropertyKey[] = [],
): { node: Node; path: PropertyKey[] }[] {
  return components.flatMap((node, index) => {
    const here = [...path, index];
    const held = node as Node & { components?: Node[]; accessory?: Node; component?: Node };
    return [
      { node, path: here },
      ...walk(held.components ?? [], [...here, 'components']),
      ...[held.accessory, held.component].flatMap((child, side) =>
        child ? [{ node: child, path: [...here, side === 0 ? 'accessory' : 'component'] }] : [],
      ),
    ];
  });
}

/** custom_id and id are unique in a message and in a modal. */
export function uniqueIds(components: readonly Node[], ctx: z.RefinementCtx): void {
  const all = walk(components);
  for (const index of duplicates(all.map(({ node }) => node.custom_id))) {
    ctx.addIssue(
      issue(
        [...(all[index]?.path ?? []), 'custom_id'],
        'COMPONENT_CUSTOM_ID_DUPLICATED',
        'Component custom id cannot be duplicated',
      ),
    );
  }
  for (const index of duplicates(all.map(({ node }) => node.id || undefined))) {
    ctx.addIssue(
      issue(
        [...(all[index]?.path ?? []), 'id'],
        'COMPONENT_ID_DUPLICATED',
        'Component id cannot be duplicated',
      ),
    );
  }
}

/** Components without the flag IS_COMPONENTS_V2: up to five action rows. https://discord.com/developers/docs/components/reference#legacy-message-component-behavior */
export const rows = list(z.discriminatedUnion('type', [actionRow]), 0, 5).superRefine((components, ctx) =>
  uniqueIds(components as Node[], ctx),
);

/** Components with that flag: 40 in all and 4,000 characters of text in all. https://discord.com/developers/docs/components/reference#component-limits */
export const layout = z
  .array(z.discriminatedUnion('type', [...contained, container]))
  .superRefine((components, ctx) => {
    uniqueIds(components as Node[], ctx);
    const all = walk(components as Node[]);
    if (all.length > 40) {
      ctx.addIssue(
        issue(
          [],
          'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
          `A message has at most 40 components, nested ones counted; this one has ${all.length}.`,
        ),
      );
    }
    const characters = all.reduce((sum, { node }) => sum + (node.content ? lengthOf(node.content) : 0), 0);
    if (characters > 4000) {
      ctx.addIssue(
        issue(
          [],
          'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
          `A message shows at most 4000 characters of text; this one ${characters}.`,
        ),
      );
    }
  });
