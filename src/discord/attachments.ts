import { DownloadError } from '../commands/services.ts';

/** Where Discord keeps what people attach: https://docs.discord.com/developers/reference#signed-attachment-cdn-urls */
const CDN = ['https://cdn.discordapp.com', 'https://media.discordapp.net'] as const;

/** A file that takes longer is not worth waiting for: an interaction's answer has fifteen minutes, people have less. */
const PATIENCE_MS = 20_000;

/** The origins that attachments come from: Discord's, or those of what answers in its place. */
export function attachmentOrigins(apiUrl: string): ReadonlySet<string> {
  const { origin, hostname } = new URL(apiUrl);
  return new Set(hostname === 'discord.com' ? CDN : [origin]);
}

/**
 * Downloads attachments: from these origins alone, without following a redirect, and no more than the bytes asked for,
 * whatever the server says of its length. Rejects with a {@link DownloadError}.
 */
export function createDownload(
  origins: ReadonlySet<string>,
  patience = PATIENCE_MS,
): (url: string, maxBytes: number) => Promise<Uint8Array> {
  return async (url, maxBytes) => {
    if (!URL.canParse(url) || !origins.has(new URL(url).origin)) throw new DownloadError('not-allowed');
    const signal = AbortSignal.timeout(patience);
    try {
      const response = await fetch(url, { redirect: 'error', signal });
      if (!response.ok || !response.body) throw new DownloadError('failed');
      return await readAtMost(response.body, maxBytes);
    } catch (error) {
      if (error instanceof DownloadError) throw error;
      throw new DownloadError(signal.aborted ? 'too-slow' : 'failed', error);
    }
  };
}

async function readAtMost(body: ReadableStream<Uint8Array>, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop early cancels the stream.
  for await (const chunk of body) {
    length += chunk.length;
    if (length > maxBytes) throw new DownloadError('too-large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
