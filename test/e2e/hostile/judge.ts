/** What must hold of every answer, whoever asked whatever. */
import { ComponentType } from 'discord-api-types/v10';
import type { Seen } from '../../../src/sandbox/index.ts';
import type { Inline } from '../../../src/sandbox/page/inline.ts';
import { type Block, parseMarkdown } from '../../../src/sandbox/page/markdown.ts';
import type { PageMessage } from '../../../src/sandbox/protocol.ts';
import { MASKED_HOST, TYPED_COMMAND } from './words.ts';

/** What may not come up where an answer was given. */
export interface Bounds {
  /** Words that stand in what others keep. */
  readonly secrets: readonly string[];
  /** Ids that were only ever named in what people typed. */
  readonly victims: ReadonlySet<string>;
  /** Roles that the message may notify: those of digests. */
  readonly notified?: ReadonlySet<string>;
}

/** Where the bot itself speaks of them. */
const OWN_WORDS = /@everyone cannot be|mention @everyone or @here|Mention @everyone, @here/g;

const INVISIBLE = /(?![\u200d\n])[\p{Cc}\p{Cf}]/u;

/** What is wrong with what someone sees, a line for each. */
export function judge(seen: Seen, bounds: Bounds): string[] {
  if (seen.failed !== undefined) return [`not answered: ${seen.failed}`];
  const wrong: string[] = [];
  const { message, modal, choices } = seen;
  const shown = message?.components ?? modal ?? choices ?? [];
  if (message) wrong.push(...pings(message, bounds));
  const all = JSON.stringify([shown, message?.attachments.map(({ filename }) => filename)]);
  for (const secret of bounds.secrets) if (all.includes(secret)) wrong.push(`tells ${secret}`);
  for (const { key, text, isMarkdown } of textsIn(shown)) {
    if (!text.isWellFormed()) wrong.push(`${key} has half a character: ${JSON.stringify(text)}`);
    if (key === 'value') continue;
    if (INVISIBLE.test(text)) wrong.push(`${key} has what cannot be seen: ${JSON.stringify(text)}`);
    if (isMarkdown)
      wrong.push(...parseMarkdown(text.replace(OWN_WORDS, '')).flatMap((block) => liveIn(block, bounds)));
  }
  return wrong;
}

function pings(message: PageMessage, { notified }: Bounds): string[] {
  const roles = message.mention_roles.filter((role) => !notified?.has(role));
  const isPing = message.mentions.length + roles.length > 0 || message.mention_everyone;
  return isPing ? [`pings ${JSON.stringify([message.mentions, roles, message.mention_everyone])}`] : [];
}

interface Shown {
  readonly key: string;
  readonly text: string;
  readonly isMarkdown: boolean;
}

/** All words that people read, with where they stand; `value` is what a field of a form is filled with. */
function textsIn(part: unknown): Shown[] {
  if (Array.isArray(part)) return part.flatMap(textsIn);
  if (part === null || typeof part !== 'object') return [];
  const isText = 'type' in part && part.type === ComponentType.TextDisplay;
  const isInput = 'type' in part && part.type === ComponentType.TextInput;
  return Object.entries(part).flatMap(([key, value]) => {
    if (typeof value !== 'string') return textsIn(value);
    const isShown = ['content', 'label', 'placeholder', 'description', 'title', 'name'].includes(key);
    return isShown || (isInput && key === 'value')
      ? [{ key, text: value, isMarkdown: isText && key === 'content' }]
      : [];
  });
}

/** Live markdown that only typed words can have made: what the bot itself writes has none of it. */
function liveIn(block: Block, bounds: Bounds): string[] {
  switch (block.type) {
    case 'code':
    case 'quote':
      return [`is live: ${JSON.stringify(block)}`];
    case 'list':
      return block.items.flatMap(({ children, nested }) => [
        ...children.flatMap((node) => liveWithin(node, bounds)),
        ...nested.flatMap((inner) => liveIn(inner, bounds)),
      ]);
    default:
      return block.children.flatMap((node) => liveWithin(node, bounds));
  }
}

function liveWithin(node: Inline, bounds: Bounds): string[] {
  const live = [`is live: ${JSON.stringify(node)}`];
  switch (node.type) {
    case 'text':
    case 'code':
      return [];
    case 'link': {
      const [label] = node.children;
      const isBare = label?.type === 'text' && label.text === node.url;
      return !isBare && new URL(node.url).hostname === MASKED_HOST ? live : [];
    }
    case 'mention':
      return !('id' in node) || bounds.victims.has(node.id) ? live : [];
    case 'timestamp':
      return node.seconds === 0 ? live : [];
    case 'command':
      return node.id === TYPED_COMMAND ? live : [];
    case 'emoji':
    case 'spoiler':
    case 'strike':
      return live;
    default:
      return node.children.flatMap((child) => liveWithin(child, bounds));
  }
}
