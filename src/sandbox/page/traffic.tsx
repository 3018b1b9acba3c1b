/** What the bot asks of Discord: each request in a line, and what it said when that is opened. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { RequestDetails, RequestLine } from '../protocol.ts';
import { fetchRequest } from './connection.ts';
import { usePage } from './context.ts';
import { Icon } from './icons.tsx';

/** The panel beside the channel. The latest request is the first. */
export function TrafficPanel({ onClose }: { onClose: () => void }) {
  const { server, words } = usePage();
  const close = useRef<HTMLButtonElement>(null);
  useEffect(() => close.current?.focus(), []);
  return (
    <aside class="traffic" aria-label={words.traffic}>
      <header class="pane-head">
        <h2>{words.traffic}</h2>
        <button ref={close} type="button" class="icon-button" aria-label={words.close} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      {server.requests.length === 0 && <p class="traffic-none">{words.noTraffic}</p>}
      <ol>
        {server.requests.toReversed().map((request) => (
          <li key={request.id}>
            <RequestView request={request} />
          </li>
        ))}
      </ol>
    </aside>
  );
}

function RequestView({ request }: { request: RequestLine }) {
  const { locale, words } = usePage();
  const [details, setDetails] = useState<string>();
  const time = new Date(request.at).toLocaleTimeString(locale, { hour12: false });
  const failed = request.status === 0 || request.status >= 400;
  const show = async () => {
    const found = await fetchRequest(request.id).catch(() => undefined);
    setDetails(found ? tell(found) : words.trafficGone);
  };
  return (
    <details onToggle={({ currentTarget }) => currentTarget.open && void show()}>
      <summary>
        <span class="traffic-what">
          <strong>{request.method}</strong> {request.path}
        </span>
        <span class={failed ? 'traffic-end failure' : 'traffic-end'}>
          {request.status === 0 ? words.noAnswer : request.status} · {words.took(request.took)} ·{' '}
          <time dateTime={request.at}>{time}</time>
        </span>
      </summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0}>{details}</pre>
    </details>
  );
}

function tell({ query, body, files }: RequestDetails): string {
  const said = {
    ...(query && { query }),
    ...(body !== undefined && { body }),
    ...(files.length > 0 && { files }),
  };
  return JSON.stringify(said, undefined, 2);
}
