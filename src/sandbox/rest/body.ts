import type { IncomingMessage } from 'node:http';
import busboy from 'busboy';
import { refuse } from '../errors.ts';

/** A file that came in a multipart body: `key` is what stands in `files[key]`. */
export interface Upload {
  key: string;
  filename: string;
  contentType: string;
  data: Buffer;
}

/** A request's body: JSON (undefined where there is none) and files. */
export interface Body {
  json: unknown;
  files: Upload[];
}

/** Largest file that is taken, in bytes: https://discord.com/developers/docs/reference#uploading-files */
export const FILE_LIMIT = 10 * 1024 * 1024;
const REQUEST_LIMIT = 25 * 1024 * 1024;

/**
 * Read a JSON or multipart body. https://discord.com/developers/docs/reference#uploading-files
 * @throws DiscordError 400 for what is not JSON, 413 (40005) for what is too large
 */
export async function readBody(request: IncomingMessage): Promise<Body> {
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('multipart/form-data')) return readMultipart(request);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > REQUEST_LIMIT) throw refuse('tooLarge');
    chunks.push(chunk);
  }
  return { json: parse(Buffer.concat(chunks).toString('utf8')), files: [] };
}

function parse(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw refuse('badRequest');
  }
}

function readMultipart(request: IncomingMessage): Promise<Body> {
  return new Promise((resolve, reject) => {
    const files: Upload[] = [];
    let payload = '';
    let tooLarge = false;
    const parser = busboy({ headers: request.headers, limits: { fileSize: FILE_LIMIT + 1, files: 20 } });
    parser.on('field', (name, value) => {
      if (name === 'payload_json') payload = value;
    });
    parser.on('file', (name, stream, info) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('limit', () => {
        tooLarge = true;
      });
      stream.on('end', () =>
        files.push({
          key: /^files\[(?<key>.+)\]$/.exec(name)?.groups?.['key'] ?? name,
          filename: info.filename ?? name,
          contentType: info.mimeType,
          data: Buffer.concat(chunks),
        }),
      );
    });
    parser.on('error', () => reject(refuse('badRequest')));
    parser.on('close', () => {
      try {
        if (tooLarge) throw refuse('tooLarge');
        resolve({ json: parse(payload), files });
      } catch (error) {
        reject(error);
      }
    });
    request.on('error', reject);
    request.pipe(parser);
  });
}
