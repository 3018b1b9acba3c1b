import { InteractionType } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import {
  type Attempt,
  EMPTY,
  type LocalEvent,
  messagesFor,
  reduce,
  serverFor,
  titleOf,
  type View,
} from '../../../src/sandbox/page/state.ts';
import type { PageEvent, PageMessage } from '../../../src/sandbox/protocol.ts';
import { ADMIN, MEMBER, message, STATE } from './state.ts';

function viewAfter(...events: (PageEvent | LocalEvent)[]): View {
  return [{ type: 'state', state: STATE } as const, ...events].reduce(reduce, EMPTY);
}

const base = { key: 'k', personId: ADMIN.id, channelId: '10' };
const COMMAND: Attempt = { ...base, about: 'command', line: '/park' };
const CLICK: Attempt = { ...base, about: 'component', messageId: '1', customId: 'next' };
const SUBMIT: Attempt = { ...base, about: 'modal', modalId: 'i0', messageId: '1' };
const began = (attempt: Attempt) => ({ type: 'began', attempt }) as const;
const SENT = { type: 'sent', key: 'k', interactionId: 'i1' } as const;
const FAILED = {
  type: 'failed',
  personId: ADMIN.id,
  channelId: '10',
  interactionId: 'i1',
  reason: 'too slow',
} as const;
const MODAL: Extract<PageEvent, { type: 'modal' }> = {
  type: 'modal',
  personId: ADMIN.id,
  channelId: '10',
  interactionId: 'i0',
  modal: { custom_id: 'm', title: 'Add', components: [] },
};

function answer(id: string, interactionId: string): PageMessage {
  return message(id, {
    interaction_metadata: {
      id: interactionId,
      type: InteractionType.ApplicationCommand,
      user: message('0').author,
      authorizing_integration_owners: {},
    },
  });
}

describe('messages', () => {
  const said = (one: PageMessage) => ({ type: 'message', message: one }) as const;

  it('keeps the order in which they came, and replaces one that changed', () => {
    const view = viewAfter(said(message('1')), said(message('2')), said(message('1', { content: 'edited' })));
    expect(messagesFor(view, '10', ADMIN.id).map((one) => one.content)).toEqual(['edited', 'message 2']);
  });
  it('takes away what is gone', () => {
    const view = viewAfter(said(message('1')), { type: 'message-gone', channelId: '10', id: '1' });
    expect(messagesFor(view, '10', ADMIN.id)).toEqual([]);
  });
  it('shows a private answer to its reader alone, until it is dismissed', () => {
    const view = viewAfter(said(message('1', { onlyFor: ADMIN.id })));
    expect(messagesFor(view, '10', ADMIN.id)).toHaveLength(1);
    expect(messagesFor(view, '10', MEMBER.id)).toEqual([]);
    expect(messagesFor(reduce(view, { type: 'dismissed', id: '1' }), '10', ADMIN.id)).toEqual([]);
  });
  it('keeps channels apart', () => {
    expect(messagesFor(viewAfter(said(message('1'))), '12', ADMIN.id)).toEqual([]);
  });
});

describe('a command', () => {
  it.each<[string, (PageEvent | LocalEvent)[]]>([
    ['its answer', [SENT, { type: 'message', message: answer('5', 'i1') }]],
    ['its answer, before it is known to be sent', [{ type: 'message', message: answer('5', 'i1') }, SENT]],
    ['an acknowledgement', [SENT, { type: 'acknowledged', personId: ADMIN.id, interactionId: 'i1' }]],
    ['a modal', [SENT, { ...MODAL, interactionId: 'i1' }]],
    ['a refusal, which the composer tells', [{ type: 'refused', key: 'k', reason: 'no' }]],
    ['a line that breaks', [SENT, { type: 'online', online: false }]],
  ])('waits no more after %s', (_, events) => {
    expect(viewAfter(began(COMMAND), ...events).attempts).toEqual([]);
  });
  it('of a message’s menu tells its refusal in the channel', () => {
    const menu = began({ ...COMMAND, line: 'Find' });
    expect(viewAfter(menu, { type: 'refused', key: 'k', reason: 'no' }).attempts).toMatchObject([
      { line: 'Find', failed: 'no' },
    ]);
  });
  it('waits through what is about another', () => {
    const events = [SENT, { type: 'message', message: answer('5', 'other') } as const];
    expect(viewAfter(began(COMMAND), ...events).attempts).toEqual([{ ...COMMAND, interactionId: 'i1' }]);
  });
  it.each([
    ['after it was sent', [SENT, FAILED]],
    ['before it is known to be sent', [FAILED, SENT]],
  ])('stays as failed when the bot was too slow: %s', (_, events) => {
    const view = viewAfter(began(COMMAND), ...events);
    expect(view.attempts).toEqual([{ ...COMMAND, interactionId: 'i1', failed: 'too slow' }]);
    const [failed] = view.attempts;
    expect(reduce(view, { type: 'dismissed', id: failed?.key ?? '' }).attempts).toEqual([]);
  });
  it('stays as failed through a new state of the server', () => {
    const view = viewAfter(began(COMMAND), SENT, FAILED, { type: 'state', state: STATE });
    expect(view.attempts).toHaveLength(1);
  });
});

describe('a component', () => {
  it('waits no more when its message changes', () => {
    const view = viewAfter(began(CLICK), { type: 'message', message: message('1', { content: 'page 2' }) });
    expect(view.attempts).toEqual([]);
  });
  it('keeps its failure under its message until it is tried again', () => {
    const failed = viewAfter(began(CLICK), SENT, FAILED);
    expect(failed.attempts).toMatchObject([{ messageId: '1', failed: 'too slow' }]);
    expect(reduce(failed, began({ ...COMMAND, key: 'k2' })).attempts).toHaveLength(2);
    expect(reduce(failed, began({ ...CLICK, messageId: '2', key: 'k2' })).attempts).toHaveLength(2);
    expect(reduce(failed, began({ ...CLICK, key: 'k2' })).attempts).toEqual([{ ...CLICK, key: 'k2' }]);
  });
  it('tells a refusal as a failure', () => {
    const view = viewAfter(began(CLICK), { type: 'refused', key: 'k', reason: 'gone' });
    expect(view.attempts).toMatchObject([{ failed: 'gone' }]);
  });
});

describe('a modal', () => {
  it('opens, and knows the message that it came from', () => {
    const view = viewAfter(began(CLICK), { ...SENT, interactionId: 'i0' }, MODAL);
    expect(view.modals).toMatchObject([{ personId: ADMIN.id, messageId: '1', modal: { title: 'Add' } }]);
    expect(view.attempts).toEqual([]);
  });
  it('gives way to the next one of the same person', () => {
    const view = viewAfter(MODAL, { ...MODAL, interactionId: 'i9' }, { ...MODAL, personId: MEMBER.id });
    expect(view.modals.map((one) => one.interactionId)).toEqual(['i9', 'i0']);
  });
  it.each<[string, PageEvent]>([
    ['answers', { type: 'message', message: answer('5', 'i1') }],
    ['changes the message that it came from', { type: 'message', message: message('1') }],
    ['acknowledges', { type: 'acknowledged', personId: ADMIN.id, interactionId: 'i1' }],
  ])('closes when the bot %s', (_, event) => {
    const view = viewAfter(MODAL, began(SUBMIT), SENT, event);
    expect(view.modals).toEqual([]);
    expect(view.attempts).toEqual([]);
  });
  it.each<[string, (PageEvent | LocalEvent)[]]>([
    ['the bot fails', [SENT, FAILED]],
    ['the server refuses', [{ type: 'refused', key: 'k', reason: 'too slow' }]],
  ])('stays open when %s', (_, events) => {
    const view = viewAfter(MODAL, began(SUBMIT), ...events);
    expect(view.modals).toHaveLength(1);
    expect(view.attempts).toMatchObject([{ modalId: 'i0', failed: 'too slow' }]);
  });
  it('goes when it is closed, with its failure', () => {
    const view = viewAfter(MODAL, began(SUBMIT), SENT, FAILED, { type: 'modal-closed', interactionId: 'i0' });
    expect([view.modals, view.attempts]).toEqual([[], []]);
  });
});

it('follows the bot, its commands and the clock', () => {
  const clock = { now: '2026-04-09T01:00:00.000Z', ahead: 99 };
  const view = viewAfter(
    { type: 'bot', connected: false },
    { type: 'clock', clock },
    { type: 'commands', commands: [] },
  );
  expect(view.server).toMatchObject({ bot: { name: 'Almanac', connected: false }, clock });
});

it('bears events before the first state', () => {
  expect(reduce(EMPTY, { type: 'message', message: message('1') }).server).toBeUndefined();
});

describe('direct messages', () => {
  const direct = { id: '20', name: 'Almanac', kind: 'direct', personId: ADMIN.id, botCanPost: true } as const;
  const server = { ...STATE, channels: [...STATE.channels, direct] };

  it('are among the channels of the one they are with', () => {
    expect(serverFor(server, ADMIN.id)).toEqual(server);
    expect(serverFor(server, MEMBER.id)).toEqual(STATE);
  });

  it('are named with their own sign', () => {
    expect(server.channels.map(titleOf)).toEqual(['#general', '#announcements', '#parks', '@Almanac']);
  });
});
