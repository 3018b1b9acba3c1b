/** The channel's messages, oldest first, and what failed in it. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import { usePage } from './context.ts';
import { FailedCommand, MessageView } from './message.tsx';
import { messagesFor, titleOf } from './state.ts';

/** How far from its end the list may be scrolled and still follow what comes, in pixels. */
const NEAR_THE_END = 120;

/** The list; it stays at its end unless the reader scrolled away from it. New messages are announced. */
export function MessageList() {
  const { view, channel, person, words } = usePage();
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLOListElement>(null);
  const following = useRef(true);
  const messages = messagesFor(view, channel.id, person.id);
  const failed = view.attempts.filter(
    (one) =>
      one.about === 'command' &&
      one.failed !== undefined &&
      one.channelId === channel.id &&
      one.personId === person.id,
  );

  // Pictures change the height after they have come, so it is the content's size that is followed.
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box || !content.current) return;
    const toEnd = () => {
      if (following.current) box.scrollTop = box.scrollHeight;
    };
    const watch = new ResizeObserver(toEnd);
    watch.observe(content.current);
    watch.observe(box);
    toEnd();
    return () => watch.disconnect();
  }, []);

  return (
    <div
      class="messages"
      role="log"
      aria-label={words.messagesIn(titleOf(channel))}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      ref={scroller}
      onScroll={({ currentTarget: box }) => {
        following.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_THE_END;
      }}
    >
      <ol ref={content}>
        <li class="beginning">
          <h2>{words.emptyChannel(titleOf(channel))}</h2>
          <p>{channel.botCanPost || channel.elsewhere ? words.emptyHint : words.botMayNotPost}</p>
        </li>
        {messages.map((message) => (
          <MessageView key={message.id} message={message} />
        ))}
        {failed.map((attempt) => (
          <FailedCommand key={attempt.key} attempt={attempt} />
        ))}
      </ol>
    </div>
  );
}
