import { expect, it } from 'vitest';
import type { Context } from '../../src/commands/command.ts';
import { importAction } from '../../src/commands/record/import.ts';
import { DownloadError, type DownloadFault } from '../../src/commands/services.ts';
import { MAX_BYTES } from '../../src/data/transfer/limits.ts';
import { language } from '../../src/views/language.ts';

/** All that is used before a file has been read. */
function contextWith(download: Context['services']['download']): Context {
  return { lang: language(), interactionId: '1', services: { download } } as unknown as Context;
}

const file = { name: 'yard.csv', size: 10, url: 'https://cdn.discordapp.com/yard.csv' };
const refusal = async (context: Context, size = file.size) => {
  const told = await Promise.resolve(importAction.run(context, { file: { ...file, size } })).catch(
    (error) => error,
  );
  return told.key;
};

it('refuses a file by its stated size, before it is fetched', async () => {
  let fetched = false;
  const context = contextWith(async () => {
    fetched = true;
    return new Uint8Array();
  });
  expect(await refusal(context, MAX_BYTES + 1)).toBe('import.tooLarge');
  expect(fetched).toBe(false);
});

it.each([
  ['too-large', 'import.tooLarge'],
  ['not-allowed', 'import.not-allowed'],
  ['too-slow', 'import.too-slow'],
  ['failed', 'import.failed'],
] satisfies [DownloadFault, string][])(
  'says of a file whose download ends with %s: %s',
  async (code, key) => {
    const context = contextWith(() => Promise.reject(new DownloadError(code)));
    expect(await refusal(context)).toBe(key);
  },
);
