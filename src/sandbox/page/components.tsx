/**
 * A message's components, classic rows and version 2 alike.
 * https://docs.discord.com/developers/components/reference
 */
import { ButtonStyle, ComponentType, SeparatorSpacingSize } from 'discord-api-types/payloads/v10';
import type {
  APIButtonComponent,
  APIContainerComponent,
  APIMessageComponent,
  APISelectMenuComponent,
} from 'discord-api-types/v10';
import { useState } from 'preact/hooks';
import type { PageMessage } from '../protocol.ts';
import { accentStyle } from './accent.ts';
import { usePage } from './context.ts';
import { Emoji, Icon } from './icons.tsx';
import { FileCard, MediaPicture } from './media.tsx';
import { RichText } from './rich-text.tsx';
import { Select } from './select.tsx';
import { choicesOf, defaultsOf } from './select-choices.ts';

/** All components of a message, in order. */
export function Components({ message }: { message: PageMessage }) {
  return (
    <div class="components">
      {message.components?.map((component, index) => (
        <ComponentView key={component.id ?? index} component={component} message={message} />
      ))}
    </div>
  );
}

interface Of<Component> {
  readonly component: Component;
  readonly message: PageMessage;
}

function Nested({
  components,
  message,
}: {
  components: readonly APIMessageComponent[];
  message: PageMessage;
}) {
  return components.map((component, index) => (
    <ComponentView key={component.id ?? index} component={component} message={message} />
  ));
}

function ComponentView({ component, message }: Of<APIMessageComponent>) {
  switch (component.type) {
    case ComponentType.ActionRow:
      return (
        <div class="row">
          <Nested components={component.components} message={message} />
        </div>
      );
    case ComponentType.Button:
      return <ButtonView component={component} message={message} />;
    case ComponentType.StringSelect:
    case ComponentType.UserSelect:
    case ComponentType.RoleSelect:
    case ComponentType.MentionableSelect:
    case ComponentType.ChannelSelect:
      return <SelectView component={component} message={message} />;
    case ComponentType.Section:
      return (
        <div class="section">
          <div class="section-text">
            <Nested components={component.components} message={message} />
          </div>
          <div class="section-accessory">
            <ComponentView component={component.accessory} message={message} />
          </div>
        </div>
      );
    case ComponentType.TextDisplay:
      return <RichText text={component.content} mentions={message.mentions} />;
    case ComponentType.Thumbnail:
      return (
        <div class="thumbnail">
          <MediaPicture
            media={component.media}
            alt={component.description}
            spoiler={component.spoiler}
            message={message}
          />
        </div>
      );
    case ComponentType.MediaGallery:
      return (
        <div class={`gallery gallery-${Math.min(component.items.length, 3)}`}>
          {component.items.map((item, index) => (
            <MediaPicture
              key={index}
              media={item.media}
              alt={item.description}
              spoiler={item.spoiler}
              message={message}
            />
          ))}
        </div>
      );
    case ComponentType.File:
      return (
        <FileCard url={component.file.url} name={component.name} bytes={component.size} message={message} />
      );
    case ComponentType.Separator: {
      const large = component.spacing === SeparatorSpacingSize.Large;
      const lined = component.divider !== false;
      return <hr class={`separator${large ? ' separator-large' : ''}${lined ? ' separator-line' : ''}`} />;
    }
    case ComponentType.Container:
      return <ContainerView component={component} message={message} />;
  }
}

function ContainerView({ component, message }: Of<APIContainerComponent>) {
  const { words } = usePage();
  const [shown, setShown] = useState(!component.spoiler);
  return (
    <section class="container" style={accentStyle(component.accent_color)}>
      <div class={shown ? 'container-content' : 'container-content container-hidden'} inert={!shown}>
        <Nested components={component.components} message={message} />
      </div>
      {!shown && (
        <button
          type="button"
          class="container-reveal"
          aria-label={words.reveal}
          onClick={() => setShown(true)}
        >
          {words.spoiler}
        </button>
      )}
    </section>
  );
}

/** Whether the bot has yet to answer this component of this message, used by this person. */
function useWaiting(message: PageMessage, customId: string): boolean {
  const { view, person } = usePage();
  return view.attempts.some(
    (one) =>
      one.failed === undefined &&
      one.about === 'component' &&
      one.messageId === message.id &&
      one.customId === customId &&
      one.personId === person.id,
  );
}

const BUTTON_CLASSES: Readonly<Record<ButtonStyle, string>> = {
  [ButtonStyle.Primary]: 'button-primary',
  [ButtonStyle.Secondary]: 'button-secondary',
  [ButtonStyle.Success]: 'button-success',
  [ButtonStyle.Danger]: 'button-danger',
  [ButtonStyle.Link]: 'button-secondary',
  [ButtonStyle.Premium]: 'button-primary',
};

function ButtonView({ component, message }: Of<APIButtonComponent>) {
  const { act } = usePage();
  const customId = 'custom_id' in component ? component.custom_id : '';
  const waiting = useWaiting(message, customId);
  const look = `button ${BUTTON_CLASSES[component.style]}`;
  if (component.style === ButtonStyle.Premium) {
    return (
      <button type="button" class={look} disabled>
        {component.sku_id}
      </button>
    );
  }
  const content = (
    <>
      {component.emoji && <Emoji emoji={component.emoji} silent={component.label !== undefined} />}
      {component.label && <span>{component.label}</span>}
    </>
  );
  if (component.style === ButtonStyle.Link) {
    return component.disabled ? (
      <button type="button" class={look} disabled>
        {content}
      </button>
    ) : (
      <a class={look} href={component.url} target="_blank" rel="noopener noreferrer">
        {content}
        <Icon name="external" />
      </a>
    );
  }
  return (
    <button
      type="button"
      class={waiting ? `${look} button-waiting` : look}
      disabled={component.disabled ?? false}
      aria-busy={waiting}
      aria-label={component.label ? undefined : component.emoji?.name}
      data-custom-id={customId}
      onClick={() => {
        if (!waiting) act.component(message, customId, component.type);
      }}
    >
      {content}
    </button>
  );
}

function SelectView({ component, message }: Of<APISelectMenuComponent>) {
  const { act, server, words } = usePage();
  const waiting = useWaiting(message, component.custom_id);
  return (
    <Select
      // Another state of the message brings its own defaults.
      key={JSON.stringify(component)}
      customId={component.custom_id}
      label={component.placeholder ?? words.choose}
      choices={choicesOf(component, server)}
      initial={defaultsOf(component)}
      min={component.min_values ?? 1}
      max={component.max_values ?? 1}
      disabled={component.disabled ?? false}
      busy={waiting}
      onDone={(values) => {
        if (values.length < (component.min_values ?? 1)) return;
        act.component(message, component.custom_id, component.type, values);
      }}
    />
  );
}
