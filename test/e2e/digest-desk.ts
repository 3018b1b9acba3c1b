/** A server for one test, with its digests as people set them up and see them. */
import { buildMany, type Seat, type Seen } from '../../src/sandbox/index.ts';
import type { PageMessage } from '../../src/sandbox/protocol.ts';
import type { ChannelInput } from '../../src/sandbox/world/inputs.ts';
import { type Together, textOf } from './together.ts';

type Values = Parameters<Seat['command']>[1];

/** See {@link openDigestDesk}. */
export interface DigestDesk {
  readonly guildId: string;
  readonly channelId: string;
  readonly adminId: string;
  /** Someone with Manage Server, in another channel. */
  readonly admin: Seat;
  /** Subscribes the channel to a daily digest at 09:00 in Shanghai, unless told otherwise. */
  subscribe(values?: Values): Promise<Seen>;
  /** What `/digest` and a subcommand say to the admin, as text; the one subscription is chosen where one is needed. */
  digest(subcommand: string, values?: Values): Promise<string>;
  /** The id of the one subscription. */
  only(): Promise<string>;
  /** What everybody sees in the channel. */
  posted(): PageMessage[];
  /** What the bot wrote to the admin directly, as text. */
  told(): string[];
}

/** Adds a server to the sandbox: an admin, a channel that is like `input` for digests, and one to sit in. */
export function openDigestDesk(
  { sandbox }: Pick<Together, 'sandbox'>,
  input: Omit<ChannelInput, 'name'> = {},
): DigestDesk {
  const [built] = buildMany(sandbox.world, { guilds: 1, channels: 1 }, input);
  const channelId = built?.channelIds[0];
  if (!built || channelId === undefined) throw new Error('The sandbox built no channel.');
  const { guildId, adminId } = built;
  const office = sandbox.world.addChannel(guildId, { name: 'office' });
  const admin = sandbox.as(adminId).in(office);
  const only = async () => {
    const { choices } = await admin.autocomplete('digest edit', { subscription: '' });
    return String(choices?.[0]?.value);
  };
  return {
    guildId,
    channelId,
    adminId,
    admin,
    only,
    subscribe: (values = {}) =>
      admin.command('digest subscribe', { channel: channelId, time: '09:00', ...values }),
    async digest(subcommand, values = {}) {
      const chosen = ['subscribe', 'list'].includes(subcommand) ? {} : { subscription: await only() };
      return textOf(await admin.command(`digest ${subcommand}`, { ...chosen, ...values }));
    },
    posted: () => sandbox.messages(channelId),
    told() {
      const user = sandbox.world.users.get(adminId);
      if (!user) throw new Error('There is no such person.');
      return sandbox.messages(sandbox.world.directMessages(user)).map((message) => textOf(message));
    },
  };
}
