/** A server's subscriptions, as commands find, name and change them. */
import { type Book, BookError } from '../../digest/book.ts';
import { nextPost } from '../../digest/schedule.ts';
import type { Subscription } from '../../digest/subscription.ts';
import type { MessageKey } from '../../views/language.ts';
import { subscriptionLabel, subscriptionView } from '../../views/subscription.ts';
import { type Answer, type Context, type Option, Refusal } from '../command.ts';
import { line, required } from '../options.ts';

/** The book of the server where the command was used. */
export const bookOf = ({ services, guildId = '' }: Context) => services.digests.books.of(guildId);

/** One of this server's subscriptions; only those that fit are suggested. */
export function subscriptionOption(
  fits: (subscription: Subscription) => boolean = () => true,
): Option<string> {
  return required({
    ...line(100),
    async suggest(context, typed) {
      const { data } = await bookOf(context);
      const choices = data.subscriptions.filter(fits).map((subscription) => {
        const name = context.services.channels.describe(subscription.channelId)?.name;
        return { name: subscriptionLabel(context.lang, subscription, name), value: subscription.id };
      });
      const wanted = typed.toLowerCase();
      return choices.filter(({ name }) => name.toLowerCase().includes(wanted));
    },
  });
}

/** The subscription of an id. Throws a {@link Refusal} where it is none of this server's. */
export function chosen(subscriptions: readonly Subscription[], id: string): Subscription {
  const found = subscriptions.find((subscription) => subscription.id === id);
  if (!found) throw new Refusal('digest.unknown', { text: id });
  return found;
}

/** Changes the book and shows the subscription as it is then. */
export async function change(
  context: Context,
  title: MessageKey,
  id: string,
  next: (book: Book) => Book,
): Promise<Answer> {
  const file = await bookOf(context);
  const book = await file.update(next).catch((error: unknown) => {
    if (!(error instanceof BookError)) throw error;
    if (error.code === 'limit-reached') throw new Refusal('digest.limit', { limit: error.limit ?? 0 });
    throw new Refusal('digest.unknown', { text: id });
  });
  const subscription = chosen(book.subscriptions, id);
  const following = nextPost(subscription, context.now.getTime());
  return { view: subscriptionView(context.lang, title, subscription, following), private: true };
}
