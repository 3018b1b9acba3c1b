/** What a person chooses of a subscription, and how it is read. */
import { ChannelType } from 'discord-api-types/v10';
import { CADENCES, parseTime, QUIET, type SubscriptionChoices } from '../../digest/subscription.ts';
import { type Context, Refusal, type ValuesOf } from '../command.ts';
import { channel, integer, kind, line, oneOf, orAny, province, zone } from '../options.ts';

/** Where digests can be posted. */
const CHANNELS = [
  ChannelType.GuildText,
  ChannelType.GuildAnnouncement,
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
  ChannelType.AnnouncementThread,
] as const;

/** What a person chooses when subscribing, and may change later. */
export const choices = {
  channel: channel(CHANNELS),
  cadence: oneOf(CADENCES.map((value) => ({ value, key: `cadence.${value}` as const }))),
  day: integer(1, 31),
  time: line(8),
  timezone: zone(),
  province: orAny(province()),
  kind: orAny(kind()),
  quiet: oneOf(QUIET.map((value) => ({ value, key: `quiet.${value}` as const }))),
};

type Given = ValuesOf<typeof choices>;

/** What was given, and for the rest what was there before. Throws a {@link Refusal} for what does not fit together. */
export function readChoices(
  context: Context,
  given: Given,
  before: SubscriptionChoices,
): SubscriptionChoices {
  const channelId = given.channel ?? before.channelId;
  requireRights(context, channelId);
  const province = given.province ?? before.province ?? 'any';
  const kind = given.kind ?? before.kind ?? 'any';
  return {
    channelId,
    ...readCadence(given, before),
    time: given.time === undefined ? before.time : readTime(given.time),
    zone: given.timezone ?? before.zone,
    ...(province === 'any' ? {} : { province }),
    ...(kind === 'any' ? {} : { kind }),
    quiet: given.quiet ?? before.quiet,
  };
}

function readCadence(given: Given, before: SubscriptionChoices) {
  const cadence = given.cadence ?? before.cadence;
  const { day } = given;
  if (cadence === 'daily') {
    if (day !== undefined) throw new Refusal('digest.dayOfDaily');
    return { cadence };
  }
  if (cadence === 'weekly' && day !== undefined && day > 7) throw new Refusal('digest.dayOfWeek', { day });
  // A day of the week is none of the month.
  const kept = before.cadence === cadence ? before.day : 1;
  return { cadence, day: day ?? kept };
}

function readTime(text: string): string {
  const time = parseTime(text);
  if (time === undefined) throw new Refusal('digest.time', { text });
  return time;
}

/** Throws a {@link Refusal} that names the channel and what is missing in it. */
export function requireRights({ lang, services, guildId }: Context, channelId: string): void {
  const missing = services.channels.missing(channelId);
  if (missing === undefined || services.channels.describe(channelId)?.guildId !== guildId)
    throw new Refusal('digest.unseenChannel', { channel: channelId });
  if (missing.length === 0) return;
  const rights = lang.list(missing.map((name) => lang.t(`right.${name}`)));
  throw new Refusal('digest.missingRights', { channel: channelId, rights });
}
