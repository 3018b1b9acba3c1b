/** What people type: sensible words, and what is meant to break something. */
import type { Random } from '../../digest/random.ts';

/** Whom hostile words name: nobody of them ever does anything, so wherever one is named live, it was typed. */
export interface Victims {
  readonly userId: string;
  readonly roleId: string;
  readonly channelId: string;
}

/** Where masked links that are typed lead. No source is ever there. */
export const MASKED_HOST = 'masked.example';

/** The id of a command that is typed. No command has it. */
export const TYPED_COMMAND = '1100000000000000001';

type Fragment = string | ((victims: Victims) => string);

const FRAGMENTS: readonly [Fragment, ...Fragment[]] = [
  ({ userId }) => `<@${userId}>`,
  ({ userId }) => `<@!${userId}>`,
  ({ roleId }) => `<@&${roleId}>`,
  ({ channelId }) => `<#${channelId}>`,
  '@everyone',
  '@here',
  `[click](https://${MASKED_HOST}/a)`,
  `[click](<https://${MASKED_HOST}/(b)> "title")`,
  `[a](b)](https://${MASKED_HOST}/c)`,
  `](https://${MASKED_HOST}/d)`,
  `</record forget:${TYPED_COMMAND}>`,
  '<t:0:R>',
  '<:name:1100000000000000001>',
  '\u202eesrever\u202c',
  '\u2066isolated\u2069',
  '\u200b',
  '\u200d',
  '\ufeff',
  '\u00ad',
  '\u{e0041}',
  '\u0000',
  '\u0007\u001b[31m',
  '\ud800',
  '\udc00',
  '😀',
  '👩\u200d👩\u200d👧',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '```',
  '`',
  '**',
  '__',
  '~~',
  '||',
  '\\',
  '\\[',
  '\n> ',
  '\n>>> ',
  '\n# ',
  '\n-# ',
  '\n- ',
  '\n1. ',
  '\r\n',
  '\u2028',
  '\u3000',
  '{name} {count, plural, one {x} other {y}}',
  "'{'",
  '=HYPERLINK("https://example.org")',
  '../../etc/passwd',
  '|',
  ':',
  'v1:undo:1',
  '',
  'e\u0301'.repeat(60),
  'Z\u0337\u0322\u0321'.repeat(40),
  '中'.repeat(200),
  'long '.repeat(800),
  'x'.repeat(4000),
];

const PLAIN: readonly [string, ...string[]] = [
  'harbour',
  'ledger',
  '湖畔',
  'yard',
  'Zhejiang',
  'bank',
  '2019',
];

/** Words meant to break something, with plain ones between them. */
export function hostile(random: Random, victims: Victims): string {
  const parts = Array.from({ length: random.between(1, 4) }, () => {
    const fragment = random.pick(FRAGMENTS);
    const said = typeof fragment === 'string' ? fragment : fragment(victims);
    return random.chance(0.4) ? `${random.pick(PLAIN)} ${said}` : said;
  });
  return parts.join(random.chance(0.5) ? ' ' : '');
}

/** At most so many characters, as Discord's clients count and cut them; never blank. */
export function fitting(text: string, max = 6000): string {
  const cut = [...text].slice(0, max).join('');
  return cut.trim() === '' ? 'x' : cut;
}
