import { DiscordAPIError } from 'discord.js';
import { expect, it } from 'vitest';
import { createLog } from '../src/log.ts';

const SECRET = 'MTIz.abc.def-ghi';

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = [];
  write(createLog('trace', SECRET, { write: (line: string) => lines.push(line) }));
  return lines.join('');
}

const refused = new DiscordAPIError(
  { code: 50_035, message: 'Invalid Form Body' },
  50_035,
  400,
  'POST',
  'https://discord.com/api/v10/interactions/1234/aW50ZXJhY3Rpb24_x-y/callback',
  { files: [], body: { content: 'what somebody typed' } },
);

it('tells of an error what helps to find it', () => {
  const text = logged((log) => log.error({ err: refused }, 'a handler failed'));
  const line = JSON.parse(text);
  expect(line).toMatchObject({ msg: 'a handler failed', err: { code: 50_035, status: 400, method: 'POST' } });
  expect(line.err.stack).toContain('log.test.ts');
});

it.each([
  ['the token in a message', (log) => log.warn(`connecting with ${SECRET}`)],
  ['the token in a value', (log) => log.warn({ headers: { authorization: `Bot ${SECRET}` } }, 'sent')],
  ['the token in a cause', (log) => log.error({ err: new Error('no', { cause: new Error(SECRET) }) }, 'no')],
] satisfies [string, Parameters<typeof logged>[0]][])('leaves out %s', (_, write) => {
  const text = logged(write);
  expect(text).not.toContain(SECRET);
  expect(text).toContain('[token]');
});

it("leaves out an interaction's token and what people typed", () => {
  const text = logged((log) =>
    log.error({ err: new Error('not sent', { cause: refused }) }, 'a handler failed'),
  );
  expect(text).toContain('/interactions/1234/[token]/callback');
  expect(text).not.toContain('aW50ZXJhY3Rpb24');
  expect(text).not.toContain('what somebody typed');
});
