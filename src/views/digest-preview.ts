import type { Subscription } from '../digest/subscription.ts';
import type { Language } from './language.ts';
import { type MessageView, text } from './parts.ts';
import { moment, type RightName, stateLine } from './subscription.ts';

/** Something that keeps a digest, or a part of what it is to do, from happening as things stand. */
export type Obstacle =
  | { readonly stops: 'paused' | 'unseen-channel' | 'not-announced' }
  | { readonly stops: 'missing-rights'; readonly rights: readonly RightName[] }
  | { readonly stops: 'mute-role'; readonly role: string }
  /** Nothing falls on its days, nor in the week after them where that is asked for. */
  | { readonly stops: 'quiet'; readonly asked: Subscription['quiet'] };

/** What is needed to show what a subscription would post. */
export interface Preview {
  readonly subscription: Subscription;
  /** The local date of the digest. */
  readonly date: string;
  /** When that goes out, in milliseconds since the epoch; of a paused one, if it were resumed. */
  readonly next: number;
  /** The message just as it would be posted; undefined where nothing would be. */
  readonly body: MessageView | undefined;
  readonly obstacles: readonly Obstacle[];
}

/** The next digest just as it would be posted, under what would stop it. */
export function previewView(lang: Language, preview: Preview): MessageView {
  const { subscription, date, next, body, obstacles } = preview;
  const when = subscription.paused
    ? ''
    : ` · ${lang.t('digest.next', { moment: moment(next, 'F'), relative: moment(next, 'R') })}`;
  const lines = [
    `-# ${lang.t('digest.previewOf', { date: lang.date(date) })}${when}`,
    ...obstacles.map((obstacle) => obstacleLine(lang, subscription, obstacle)),
  ];
  return { components: [text(...lines), ...(body?.components ?? [])] };
}

function obstacleLine(lang: Language, subscription: Subscription, obstacle: Obstacle): string {
  const channel = subscription.channelId;
  switch (obstacle.stops) {
    case 'paused':
      return stateLine(lang, subscription, undefined);
    case 'unseen-channel':
      return lang.t('stops.unseenChannel', { channel });
    case 'missing-rights':
      return lang.t('stops.missingRights', {
        channel,
        rights: lang.list(obstacle.rights.map((name) => lang.t(`right.${name}`))),
      });
    case 'mute-role':
      return lang.t('stops.muteRole', { role: obstacle.role });
    case 'not-announced':
      return lang.t('stops.notAnnounced', { channel });
    case 'quiet':
      return lang.t(obstacle.asked === 'week' ? 'stops.quietWeek' : 'stops.quiet');
  }
}
