/** The menu of a message: the commands that applications offer for it. */
import { ApplicationCommandType } from 'discord-api-types/payloads/v10';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { PageMessage } from '../protocol.ts';
import { moveActive } from './choice-list.tsx';
import { localName } from './command-line.ts';
import { usePage } from './context.ts';
import { Icon } from './icons.tsx';
import { usableCommands, whereOf } from './usable.ts';

/** A button that opens the menu; none where nothing is offered. */
export function MessageMenu({ message }: { message: PageMessage }) {
  const { server, person, channel, locale, words, act } = usePage();
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const commands = usableCommands(server.commands, ApplicationCommandType.Message, person, whereOf(channel));

  // Before the next key arrives.
  useLayoutEffect(() => {
    const item = open ? list.current?.children[active] : undefined;
    if (item instanceof HTMLElement) item.focus();
  }, [open, active]);

  if (commands.length === 0) return null;
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const moved = moveActive(event.key, active, commands.length);
    if (moved !== undefined) setActive(moved);
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
  };
  return (
    <div
      class="message-menu"
      onFocusOut={({ currentTarget, relatedTarget }) => {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setOpen(false);
      }}
    >
      <button
        ref={button}
        type="button"
        class="icon-button"
        aria-label={words.messageMenu}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => {
          setActive(0);
          setOpen(!open);
        }}
      >
        <Icon name="more" />
      </button>
      {open && (
        <div id={id} ref={list} class="menu" role="menu" aria-label={words.messageMenu} onKeyDown={onKeyDown}>
          {commands.map((command, index) => (
            <button
              key={command.id}
              type="button"
              role="menuitem"
              class="choice"
              tabIndex={index === active ? 0 : -1}
              onClick={() => {
                close();
                act.menu(message, command.id, localName(command, locale));
              }}
            >
              {words.apps} ▸ {localName(command, locale)}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
