/** The whole page: keeps the state, turns what people do into requests, and lays the parts out. */
import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'preact/hooks';
import type { ClockState, InteractionRequest, PageState } from '../protocol.ts';
import { Composer } from './composer.tsx';
import { listen, Refusal, sendInteraction, sendMessage, type Uploads } from './connection.ts';
import { type Actions, type Page, PageContext } from './context.ts';
import { Icon } from './icons.tsx';
import { MessageList } from './message-list.tsx';
import { ModalDialog } from './modal.tsx';
import { Sidebar } from './sidebar.tsx';
import { type Attempt, EMPTY, reduce, serverFor } from './state.ts';
import { TrafficPanel } from './traffic.tsx';
import { LANGUAGES, type Language, nearestLanguage, WORDS, type Words } from './words.ts';

type Began = Omit<Attempt, 'key' | 'personId' | 'channelId'>;

/** A choice that a reload keeps; each tab has its own, so that two tabs can play two people. */
function useKept(name: string, initial: string): [string, (value: string) => void] {
  const [value, setValue] = useState(() => sessionStorage.getItem(name) ?? initial);
  const keep = useCallback(
    (next: string) => {
      sessionStorage.setItem(name, next);
      setValue(next);
    },
    [name],
  );
  return [value, keep];
}

/** The time that the sandbox shows, told anew every second. `ahead` is in whole seconds, too coarse to read off. */
function useClock(clock: ClockState): Date {
  const [, tick] = useReducer((count: number) => count + 1, 0);
  const ahead = useMemo(() => Date.parse(clock.now) - Date.now(), [clock]);
  useEffect(() => {
    const timer = setInterval(() => tick(undefined), 1000);
    return () => clearInterval(timer);
  }, []);
  return new Date(Date.now() + ahead);
}

/** The page of the sandbox. */
export function App() {
  const [view, dispatch] = useReducer(reduce, EMPTY);
  const [language, setLanguage] = useKept('language', nearestLanguage(navigator.language));
  const locale: Language = LANGUAGES.find((one) => one === language) ?? 'en-US';
  const words = WORDS[locale];

  useEffect(() => listen(dispatch, (online) => dispatch({ type: 'online', online })), []);
  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);

  if (!view.server) return <p class="connecting">{words.connecting}</p>;
  return <Client {...{ view, dispatch, locale, words }} server={view.server} setLanguage={setLanguage} />;
}

/** What to tell about a request that went wrong. */
function reasonOf(error: unknown, words: Words): string {
  return error instanceof Refusal ? error.message : words.serverLost;
}

interface ClientProps extends Pick<Page, 'view' | 'dispatch' | 'locale' | 'words'> {
  readonly server: PageState;
  readonly setLanguage: (language: string) => void;
}

function Client({ view, server: whole, dispatch, locale, words, setLanguage }: ClientProps) {
  const [personId, setPersonId] = useKept('person', '');
  const [channelId, setChannelId] = useKept('channel', '');
  const [menuOpen, setMenuOpen] = useState(false);
  const [traffic, setTraffic] = useState(false);
  const trafficButton = useRef<HTMLButtonElement>(null);
  const [wanted, setWanted] = useState<Page['wanted']>();
  const person = whole.people.find((one) => one.id === personId) ?? whole.people[0];
  const server = useMemo(() => serverFor(whole, person?.id ?? ''), [whole, person?.id]);
  const channel = server.channels.find((one) => one.id === channelId) ?? server.channels[0];
  const now = useClock(server.clock);
  const attempts = useRef(0);

  const who = person?.id ?? '';
  const where = channel?.id ?? '';
  const act = useMemo((): Actions => {
    const base = { personId: who, channelId: where, locale };
    const send = async (began: Began, request: InteractionRequest, uploads?: Uploads) => {
      attempts.current += 1;
      const key = `attempt-${attempts.current}`;
      dispatch({ type: 'began', attempt: { ...began, key, personId: who, channelId: where } });
      try {
        const { interactionId } = await sendInteraction(request, uploads);
        dispatch({ type: 'sent', key, interactionId });
        return undefined;
      } catch (error) {
        const reason = reasonOf(error, words);
        dispatch({ type: 'refused', key, reason });
        return reason;
      }
    };
    return {
      openChannel: (id) => {
        setChannelId(id);
        setMenuOpen(false);
      },
      openCommand: (path) => setWanted({ path }),
      say: async (content) => {
        try {
          await sendMessage({ personId: who, channelId: where, content });
          return undefined;
        } catch (error) {
          return reasonOf(error, words);
        }
      },
      menu: (message, commandId, name) =>
        void send(
          { about: 'command', line: name },
          { ...base, type: 'command', commandId, targetId: message.id, options: [] },
        ),
      command: ({ commandId, line, options }, uploads) =>
        send({ about: 'command', line }, { ...base, type: 'command', commandId, options }, uploads),
      autocomplete: async (commandId, options) => {
        try {
          return await sendInteraction({ ...base, type: 'autocomplete', commandId, options });
        } catch (error) {
          return { interactionId: '', failed: reasonOf(error, words) };
        }
      },
      component: (message, customId, componentType, values) =>
        void send(
          { about: 'component', messageId: message.id, customId },
          {
            ...base,
            type: 'component',
            messageId: message.id,
            componentType,
            customId,
            ...(values && { values }),
          },
        ),
      submitModal: ({ interactionId, messageId, modal }, fields, uploads) =>
        void send(
          { about: 'modal', modalId: interactionId, ...(messageId && { messageId }) },
          { ...base, type: 'modal', interactionId, customId: modal.custom_id, fields },
          uploads,
        ),
    };
  }, [who, where, locale, words, dispatch, setChannelId]);

  if (!person || !channel) return <p class="connecting">{words.connecting}</p>;
  const page: Page = {
    ...{ view, server, person, channel, locale, words, wanted, act, dispatch },
    time: { locale, now },
  };
  const clientClass = ['client', menuOpen && 'menu-open', traffic && 'client-traffic']
    .filter(Boolean)
    .join(' ');
  const modal = view.modals.find((one) => one.personId === person.id);
  return (
    <PageContext.Provider value={page}>
      <div class={clientClass}>
        <Sidebar {...{ setPersonId, setLanguage }} onClose={() => setMenuOpen(false)} />
        <main class="pane">
          <header class="pane-head">
            <button
              type="button"
              class="icon-button menu-button"
              aria-label={words.menu}
              aria-expanded={menuOpen}
              onClick={() => setMenuOpen(true)}
            >
              <Icon name="menu" />
            </button>
            <Icon name={channel.kind} />
            <h1>{channel.name}</h1>
            {channel.topic && <p class="topic">{channel.topic}</p>}
            <button
              ref={trafficButton}
              type="button"
              class="icon-button traffic-button"
              aria-label={words.traffic}
              aria-expanded={traffic}
              onClick={() => setTraffic(!traffic)}
            >
              <Icon name="traffic" />
            </button>
          </header>
          {!view.online && (
            <p class="banner" role="status">
              {words.offline}
            </p>
          )}
          <MessageList key={`${channel.id} ${person.id}`} />
          <Composer key={`composer ${person.id}`} />
        </main>
        {traffic && (
          <TrafficPanel
            onClose={() => {
              setTraffic(false);
              trafficButton.current?.focus();
            }}
          />
        )}
      </div>
      {modal && <ModalDialog key={modal.interactionId} open={modal} />}
    </PageContext.Provider>
  );
}
