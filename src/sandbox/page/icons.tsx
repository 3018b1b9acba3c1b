/** The page's icons, drawn here: 24 units square, in the colour of the text around them. */

import type { APIMessageComponentEmoji } from 'discord-api-types/v10';

const PATHS = {
  text: 'M9.5 4 8 20M16 4l-1.5 16M4.5 9h16M3.5 15h16',
  announcement: 'M4 10v4h3l7 4V6l-7 4H4zM17.5 9.5a4 4 0 0 1 0 5M8 14.5 9 20h2.5l-1-4',
  thread: 'M8 4v9a3 3 0 0 0 3 3h8M15 12l4 4-4 4',
  direct: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM16 8v5.5a2.5 2.5 0 0 0 5 0V12a9 9 0 1 0-4 7.5',
  menu: 'M4 7h16M4 12h16M4 17h16',
  close: 'm6 6 12 12M18 6 6 18',
  send: 'M4 12 20 4l-5 16-3-7-8-1z',
  file: 'M6 3h8l4 4v14H6zM14 3v4h4',
  external: 'M9 5H5v14h14v-4M13 5h6v6M19 5l-9 9',
  chevron: 'm7 10 5 5 5-5',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z',
  more: 'M5 11.4a.6.6 0 1 0 .1 0zM12 11.4a.6.6 0 1 0 .1 0zM19 11.4a.6.6 0 1 0 .1 0z',
  traffic: 'M7 20V5m0 0L3.5 8.5M7 5l3.5 3.5M17 4v15m0 0-3.5-3.5M17 19l3.5-3.5',
  reply: 'M5 18v-4a4 4 0 0 1 4-4h11',
} as const;

/** The name of an icon. */
export type IconName = keyof typeof PATHS;

/** An icon; it says nothing to a screen reader, so its button needs a name. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path
        d={PATHS[name]}
        fill="none"
        stroke="currentColor"
        stroke-width="2"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}

/** How many colours an avatar may have; `page.css` names them. */
const AVATAR_COLOURS = 6;

/** A drawn letter for a person or a bot; its colour follows from the id. */
export function Avatar({ id, name, small }: { id: string; name: string; small?: boolean }) {
  const [letter = '?'] = name;
  const colour = Number(BigInt(/^\d+$/.test(id) ? id : 0) % BigInt(AVATAR_COLOURS));
  return (
    <svg
      class={`avatar avatar-${colour}${small ? ' avatar-small' : ''}`}
      viewBox="0 0 40 40"
      aria-hidden="true"
    >
      <circle cx="20" cy="20" r="20" />
      <text x="20" y="21" text-anchor="middle" dominant-baseline="central">
        {letter.toUpperCase()}
      </text>
    </svg>
  );
}

/**
 * An emoji of a component: a drawn one is given as text, a server's own by its name. `silent` beside a label that says
 * it all.
 */
export function Emoji({ emoji, silent }: { emoji: APIMessageComponentEmoji; silent?: boolean }) {
  return (
    <span class="emoji" aria-hidden={silent}>
      {emoji.id ? `:${emoji.name ?? ''}:` : emoji.name}
    </span>
  );
}
