import type { APIEmbed, APIMessageTopLevelComponent, Message, MessageSnapshot } from 'discord.js';

type Speaking = Pick<Message | MessageSnapshot, 'content' | 'embeds' | 'components'>;

/** All that people read in a message, a line each: its text, its embeds, its components, and what it forwards. */
export function wordsOf(message: Message): string {
  const forwarded = [...message.messageSnapshots.values()];
  return [message, ...forwarded].flatMap(linesOf).join('\n');
}

function linesOf({ content, embeds, components }: Speaking): string[] {
  const texts = [
    content,
    ...embeds.flatMap(({ data }) => linesOfEmbed(data)),
    ...components.flatMap((component) => linesOfComponent(component.toJSON() as APIMessageTopLevelComponent)),
  ];
  return texts.filter((text) => text !== undefined && text !== null && text !== '') as string[];
}

function linesOfEmbed({ title, description, author, fields = [], footer }: APIEmbed) {
  const told = fields.flatMap(({ name, value }) => [name, value]);
  return [author?.name, title, description, ...told, footer?.text];
}

/** The texts of a component and of those within it; what its buttons and selects say is not told, but offered. */
function linesOfComponent(component: object): string[] {
  if ('content' in component && typeof component.content === 'string') return [component.content];
  const inner = 'components' in component && Array.isArray(component.components) ? component.components : [];
  return inner.flatMap((each: object) => linesOfComponent(each));
}
