// Cuts the fonts to the characters that are needed; see README.md.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { tsImport } from 'tsx/esm/api';

// npx puts its packages' commands onto the path, and the packages beside these.
const [bin = ''] = (process.env.PATH ?? '').split(delimiter);
const require = createRequire(join(dirname(bin), 'x.js'));
// biome-ignore lint/correctness/noUndeclaredDependencies: it comes with npx, and is not needed to run the bot.
const subsetFont = require('subset-font');

const source = join(import.meta.dirname, '..', '..', '..');
const words = ['data', 'views/messages'].flatMap((folder) =>
  readdirSync(join(source, folder), { recursive: true })
    .filter((file) => file.endsWith('.json'))
    .map((file) => readFileSync(join(source, folder, file), 'utf8')),
);
const { toTraditional } = await tsImport('../../traditional.ts', import.meta.url);
const both = words.flatMap((text) => [text, toTraditional(text)]);
const characters = [...new Set(both.join(''))].filter((character) => character >= ' ').join('');

for (const [weight, name] of [
  ['400Regular', 'Regular'],
  ['700Bold', 'Bold'],
]) {
  const file = `@expo-google-fonts/noto-sans-sc/${weight}/NotoSansSC_${weight}.ttf`;
  const cut = await subsetFont(readFileSync(require.resolve(file)), characters, { targetFormat: 'truetype' });
  writeFileSync(join(import.meta.dirname, `NotoSansSC-${name}.ttf`), cut);
}
