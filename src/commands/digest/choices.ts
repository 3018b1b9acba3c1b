/** What a person chooses of a subscription, and how it is read. */
import { ChannelType } from 'discord-api-types/v10';
import { CADENCES, parseTime, QUIET, type SubscriptionChoices } from '../../digest/subscription.ts';
import { type Context, Refusal, type ValuesOf } from '../command.ts';
import { channel, flag, integer, kind, line, oneOf, orAny, province, role, zone } from '../options.ts';
import { requireAnnouncements, requireRights, requireRole } from './rights.ts';

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
  role: role(),
  publish: flag(),
};

/** What takes off again what only leaving it out could. */
export const takenOff = {
  // Discord has no way to choose no role.
  mention: oneOf([{ value: 'nobody', key: 'option.nobody' }]),
};

type Given = ValuesOf<typeof choices> & Partial<ValuesOf<typeof takenOff>>;

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
  const role = readRole(context, given, before, channelId);
  const publish = given.publish ?? before.publish ?? false;
  if (publish) requireAnnouncements(context, channelId);
  return {
    channelId,
    ...readCadence(given, before),
    time: given.time === undefined ? before.time : readTime(given.time),
    zone: given.timezone ?? before.zone,
    ...(province === 'any' ? {} : { province }),
    ...(kind === 'any' ? {} : { kind }),
    quiet: given.quiet ?? before.quiet,
    ...(role === undefined ? {} : { role }),
    ...(publish ? { publish } : {}),
  };
}

/** Who may mention a role here and who subscribed to something else need not be the same: only a change is checked. */
function readRole(context: Context, given: Given, before: SubscriptionChoices, channelId: string) {
  if (given.mention === 'nobody') {
    if (given.role !== undefined) throw new Refusal('digest.roleOrNobody');
    return undefined;
  }
  const role = given.role ?? before.role;
  const isNew = given.role !== undefined || channelId !== before.channelId;
  if (role !== undefined && isNew) requireRole(context, channelId, role);
  return role;
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
