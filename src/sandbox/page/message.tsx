/** One message: who, when, in answer to what, and its content. */
import { InteractionType, MessageFlags, MessageType } from 'discord-api-types/payloads/v10';
import type { APIUser } from 'discord-api-types/v10';
import type { PageMessage, Person } from '../protocol.ts';
import { Components } from './components.tsx';
import { usePage } from './context.ts';
import { EmbedView } from './embed.tsx';
import { Avatar, Icon } from './icons.tsx';
import { Attachments } from './media.tsx';
import { MessageMenu } from './message-menu.tsx';
import { RichText } from './rich-text.tsx';
import type { Attempt } from './state.ts';
import { formatMessageTime } from './times.ts';
import { tellFailure } from './words.ts';

function has(message: PageMessage, flag: MessageFlags): boolean {
  return ((message.flags ?? 0) & flag) !== 0;
}

function nameOf(user: APIUser): string {
  return user.global_name ?? user.username;
}

/** Whether a message mentions this person, by name, by a role or with everyone. */
function pings(message: PageMessage, { id, roles }: Person): boolean {
  return (
    message.mention_everyone ||
    message.mentions.some((user) => user.id === id) ||
    message.mention_roles.some((role) => roles.includes(role))
  );
}

/** A message in the list. */
export function MessageView({ message }: { message: PageMessage }) {
  const { view, person, words, time, dispatch } = usePage();
  const name = nameOf(message.author);
  const isPrivate = message.onlyFor !== undefined || has(message, MessageFlags.Ephemeral);
  const pinged = pings(message, person) ? ' message-pings' : '';
  const failed = view.attempts.find(
    (one) => one.about === 'component' && one.messageId === message.id && one.failed !== undefined,
  );
  return (
    <li class={`message${isPrivate ? ' message-private' : ''}${pinged}`} data-message-id={message.id}>
      <UsedCommand message={message} />
      <article class="message-body">
        <Avatar id={message.author.id} name={name} />
        <header class="message-head">
          <span class="author">{name}</span>
          {message.author.bot && <span class="badge">{words.app}</span>}
          <time dateTime={message.timestamp}>{formatMessageTime(message.timestamp, words, time)}</time>
        </header>
        <div class="message-content">
          {has(message, MessageFlags.Loading) ? (
            <p class="thinking">
              <span class="dots" aria-hidden="true" />
              {words.thinking(name)}
            </p>
          ) : (
            <Content message={message} />
          )}
          {message.edited_timestamp && <small class="edited">{words.edited}</small>}
          {has(message, MessageFlags.Crossposted) && <small class="edited">{words.published}</small>}
          {failed && (
            <p class="failure" role="alert">
              {words.interactionFailed}: {tellFailure(failed.failed ?? '', words)}
            </p>
          )}
          {isPrivate && <PrivateNote onDismiss={() => dispatch({ type: 'dismissed', id: message.id })} />}
        </div>
      </article>
      {!isPrivate && <MessageMenu message={message} />}
    </li>
  );
}

function Content({ message }: { message: PageMessage }) {
  return (
    <>
      {message.content && <RichText text={message.content} mentions={message.mentions} />}
      {message.embeds.map((embed, index) => (
        <EmbedView key={index} embed={embed} message={message} />
      ))}
      {/* With components of version 2 the files are shown where components name them. */}
      {!has(message, MessageFlags.IsComponentsV2) && <Attachments message={message} />}
      {message.components && message.components.length > 0 && <Components message={message} />}
    </>
  );
}

function PrivateNote({ onDismiss }: { onDismiss: () => void }) {
  const { words } = usePage();
  return (
    <p class="private-note">
      <Icon name="eye" /> {words.onlyYou} ·{' '}
      <button type="button" class="link-button" onClick={onDismiss}>
        {words.dismiss}
      </button>
    </p>
  );
}

/**
 * "Ada used /park". The name stands in `interaction_metadata.name`, which Discord sends and does not document, or in
 * the older `interaction.name`.
 */
function UsedCommand({ message }: { message: PageMessage }) {
  const { server, words } = usePage();
  const metadata = message.interaction_metadata;
  if (metadata?.type !== InteractionType.ApplicationCommand) return null;
  const command = ('name' in metadata ? String(metadata.name) : undefined) ?? message.interaction?.name;
  if (command === undefined) return null;
  const name = server.people.find((one) => one.id === metadata.user.id)?.name ?? nameOf(metadata.user);
  const said = message.type === MessageType.ContextMenuCommand ? command : `/${command}`;
  return <UsedLine person={{ id: metadata.user.id, name }} text={words.used(name)} command={said} />;
}

function UsedLine({
  person,
  text,
  command,
}: {
  person: { id: string; name: string };
  text: string;
  command: string;
}) {
  return (
    <p class="used">
      <Icon name="reply" />
      <Avatar id={person.id} name={person.name} small />
      <span>
        {text} <span class="mention">{command}</span>
      </span>
    </p>
  );
}

/** A command that the bot did not answer, where its answer would stand. */
export function FailedCommand({ attempt }: { attempt: Attempt }) {
  const { server, person, words, dispatch } = usePage();
  return (
    <li class="message message-private">
      {attempt.line && <UsedLine person={person} text={words.used(person.name)} command={attempt.line} />}
      <article class="message-body">
        <Avatar id={server.bot.id} name={server.bot.name} />
        <header class="message-head">
          <span class="author">{server.bot.name}</span>
          <span class="badge">{words.app}</span>
        </header>
        <div class="message-content">
          <p class="failure">{tellFailure(attempt.failed ?? '', words)}</p>
          <PrivateNote onDismiss={() => dispatch({ type: 'dismissed', id: attempt.key })} />
        </div>
      </article>
    </li>
  );
}
