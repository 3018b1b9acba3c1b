/**
 * The pieces that messages are made of, as Discord's API takes them (Components V2).
 * https://docs.discord.com/developers/components/reference
 */
import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIButtonComponentWithURL,
  type APIComponentInContainer,
  type APIComponentInMessageActionRow,
  type APIContainerComponent,
  type APIFileComponent,
  type APIMessageTopLevelComponent,
  type APISectionComponent,
  type APISelectMenuOption,
  type APISeparatorComponent,
  type APITextDisplayComponent,
  ButtonStyle,
  ComponentType,
} from 'discord-api-types/v10';
import { cut } from './text.ts';

/** A message as views make it; who sees it and whom it may mention is for whoever sends it. */
export interface MessageView {
  readonly components: readonly APIMessageTopLevelComponent[];
  /** Each is shown by a {@link fileBlock}. */
  readonly files?: readonly MessageFile[];
}

/** A file that goes with a message. */
export interface MessageFile {
  readonly name: string;
  readonly data: Buffer;
}

/** Buttons beside each other, or one select. */
export type ButtonRow = APIActionRowComponent<APIComponentInMessageActionRow>;

/** Discord's limits that views must keep. */
export const LIMITS = {
  /** All text of one message, in UTF-16 code units. */
  text: 4000,
  selectOptions: 25,
  optionText: 100,
  buttonLabel: 80,
  placeholder: 150,
} as const;

/** The bot's own colours: one for what is told, one for what went wrong. */
export const COLOURS = { calm: 0x3f7d6e, trouble: 0xb5533c } as const;

/** Lines of markdown. */
export function text(...lines: readonly string[]): APITextDisplayComponent {
  return { type: ComponentType.TextDisplay, content: lines.join('\n') };
}

/** Lines of markdown with a button beside them. */
export function section(content: string, accessory: APIButtonComponentWithCustomId): APISectionComponent {
  return { type: ComponentType.Section, components: [text(content)], accessory };
}

/** A thin line between what is above and below. */
export function rule(): APISeparatorComponent {
  return { type: ComponentType.Separator, divider: true };
}

/** A framed block with a coloured edge. */
export function container(
  accent: number,
  components: readonly APIComponentInContainer[],
): APIContainerComponent {
  return { type: ComponentType.Container, accent_color: accent, components: [...components] };
}

/** A file of the message, where it is shown. */
export function fileBlock({ name }: MessageFile): APIFileComponent {
  return { type: ComponentType.File, file: { url: `attachment://${name}` } };
}

/** Makes a {@link ButtonRow}. */
export function row(...components: readonly APIComponentInMessageActionRow[]): ButtonRow {
  return { type: ComponentType.ActionRow, components: [...components] };
}

/** A button that comes back to the bot. */
export function button(
  customId: string,
  label: string,
  options: { style?: APIButtonComponentWithCustomId['style']; disabled?: boolean } = {},
): APIButtonComponentWithCustomId {
  return {
    type: ComponentType.Button,
    style: options.style ?? ButtonStyle.Secondary,
    custom_id: customId,
    label: cut(label, LIMITS.buttonLabel),
    disabled: options.disabled ?? false,
  };
}

/** A button that opens an address in the browser. */
export function linkButton(url: string, label: string): APIButtonComponentWithURL {
  return { type: ComponentType.Button, style: ButtonStyle.Link, url, label: cut(label, LIMITS.buttonLabel) };
}

/** A select of one of several texts; more than 25 options are left out, since Discord takes no more. */
export function select(customId: string, placeholder: string, options: readonly APISelectMenuOption[]) {
  return row({
    type: ComponentType.StringSelect,
    custom_id: customId,
    placeholder: cut(placeholder, LIMITS.placeholder),
    options: options.slice(0, LIMITS.selectOptions).map((option) => ({
      ...option,
      label: cut(option.label, LIMITS.optionText),
      ...(option.description === undefined
        ? {}
        : { description: cut(option.description, LIMITS.optionText) }),
    })),
  });
}

/** Puts texts onto pages: as many in a row as the limits allow, never a part of one, at least one a page. */
export function paginate<T>(
  items: readonly T[],
  lengthOf: (item: T) => number,
  limits: { items: number; length: number },
): T[][] {
  const pages: T[][] = [];
  let page: T[] = [];
  let length = 0;
  for (const item of items) {
    const more = lengthOf(item);
    if (page.length > 0 && (page.length >= limits.items || length + more > limits.length)) {
      pages.push(page);
      page = [];
      length = 0;
    }
    page.push(item);
    length += more;
  }
  if (page.length > 0) pages.push(page);
  return pages;
}
