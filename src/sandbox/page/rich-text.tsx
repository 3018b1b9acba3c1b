/** Markdown as people see it. */

import type { APIUser } from 'discord-api-types/v10';
import type { ComponentChildren } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { PageState } from '../protocol.ts';
import { usePage } from './context.ts';
import type { Inline } from './inline.ts';
import { type Block, parseMarkdown } from './markdown.ts';
import { formatTimestamp } from './times.ts';

/** A text of a message. `mentions` are the people that the message names beyond those of the server. */
export function RichText({ text, mentions }: { text: string; mentions?: readonly APIUser[] }) {
  const blocks = useMemo(() => parseMarkdown(text), [text]);
  return (
    <div class="rich">
      <Blocks blocks={blocks} mentions={mentions ?? []} />
    </div>
  );
}

type Mentions = { readonly mentions: readonly APIUser[] };

function Blocks({ blocks, mentions }: { blocks: readonly Block[] } & Mentions) {
  return blocks.map((block, index) => <BlockView key={index} block={block} mentions={mentions} />);
}

function BlockView({ block, mentions }: { block: Block } & Mentions) {
  switch (block.type) {
    case 'lines':
      return (
        <p>
          <Inlines nodes={block.children} mentions={mentions} />
        </p>
      );
    case 'heading': {
      // The channel's name is the page's h1 and the server's an h2.
      const Heading = block.level === 1 ? 'h3' : block.level === 2 ? 'h4' : 'h5';
      return (
        <Heading class={`heading-${block.level}`}>
          <Inlines nodes={block.children} mentions={mentions} />
        </Heading>
      );
    }
    case 'subtext':
      return (
        <p class="subtext">
          <Inlines nodes={block.children} mentions={mentions} />
        </p>
      );
    case 'quote':
      return (
        <blockquote>
          <Blocks blocks={block.children} mentions={mentions} />
        </blockquote>
      );
    case 'code':
      return (
        <pre>
          <code>{block.text}</code>
        </pre>
      );
    case 'list': {
      const items = block.items.map((item, index) => (
        <li key={index}>
          <Inlines nodes={item.children} mentions={mentions} />
          <Blocks blocks={item.nested} mentions={mentions} />
        </li>
      ));
      return block.start === undefined ? <ul>{items}</ul> : <ol start={block.start}>{items}</ol>;
    }
  }
}

function Inlines({ nodes, mentions }: { nodes: readonly Inline[] } & Mentions) {
  return nodes.map((node, index) => <InlineView key={index} node={node} mentions={mentions} />);
}

function InlineView({ node, mentions }: { node: Inline } & Mentions) {
  const { time } = usePage();
  switch (node.type) {
    case 'text':
      return node.text;
    case 'strong':
      return <strong>{<Inlines nodes={node.children} mentions={mentions} />}</strong>;
    case 'em':
      return <em>{<Inlines nodes={node.children} mentions={mentions} />}</em>;
    case 'underline':
      return <u>{<Inlines nodes={node.children} mentions={mentions} />}</u>;
    case 'strike':
      return <s>{<Inlines nodes={node.children} mentions={mentions} />}</s>;
    case 'spoiler':
      return (
        <Spoiler>
          <Inlines nodes={node.children} mentions={mentions} />
        </Spoiler>
      );
    case 'code':
      return <code>{node.text}</code>;
    case 'link':
      return (
        <a href={node.url} title={node.url} target="_blank" rel="noopener noreferrer">
          <Inlines nodes={node.children} mentions={mentions} />
        </a>
      );
    case 'timestamp':
      return (
        <time
          class="timestamp"
          dateTime={isoOf(node.seconds)}
          title={formatTimestamp(node.seconds, 'F', time)}
        >
          {formatTimestamp(node.seconds, node.style, time)}
        </time>
      );
    case 'emoji':
      return <span class="emoji">:{node.name}:</span>;
    case 'command':
      return <CommandMention name={node.name} />;
    case 'mention':
      return <Mention node={node} mentions={mentions} />;
  }
}

function CommandMention({ name }: { name: string }) {
  const { act } = usePage();
  return (
    <button type="button" class="mention" onClick={() => act.openCommand(name)}>
      /{name}
    </button>
  );
}

function isoOf(seconds: number): string | undefined {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

function Mention({ node, mentions }: { node: Extract<Inline, { type: 'mention' }> } & Mentions) {
  const { server, words, act } = usePage();
  switch (node.kind) {
    case 'everyone':
    case 'here':
      return <span class="mention">@{node.kind}</span>;
    case 'role':
      return <span class="mention">{nameRole(server, node.id) ?? `@${words.unknown}`}</span>;
    case 'user': {
      const known = [...server.people, server.bot].find((one) => one.id === node.id);
      const named = mentions.find((one) => one.id === node.id);
      return (
        <span class="mention">@{known?.name ?? named?.global_name ?? named?.username ?? words.unknown}</span>
      );
    }
    case 'channel': {
      const channel = server.channels.find((one) => one.id === node.id);
      if (!channel) return <span class="mention">#{words.unknown}</span>;
      return (
        <button type="button" class="mention" onClick={() => act.openChannel(channel.id)}>
          #{channel.name}
        </button>
      );
    }
  }
}

/** Everyone's role is named with its sign. */
function nameRole({ roles }: PageState, id: string): string | undefined {
  const role = roles.find((one) => one.id === id);
  return role && `@${role.name.replace(/^@/, '')}`;
}

/** Text that is hidden until it is asked for. */
export function Spoiler({ children }: { children: ComponentChildren }) {
  const { words } = usePage();
  const [shown, setShown] = useState(false);
  if (shown) return <span class="spoiler spoiler-shown">{children}</span>;
  return (
    <button type="button" class="spoiler" aria-label={words.reveal} onClick={() => setShown(true)}>
      <span aria-hidden="true" inert>
        {children}
      </span>
    </button>
  );
}
