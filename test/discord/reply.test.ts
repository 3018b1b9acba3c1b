import { MessageFlags } from 'discord.js';
import { expect, it } from 'vitest';
import { type Answerable, Reply } from '../../src/discord/reply.ts';
import type { MessageView } from '../../src/views/parts.ts';
import { text } from '../../src/views/parts.ts';

/** An interaction that notes what it is asked to send. */
function interaction(kind: 'command' | 'own-button' | 'public-button') {
  const sent: { what: string; body: unknown }[] = [];
  let heard: () => void = () => {};
  const edited = new Promise<void>((resolve) => {
    heard = resolve;
  });
  const note = (what: string) => async (body?: unknown) => {
    sent.push({ what, body });
    if (what === 'editReply') heard();
  };
  const fake = {
    locale: 'en-US',
    user: { id: '1' },
    message: { flags: { has: () => kind === 'own-button' }, interactionMetadata: null },
    isMessageComponent: () => kind !== 'command',
    isModalSubmit: () => false,
    ...Object.fromEntries(
      [
        'reply',
        'update',
        'deferReply',
        'deferUpdate',
        'editReply',
        'deleteReply',
        'followUp',
        'showModal',
      ].map((what) => [what, note(what)]),
    ),
  };
  return { it: fake as unknown as Answerable, sent, edited, whats: () => sent.map(({ what }) => what) };
}

const view = (content: string): MessageView => ({ components: [text(content)] });
const modal = { custom_id: 'x', title: 'x', components: [] };

it.each([
  ['command', {}, ['reply']],
  ['own-button', {}, ['update']],
  ['own-button', { fresh: true }, ['reply']],
  ['own-button', { shared: true }, ['reply']],
  ['public-button', {}, ['reply']],
] as const)('answers a %s %j at once', async (kind, how, whats) => {
  const asked = interaction(kind);
  await new Reply(asked.it, true).finish({ view: view('done'), ...how });
  expect(asked.whats()).toEqual(whats);
});

it.each([
  ['command', true, { private: true }, ['deferReply', 'editReply']],
  ['command', false, {}, ['deferReply', 'editReply']],
  ['command', false, { private: true }, ['deferReply', 'deleteReply', 'followUp']],
  ['own-button', true, {}, ['deferUpdate', 'editReply']],
  ['own-button', true, { fresh: true }, ['deferUpdate', 'followUp']],
  ['own-button', true, { shared: true }, ['deferUpdate', 'followUp']],
  ['public-button', true, {}, ['deferReply', 'editReply']],
] as const)(
  'announces to a %s (private: %s) what takes long, and then answers %j',
  async (kind, isPrivate, how, whats) => {
    const asked = interaction(kind);
    const reply = new Reply(asked.it, isPrivate);
    await reply.announce();
    await reply.finish({ view: view('done'), ...how });
    expect(asked.whats()).toEqual(whats);
  },
);

it.each([false, true])('shows everybody what is shared, late (%s) or not', async (isLate) => {
  const asked = interaction('own-button');
  const reply = new Reply(asked.it, true);
  if (isLate) await reply.announce();
  await reply.finish({ view: view('done'), shared: true });
  expect(asked.sent.at(-1)?.body).toMatchObject({ flags: MessageFlags.IsComponentsV2 });
});

it('says so where a form comes too late to be opened', async () => {
  const asked = interaction('command');
  const reply = new Reply(asked.it, true);
  await reply.announce();
  await reply.finish({ modal });
  expect(JSON.stringify(asked.sent.at(-1))).toContain('took too long to open');
});

it('shows how far work has come, the latest only, and puts the answer in its place', async () => {
  const asked = interaction('own-button');
  const reply = new Reply(asked.it, true);
  for (const share of ['10 %', '20 %', '30 %']) reply.show(view(share));
  await asked.edited;
  await reply.finish({ view: view('refused'), private: true, fresh: true });
  expect(asked.whats()).toEqual(['deferUpdate', 'editReply', 'editReply']);
  expect(JSON.stringify(asked.sent[1])).toContain('30 %');
  expect(JSON.stringify(asked.sent[2])).toContain('refused');
});

it('shows nothing of work that is done soon', async () => {
  const asked = interaction('command');
  const reply = new Reply(asked.it, true);
  reply.show(view('10 %'));
  await reply.finish({ view: view('done'), private: true });
  expect(asked.whats()).toEqual(['reply']);
  expect(asked.sent[0]?.body).toMatchObject({ flags: MessageFlags.Ephemeral | MessageFlags.IsComponentsV2 });
});
