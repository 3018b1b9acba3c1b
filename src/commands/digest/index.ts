import { KINDS } from '../../data/schema.ts';
import { edit, findSubscription, logOf, pause, resume, subscribe, unsubscribe } from '../../digest/book.ts';
import { digestFor } from '../../digest/content.ts';
import { nextPost, nextScheduled } from '../../digest/schedule.ts';
import { CADENCES, localDateSchema, subscriptionId } from '../../digest/subscription.ts';
import { localTime } from '../../digest/zone.ts';
import { digestPage, digestPageId } from '../../views/digest.ts';
import { logView, previewView, subscriptionsView, unsubscribedView } from '../../views/subscription.ts';
import { type Command, defineAction, defineCallback, Refusal } from '../command.ts';
import { choices, readChoices, requireRights } from './choices.ts';
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
        zone: services.config.timeZone,
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
  options: { subscription: subscriptionOption(), ...choices },
  async run(context, { subscription: id, ...values }) {
    const before = chosen((await bookOf(context)).data.subscriptions, id);
    const next = readChoices(context, values, before);
    return change(context, 'digest.edited', id, (book) => edit(book, id, next, context.now.getTime()));
  },
});

const pauseAction = defineAction({
  options: { subscription: subscriptionOption() },
  run: (context, { subscription: id }) =>
    change(context, 'digest.isPaused', id, (book) =>
      pause(book, id, { code: 'asked' }, context.now.getTime()),
    ),
});

const resumeAction = defineAction({
  options: { subscription: subscriptionOption() },
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
    const { lang, guildId = '' } = context;
    return { view: logView(lang, guildId, subscription, logOf(data, id)), private: true };
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
    const next = nextPost(subscription, now.getTime());
    const local = localTime(subscription.zone, next ?? now.getTime());
    const date = next === undefined ? nextScheduled(subscription, local.date) : local.date;
    const body = await services.digests.compose(guildId, subscription, date);
    const missing = services.channels.missing(subscription.channelId);
    return { view: previewView(lang, { subscription, date, next, body, missing }), private: true };
  },
});

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
