/** What a subscription takes of its channel, and what of that is missing. */
import type { Subscription } from '../../digest/subscription.ts';
import type { Obstacle } from '../../views/digest-preview.ts';
import { type Context, Refusal } from '../command.ts';

/** Throws a {@link Refusal} that names the channel and what is missing in it. */
export function requireRights({ lang, services, guildId }: Context, channelId: string): void {
  const missing = services.channels.missing(channelId);
  if (missing === undefined || services.channels.describe(channelId)?.guildId !== guildId)
    throw new Refusal('digest.unseenChannel', { channel: channelId });
  if (missing.length === 0) return;
  const rights = lang.list(missing.map((name) => lang.t(`right.${name}`)));
  throw new Refusal('digest.missingRights', { channel: channelId, rights });
}

/** Throws a {@link Refusal} where whoever asks, or the bot, cannot mention a role in a channel. */
export function requireRole(context: Context, channelId: string, role: string): void {
  // @everyone has the id of its server: https://docs.discord.com/developers/topics/permissions#role-object
  if (role === context.guildId) throw new Refusal('digest.everyone');
  if (!context.canPing(channelId, role))
    throw new Refusal('digest.notYourRole', { role, channel: channelId });
  if (!context.services.channels.canPing(channelId, role))
    throw new Refusal('digest.notMyRole', { role, channel: channelId });
}

/** Throws a {@link Refusal} where what is posted into a channel cannot be published. */
export function requireAnnouncements({ services }: Context, channelId: string): void {
  if (!services.channels.describe(channelId)?.announces)
    throw new Refusal('digest.notAnnounced', { channel: channelId });
}

/** What would stop a subscription's digest, or a part of what it is to do, if it went out now. */
export function obstaclesOf({ services: { channels } }: Context, subscription: Subscription): Obstacle[] {
  const { channelId, role, publish, paused } = subscription;
  const pause: Obstacle[] = paused ? [{ stops: 'paused' }] : [];
  const rights = channels.missing(channelId);
  if (rights === undefined) return [...pause, { stops: 'unseen-channel' }];
  return [
    ...pause,
    ...(rights.length > 0 ? [{ stops: 'missing-rights', rights } as const] : []),
    ...(role !== undefined && !channels.canPing(channelId, role)
      ? [{ stops: 'mute-role', role } as const]
      : []),
    ...(publish && !channels.describe(channelId)?.announces ? [{ stops: 'not-announced' } as const] : []),
  ];
}
