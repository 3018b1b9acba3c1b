import type { APIAttachment } from 'discord-api-types/v10';
import type { Snowflakes } from '../ids.ts';
import type { Upload } from '../rest/body.ts';

/** How many bytes of uploads are kept; of more the oldest go. */
const KEPT = 256 * 1024 * 1024;

/** Keeps uploads and gives them an address of the sandbox's own, as Discord's CDN does. */
export class Files {
  readonly #ids: Snowflakes;
  readonly #origin: () => string;
  readonly #uploads = new Map<string, Upload>();
  #bytes = 0;

  constructor(ids: Snowflakes, origin: () => string) {
    this.#ids = ids;
    this.#origin = origin;
  }

  /** Keep an upload. https://discord.com/developers/docs/resources/message#attachment-object */
  keep(upload: Upload, described: { filename?: string; description?: string | null } = {}): APIAttachment {
    const id = this.#ids.next();
    this.#uploads.set(id, upload);
    this.#bytes += upload.data.length;
    for (const [old, { data }] of this.#uploads) {
      if (this.#bytes <= KEPT) break;
      this.#uploads.delete(old);
      this.#bytes -= data.length;
    }
    const filename = described.filename ?? upload.filename;
    const url = `${this.#origin()}/sandbox/attachments/${id}/${encodeURIComponent(filename)}`;
    return {
      id,
      filename,
      ...(described.description ? { description: described.description } : {}),
      content_type: upload.contentType,
      size: upload.data.length,
      url,
      proxy_url: url,
      ...pngSize(upload.data),
    };
  }

  find(id: string): Upload | undefined {
    return this.#uploads.get(id);
  }
}

/** Width and height in pixels from a PNG's header: https://www.w3.org/TR/png-3/#11IHDR */
function pngSize(data: Buffer): { width?: number; height?: number } {
  if (data.length < 24 || data.readUInt32BE(0) !== 0x89504e47) return {};
  return { width: data.readUInt32BE(16), height: data.readUInt32BE(20) };
}
