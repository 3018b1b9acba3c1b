import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Inline, parseInline } from '../../../src/sandbox/page/inline.ts';
import { type Block, parseMarkdown } from '../../../src/sandbox/page/markdown.ts';

/** A tree as short text: `strong[a em[b]]`. */
function show(nodes: readonly Inline[]): string {
  return nodes
    .map((node) => {
      switch (node.type) {
        case 'text':
          return node.text;
        case 'code':
          return `code[${node.text}]`;
        case 'link':
          return `link(${node.url})[${show(node.children)}]`;
        case 'mention':
          return `${node.kind}(${'id' in node ? node.id : ''})`;
        case 'command':
          return `command(${node.name} ${node.id})`;
        case 'timestamp':
          return `time(${node.seconds} ${node.style})`;
        case 'emoji':
          return `emoji(${node.name})`;
        default:
          return `${node.type}[${show(node.children)}]`;
      }
    })
    .join('');
}

function showBlocks(blocks: readonly Block[]): string {
  return blocks
    .map((block) => {
      switch (block.type) {
        case 'lines':
          return `p[${show(block.children)}]`;
        case 'heading':
          return `h${block.level}[${show(block.children)}]`;
        case 'subtext':
          return `small[${show(block.children)}]`;
        case 'quote':
          return `quote[${showBlocks(block.children)}]`;
        case 'code':
          return `pre(${block.language})[${block.text}]`;
        case 'list':
          return `${block.start === undefined ? 'ul' : `ol${block.start}`}[${block.items
            .map((item) => `<${show(item.children)}${showBlocks(item.nested)}>`)
            .join('')}]`;
      }
      return '';
    })
    .join(' ');
}

describe('within a line', () => {
  it.each([
    ['plain words', 'plain words'],
    ['**bold** and *slanted*', 'strong[bold] and em[slanted]'],
    ['_slanted_ and __under__', 'em[slanted] and underline[under]'],
    ['***both***', 'em[strong[both]]'],
    ['**bold *and slanted* in it**', 'strong[bold em[and slanted] in it]'],
    ['~~gone~~ ||hidden **deep**||', 'strike[gone] spoiler[hidden strong[deep]]'],
    ['snake_case_name stays', 'snake_case_name stays'],
    ['2 * 3 * 4', '2 * 3 * 4'],
    ['**open', '**open'],
    ['`**not bold**`', 'code[**not bold**]'],
    ['``a ` b``', 'code[a ` b]'],
    ['`` `tick` ``', 'code[`tick`]'],
    [String.raw`\*not slanted\*`, '*not slanted*'],
    [String.raw`\<@1\> \# \\`, '<@1> # \\'],
    [String.raw`a\b`, String.raw`a\b`],
    ['https://example.org/a.', 'link(https://example.org/a)[https://example.org/a].'],
    ['(https://example.org/a_(b))', '(link(https://example.org/a_(b))[https://example.org/a_(b)])'],
    ['<https://example.org/x>', 'link(https://example.org/x)[https://example.org/x]'],
    ['[a **b**](https://example.org)', 'link(https://example.org)[a strong[b]]'],
    ['[a](https://example.org/x_(y))', 'link(https://example.org/x_(y))[a]'],
    ['[a](<https://example.org> "title")', 'link(https://example.org)[a]'],
    ['[a](javascript:alert(1))', '[a](javascript:alert(1))'],
    ['[https://a.example](https://b.example)', 'link(https://b.example)[https://a.example]'],
    ['https://', 'https://'],
    ['<@101> <@!102> <@&7> <#11>', 'user(101) user(102) role(7) channel(11)'],
    ['@everyone and @here', 'everyone() and here()'],
    ['me@heretic', 'me@heretic'],
    ['</digest list:12>', 'command(digest list 12)'],
    ['<t:1523232000:R> <t:1523232000>', 'time(1523232000 R) time(1523232000 f)'],
    ['<t:1523232000:Q> <t:9999999999999>', '<t:1523232000:Q> <t:9999999999999>'],
    ['<:park:123>', 'emoji(park)'],
    ['杭州**区块链**产业园', '杭州strong[区块链]产业园'],
  ])('%s', (text, tree) => {
    expect(show(parseInline(text))).toBe(tree);
  });
});

describe('blocks', () => {
  it.each([
    ['one\ntwo', 'p[one\ntwo]'],
    ['# One\n## Two\n### Three', 'h1[One] h2[Two] h3[Three]'],
    ['#### four', 'p[#### four]'],
    ['#tag', 'p[#tag]'],
    ['before\n# Head\nafter', 'p[before] h1[Head] p[after]'],
    ['-# small **print**', 'small[small strong[print]]'],
    ['- a\n- b', 'ul[<a><b>]'],
    ['* a\n  - b\n  - c\n* d', 'ul[<aul[<b><c>]><d>]'],
    ['- a\n  - b\n    - c\n- d', 'ul[<aul[<bul[<c>]>]><d>]'],
    ['3. c\n4. d', 'ol3[<c><d>]'],
    ['- a\n1. b', 'ul[<a>] ol1[<b>]'],
    ['- a\n  goes on', 'ul[<a\ngoes on>]'],
    ['text\n- a\ntext', 'p[text] ul[<a>] p[text]'],
    ['-no item', 'p[-no item]'],
    ['> a\n> **b**\nc', 'quote[p[a\nstrong[b]]] p[c]'],
    ['> # Head\n> - a', 'quote[h1[Head] ul[<a>]]'],
    ['a\n>>> b\n# c', 'p[a] quote[p[b] h1[c]]'],
    ['>no quote', 'p[>no quote]'],
    ['```\n# a\n- b\n```', 'pre()[# a\n- b]'],
    ['```json\n{ "a": 1 }\n```\nafter', 'pre(json)[{ "a": 1 }] p[after]'],
    ['before ```code``` after', 'p[before ] pre()[code] p[ after]'],
    ['```never closed', 'p[```never closed]'],
    ['', ''],
  ])('%j', (text, tree) => {
    expect(showBlocks(parseMarkdown(text))).toBe(tree);
  });
});

describe('whatever people type', () => {
  const marks = fc
    .array(
      fc.constantFrom(
        '*',
        '_',
        '~',
        '|',
        '`',
        '>',
        '-',
        '#',
        '<',
        '[',
        ']',
        '(',
        ')',
        '\\',
        ' ',
        '\n',
        'a',
        '1.',
      ),
      {
        maxLength: 60,
      },
    )
    .map((parts) => parts.join(''));

  it('has a reading', () => {
    fc.assert(
      fc.property(fc.oneof(marks, fc.string()), (text) => {
        expect(showBlocks(parseMarkdown(text))).toBeTypeOf('string');
      }),
    );
  });

  it('is shown as typed once every mark is escaped', () => {
    fc.assert(
      fc.property(marks, (text) => {
        const escaped = text.replaceAll(/[^0-9A-Za-z\s]/g, String.raw`\$&`);
        expect(show(parseInline(escaped))).toBe(text);
      }),
    );
  });
});
