import * as z from 'zod';
import { issue, lengthOf, list, text, url } from './form.ts';

const picture = z.object({ url: url('attachment') }).nullish();

const embed = z.object({
  title: text(0, 256).nullish(),
  description: text(0, 4096).nullish(),
  url: url().nullish(),
  timestamp: z.iso.datetime({ offset: true }).nullish(),
  color: z.int().min(0).max(0xffffff).nullish(),
  footer: z.object({ text: text(1, 2048), icon_url: url('attachment').nullish() }).nullish(),
  image: picture,
  thumbnail: picture,
  author: z
    .object({ name: text(1, 256), url: url().nullish(), icon_url: url('attachment').nullish() })
    .nullish(),
  fields: list(
    z.object({ name: text(1, 256), value: text(1, 1024), inline: z.boolean().nullish() }),
    0,
    25,
  ).nullish(),
});

/** Up to ten embeds with 6,000 characters in all: https://discord.com/developers/docs/resources/message#embed-object-embed-limits */
export const embeds = list(embed, 0, 10).superRefine((all, ctx) => {
  const texts = all.flatMap(({ title, description, footer, author, fields }) => [
    title,
    description,
    footer?.text,
    author?.name,
    ...(fields ?? []).flatMap(({ name, value }) => [name, value]),
  ]);
  if (texts.reduce((sum, part) => sum + lengthOf(part ?? ''), 0) > 6000) {
    ctx.addIssue(issue([], 'MAX_EMBED_SIZE_EXCEEDED', 'Embed size exceeds maximum size of 6000'));
  }
});
