import { ComponentType } from 'discord-api-types/v10';
import { COLOURS, container, type MessageView, text } from './parts.ts';
import { cut } from './text.ts';

/** A picture that is yet to be rendered, with what it says for those who do not see it. */
export interface Drawing {
  readonly svg: string;
  /** What the picture says, its numbers among it. */
  readonly alt: string;
}

/** Discord's limit for the description of a picture. https://docs.discord.com/developers/components/reference#media-gallery */
const LONGEST_ALT = 1024;

const FILE = 'picture.png';

/** A rendered picture as a block of a message; the file goes with the message. */
export function pictureBlock({ alt }: Drawing) {
  return {
    type: ComponentType.MediaGallery as const,
    items: [{ media: { url: `attachment://${FILE}` }, description: cut(alt, LONGEST_ALT) }],
  };
}

/** The file that a {@link pictureBlock} shows. */
export const pictureFile = (png: Buffer) => ({ name: FILE, data: png });

/** A picture with a line beneath it. */
export function pictureView(drawing: Drawing, png: Buffer, note: string): MessageView {
  return {
    components: [container(COLOURS.calm, [pictureBlock(drawing), text(`-# ${note}`)])],
    files: [pictureFile(png)],
  };
}
