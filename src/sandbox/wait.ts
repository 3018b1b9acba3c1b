import { MessageFlags as Flag } from 'discord-api-types/v10';
import type { Surroundings } from './interactions/begin.ts';
import type { PageMessage } from './protocol.ts';
import { BOT } from './world/payloads.ts';

/**
 * The first finished message of the bot in a channel that fits, already there or to come, private ones included.
 * @param timeout in milliseconds, after which it rejects
 */
export function waitForMessage(
  { feed, messages }: Surroundings,
  channelId: string,
  fits: (message: PageMessage) => boolean,
  timeout: number,
): Promise<PageMessage> {
  const wanted = (message: PageMessage) =>
    message.channel_id === channelId &&
    message.author.id === BOT.id &&
    !((message.flags ?? 0) & Flag.Loading) &&
    fits(message);
  const there = messages.all([channelId]).find(wanted);
  if (there) return Promise.resolve(there);
  return new Promise((resolve, reject) => {
    const stop = feed.subscribe((happening) => {
      if (happening.type !== 'message' || !wanted(happening.message)) return;
      clearTimeout(timer);
      stop();
      resolve(happening.message);
    });
    const timer = setTimeout(() => {
      stop();
      reject(new Error(`No message that fits came into ${channelId} within ${timeout} ms.`));
    }, timeout);
  });
}
