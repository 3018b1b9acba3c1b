import { KINDS } from '../../data/schema.ts';
import { edit, findSubscription, logOf, pause, resume, subscribe, unsubscribe } from '../../digest/book.ts';
import { digestFor } from '../../digest/content.ts';
import { dueDate, nextPost } from '../../digest/schedule.ts';
import { CADENCES, localDateSchema, type Subscription, subscriptionId } from '../../digest/subscription.ts';
import { localTime } from '../../digest/zone.ts';
import { digestPage, digestPageId } from '../../views/digest.ts';
import { logView } from '../../views/digest-log.ts';
import { previewView } from '../../views/digest-preview.ts';
import { pageOf } from '../../views/pager.ts';
import { subscriptionsView, unsubscribedView } from '../../views/subscription.ts';
import { type Command, defineAction, defineCallback, leapDayOf, Refusal, zoneOf } from '../command.ts';
import { choices, readChoices, takenOff } from './choices.ts';
import { obstaclesOf, requireRights } from './rights.ts';
import { bookOf, change, chosen, subscriptionOption } from './subscriptions.ts';

const subscribeAction = defineAction({
  options: choices,
  async run(context, values) {
    const { services, interactionId, userId, now } = context;
    const draft = {
      ...readChoices(context, values, {
        channelId: context.channelId,
        cadence: 'daily',
        time: services.config.digest.defaultTime,
        zone: zoneOf(context),
        quiet: 'skip',
      }),
      id: subscriptionId(interactionId),
      createdBy: userId,
    };
    const limit = services.config.digest.perServer;
    return change(context, 'digest.subscribed', draft.id, (book) =>
      subscribe(book, draft, now.getTime(), limit),
    );
  },
});

const editAction = defineAction({
  options: { subscription: subscriptionOption(), ...choices, ...takenOff },
  async run(context, { subscription: id, ...values }) {
    const before = chosen((await bookOf(context)).data.subscriptions, id);
    const next = readChoices(context, values, before);
    return change(context, 'digest.edited', id, (book) => edit(book, id, next, context.now.getTime()));
  },
});

const pauseAction = defineAction({
  options: { subscription: subscriptionOption(({ paused }) => paused === undefined) },
  run: (context, { subscription: id }) =>
    change(context, 'digest.isPaused', id, (book) =>
      pause(book, id, { code: 'asked' }, context.now.getTime()),
    ),
});

const resumeAction = defineAction({
  options: { subscription: subscriptionOption(({ paused }) => paused !== undefined) },
  async run(context, { subscription: id }) {
    requireRights(context, chosen((await bookOf(context)).data.subscriptions, id).channelId);
    return change(context, 'digest.resumed', id, (book) => resume(book, id));
  },
});

const logAction = defineAction({
  options: { subscription: subscriptionOption() },
  async run(context, { subscription: id }) {
    const { data } = await bookOf(context);
    const subscription = chosen(data.subscriptions, id);
    const { lang, guildId = '', now } = context;
    const next = nextPost(subscription, now.getTime());
    return { view: logView(lang, guildId, { subscription, next }, logOf(data, id)), private: true };
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
  options: { subscription: subscriptionOption() },
  async run(context, { subscription: id }) {
    const { lang, services, guildId = '', now } = context;
    const subscription = chosen((await bookOf(context)).data.subscriptions, id);
    const upcoming = nextDigest(subscription, now.getTime());
    const body = await services.digests.compose(guildId, subscription, upcoming.date);
    const obstacles = obstaclesOf(context, subscription);
    if (body === undefined) obstacles.push({ stops: 'quiet', asked: subscription.quiet });
    return { view: previewView(lang, { subscription, ...upcoming, body, obstacles }), private: true };
  },
});

/** The local date that is told next and when it is, as if nothing were paused. */
function nextDigest({ paused: _, ...running }: Subscription, now: number): { date: string; next: number } {
  const next = nextPost(running, now) ?? now;
  const due = dueDate(running, localTime(running.zone, now));
  return { date: due ?? localTime(running.zone, next).date, next };
}

const unsubscribeAction = defineAction({
  options: { subscription: subscriptionOption() },
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
    edit: editAction,
    pause: pauseAction,
    resume: resumeAction,
    preview: previewAction,
    log: logAction,
    unsubscribe: unsubscribeAction,
  },
  callbacks: [
    // Reading on in a digest is for everybody in its channel.
    defineCallback(
      digestPageId,
      (context, state, input) => {
        const cadence = CADENCES.find((known) => known === state.cadence);
        if (!cadence || !localDateSchema.safeParse(state.date).success)
          throw new Refusal('refusal.oldButton');
        const filters = {
          province: state.province || undefined,
          kind: KINDS.find((known) => known === state.kind),
        };
        const choices = { cadence, quiet: 'week', ...filters } as const;
        const { lang, library } = context;
        const told = digestFor(choices, state.date, library, leapDayOf(context));
        return { view: digestPage(lang, told, filters, pageOf(state, input), library) };
      },
      'everyone',
    ),
  ],
};
