import type { PageMessage, PageState, Person } from '../../../src/sandbox/protocol.ts';

export const ADMIN: Person = { id: '101', name: 'Ada', manager: true, roles: [], installed: true };
export const MEMBER: Person = { id: '102', name: 'Bo', manager: false, roles: ['7'], installed: false };

/** A small server with nothing said in it yet. */
export const STATE: PageState = {
  bot: { id: '900', name: 'Almanac', connected: true },
  guild: { id: '1', name: 'Policy Desk' },
  channels: [
    { id: '10', name: 'general', kind: 'text', botCanPost: true },
    { id: '12', name: 'announcements', kind: 'announcement', botCanPost: true },
    { id: '14', name: 'parks', kind: 'thread', parentId: '10', botCanPost: true },
  ],
  roles: [
    { id: '1', name: '@everyone' },
    { id: '7', name: 'Readers' },
  ],
  people: [ADMIN, MEMBER],
  commands: [],
  messages: [],
  clock: { now: '2026-03-01T00:00:00.000Z', ahead: 0 },
  requests: [],
};

/** A message of the bot in the first channel. */
export function message(id: string, more: Partial<PageMessage> = {}): PageMessage {
  return {
    id,
    channel_id: '10',
    author: {
      id: '900',
      username: 'Almanac',
      discriminator: '0',
      global_name: null,
      avatar: null,
      bot: true,
    },
    content: `message ${id}`,
    timestamp: '2026-03-01T00:00:00.000Z',
    edited_timestamp: null,
    tts: false,
    mention_everyone: false,
    mentions: [],
    mention_roles: [],
    attachments: [],
    embeds: [],
    pinned: false,
    type: 0,
    ...more,
  };
}
