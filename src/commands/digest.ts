import { ChannelType } from 'discord-api-types/v10';
import { KINDS } from '../data/schema.ts';
import { BookError, findSubscription, logOf, subscribe, unsubscribe } from '../digest/book.ts';
import { digestFor } from '../digest/content.ts';
import { nextPost, nextScheduled } from '../digest/schedule.ts';
import {
  CADENCES,
  type Cadence,
  localDateSchema,
  parseTime,
  QUIET,
  type Subscription,
  type SubscriptionDraft,
  subscriptionId,
} from '../digest/subscription.ts';
import { localTime } from '../digest/zone.ts';
import { digestPage, digestPageId } from '../views/digest.ts';
import {
  previewView,
  subscribedView,
  subscriptionLabel,
  subscriptionsView,
  unsubscribedView,
} from '../views/subscription.ts';
import { type Command, type Context, defineAction, defineCallback, type Option, Refusal } from './command.ts';
import { channel, integer, kind, line, oneOf, province, required, zone } from './options.ts';

/** Where digests can be posted. */
const CHANNELS = [
  ChannelType.GuildText,
  ChannelType.GuildAnnouncement,
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
  ChannelType.AnnouncementThread,
] as const;

const subscribeAction = defineAction({
  options: {
    channel: channel(CHANNELS),
    cadence: oneOf(CADENCES.map((value) => ({ value, key: `cadence.${value}` as const }))),
    day: integer(1, 31),
    time: line(8),
    timezone: zone(),
    province: province(),
    kind: kind(),
    quiet: oneOf(QUIET.map((value) => ({ value, key: `quiet.${value}` as const }))),
  },
  async run(context, { channel, cadence = 'daily', day, time, timezone, province, kind, quiet = 'skip' }) {
    const { lang, services, userId, now } = context;
    const channelId = channel ?? context.channelId;
    requireRights(context, channelId);
    const draft: SubscriptionDraft = {
      id: subscriptionId(context.interactionId),
      channelId,
      ...readCadence(cadence, day),
      time: readTime(time ?? services.config.digest.defaultTime),
      zone: timezone ?? services.config.timeZone,
      ...(province === undefined ? {} : { province }),
      ...(kind === undefined ? {} : { kind }),
      quiet,
      createdBy: userId,
    };
    const limit = services.config.digest.perServer;
    const file = await bookOf(context);
    const book = await file
      .update((before) => subscribe(before, draft, now.getTime(), limit))
      .catch((error: unknown) => {
        throw error instanceof BookError ? new Refusal('digest.limit', { limit }) : error;
      });
    const made = chosen(book.subscriptions, draft.id);
    return { view: subscribedView(lang, made, nextPost(made, now.getTime())), private: true };
  },
});

const listAction = defineAction({
  options: {},
  async run(context) {
    const { data } = await bookOf(context);
    if (data.subscriptions.length === 0) throw new Refusal('digest.none');
    const rows = data.subscriptions.map((subscription) => ({
      subscription,
      next: nextPost(subscription, context.now.getTime()),
      last: logOf(data, subscription.id)[0],
    }));
    return { view: subscriptionsView(context.lang, rows), private: true };
  },
});

const previewAction = defineAction({
  options: { subscription: required(subscriptionOption()) },
  async run(context, { subscription: id }) {
    const { lang, services, guildId = '', now } = context;
    const subscription = chosen((await bookOf(context)).data.subscriptions, id);
    const next = nextPost(subscription, now.getTime());
    const local = localTime(subscription.zone, next ?? now.getTime());
    const date = next === undefined ? nextScheduled(subscription, local.date) : local.date;
    const body = await services.digests.compose(guildId, subscription, date);
    const missing = services.channels.missing(subscription.channelId);
    return { view: previewView(lang, { subscription, date, next, body, missing }), private: true };
  },
});

const unsubscribeAction = defineAction({
  options: { subscription: required(subscriptionOption()) },
  async run(context, { subscription: id }) {
    const file = await bookOf(context);
    const gone = chosen(file.data.subscriptions, id);
    await file.update((book) => (findSubscription(book, gone.id) ? unsubscribe(book, gone.id) : book));
    return { view: unsubscribedView(context.lang, gone), private: true };
  },
});

/** `/digest`: what channels are told, and when. */
export const digest: Command = {
  name: 'digest',
  access: 'managers',
  action: {
    subscribe: subscribeAction,
    list: listAction,
    preview: previewAction,
    unsubscribe: unsubscribeAction,
  },
  callbacks: [
    // Reading on in a digest is for everybody in its channel.
    defineCallback(
      digestPageId,
      ({ lang, library, services }, state) => {
        const cadence = CADENCES.find((known) => known === state.cadence);
        if (!cadence || !localDateSchema.safeParse(state.date).success)
          throw new Refusal('refusal.oldButton');
        const filters = {
          province: state.province || undefined,
          kind: KINDS.find((known) => known === state.kind),
        };
        const choices = { cadence, quiet: 'week', ...filters } as const;
        const told = digestFor(choices, state.date, library, services.config.digest.leapDay);
        return { view: digestPage(lang, told, filters, Number(state.page) || 1, library) };
      },
      'everyone',
    ),
  ],
};

const bookOf = ({ services, guildId = '' }: Context) => services.digests.books.of(guildId);

/** One of this server's subscriptions. */
function subscriptionOption(): Option<string | undefined> {
  return {
    ...line(100),
    async suggest(context, typed) {
      const { data } = await bookOf(context);
      const choices = data.subscriptions.map((subscription) => {
        const name = context.services.channels.describe(subscription.channelId)?.name;
        return { name: subscriptionLabel(context.lang, subscription, name), value: subscription.id };
      });
      const wanted = typed.toLowerCase();
      return choices.filter(({ name }) => name.toLowerCase().includes(wanted));
    },
  };
}

function chosen(subscriptions: readonly Subscription[], id: string): Subscription {
  const found = subscriptions.find((subscription) => subscription.id === id);
  if (!found) throw new Refusal('digest.unknown', { text: id });
  return found;
}

/** Throws a {@link Refusal} that names the channel and what is missing in it. */
function requireRights({ lang, services, guildId }: Context, channelId: string): void {
  const missing = services.channels.missing(channelId);
  if (missing === undefined || services.channels.describe(channelId)?.guildId !== guildId)
    throw new Refusal('digest.unseenChannel', { channel: channelId });
  if (missing.length === 0) return;
  const rights = lang.list(missing.map((name) => lang.t(`right.${name}`)));
  throw new Refusal('digest.missingRights', { channel: channelId, rights });
}

function readCadence(cadence: Cadence, day: number | undefined) {
  if (cadence === 'daily') {
    if (day !== undefined) throw new Refusal('digest.dayOfDaily');
    return { cadence };
  }
  if (cadence === 'weekly' && day !== undefined && day > 7) throw new Refusal('digest.dayOfWeek', { day });
  return { cadence, day: day ?? 1 };
}

function readTime(text: string): string {
  const time = parseTime(text);
  if (time === undefined) throw new Refusal('digest.time', { text });
  return time;
}
