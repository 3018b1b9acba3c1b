/** The left column: the server, its channels, who you are, the language and the clock. */
import { Fragment } from 'preact';
import type { PageChannel } from '../protocol.ts';
import { ClockPanel } from './clock.tsx';
import { usePage } from './context.ts';
import { Avatar, Icon } from './icons.tsx';
import { whereOf } from './usable.ts';
import { LANGUAGES, WORDS, type Words } from './words.ts';

interface SidebarProps {
  readonly setPersonId: (id: string) => void;
  readonly setLanguage: (language: string) => void;
  readonly onClose: () => void;
}

/** The column; on a phone's width it is behind the menu button. */
export function Sidebar({ setPersonId, setLanguage, onClose }: SidebarProps) {
  const { view, server, person, locale, words } = usePage();
  const connected = view.online && server.bot.connected;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes the menu wherever the focus is in it
    <div class="sidebar" onKeyDown={(event) => event.key === 'Escape' && onClose()}>
      <header class="guild">
        <h2>{server.guild.name}</h2>
        <button type="button" class="icon-button menu-close" aria-label={words.close} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <nav aria-label={words.channels} class="channels">
        {groupsOf(server.channels, words).map(({ title, channels }) => (
          <Fragment key={title ?? ''}>
            {title && <h3>{title}</h3>}
            <ul>
              {inOrder(channels).map((channel) => (
                <ChannelLink key={channel.id} channel={channel} />
              ))}
            </ul>
          </Fragment>
        ))}
      </nav>
      <div class="controls">
        <p class="bot-state">
          <span class={connected ? 'dot dot-on' : 'dot'} aria-hidden="true" />
          {server.bot.name}: {connected ? words.botConnected : words.botAway}
        </p>
        <ClockPanel />
        <fieldset class="people">
          <legend>{words.playing}</legend>
          {server.people.map((one) => (
            <label key={one.id} class="person">
              <input
                type="radio"
                name="person"
                checked={one.id === person.id}
                onChange={() => setPersonId(one.id)}
              />
              <Avatar id={one.id} name={one.name} small />
              <span>
                {one.name} <small>{one.manager ? words.manager : words.member}</small>
              </span>
            </label>
          ))}
        </fieldset>
        <label class="language">
          <span>{words.languageLabel}</span>
          <select value={locale} onChange={(event) => setLanguage(event.currentTarget.value)}>
            {LANGUAGES.map((language) => (
              <option key={language} value={language} lang={language}>
                {WORDS[language].language}
              </option>
            ))}
          </select>
        </label>
      </div>
    </div>
  );
}

/** The server's channels, direct messages, and those of servers without the bot; the first without a title. */
function groupsOf(
  channels: readonly PageChannel[],
  words: Words,
): { title?: string; channels: PageChannel[] }[] {
  const elsewhere = new Set(channels.flatMap((channel) => channel.elsewhere ?? []));
  return [
    { channels: channels.filter((channel) => whereOf(channel) === 'server') },
    { title: words.direct, channels: channels.filter((channel) => whereOf(channel) === 'direct') },
    ...[...elsewhere].map((name) => ({
      title: words.withoutBot(name),
      channels: channels.filter((channel) => channel.elsewhere === name),
    })),
  ].filter((group) => group.channels.length > 0);
}

/** Channels as the server lists them, each with its threads below it. */
function inOrder(channels: readonly PageChannel[]): PageChannel[] {
  const known = new Set(channels.map((channel) => channel.id));
  return channels
    .filter((channel) => channel.parentId === undefined || !known.has(channel.parentId))
    .flatMap((channel) => [channel, ...channels.filter((thread) => thread.parentId === channel.id)]);
}

function ChannelLink({ channel }: { channel: PageChannel }) {
  const { channel: current, act, words } = usePage();
  return (
    <li class={channel.kind === 'thread' ? 'channel channel-thread' : 'channel'}>
      <button
        type="button"
        data-channel-id={channel.id}
        aria-current={channel.id === current.id ? 'page' : undefined}
        title={channel.botCanPost || channel.elsewhere ? undefined : words.botMayNotPost}
        onClick={() => act.openChannel(channel.id)}
      >
        <Icon name={channel.kind} />
        {channel.name}
      </button>
    </li>
  );
}
