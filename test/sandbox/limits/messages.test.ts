import { describe, expect, it } from 'vitest';
import { acceptMessage } from '../../../src/sandbox/limits/messages.ts';
import { complaints } from './refused.ts';

const V2 = 1 << 15;
const check = (body: object) => complaints(() => acceptMessage(body, []));
const many = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, i) => make(i));

const text = (content = 'text') => ({ type: 10, content });
const button = (changes: object = {}) => ({
  type: 2,
  style: 1,
  label: 'Next',
  custom_id: 'next',
  ...changes,
});
const row = (...components: object[]) => ({ type: 1, components });
const select = (changes: object = {}) => ({
  type: 3,
  custom_id: 'pick',
  options: [{ label: 'A', value: 'a' }],
  ...changes,
});
const picture = { media: { url: 'https://example.org/a.png' } };
const thumbnail = { type: 11, ...picture };
const section = (texts: number, accessory: object = thumbnail) => ({
  type: 9,
  components: many(texts, () => text()),
  accessory,
});
const layout = (...components: object[]) => ({ flags: V2, components });
const rows = (...components: object[]) => ({ content: 'x', components });

describe('refuses', () => {
  it.each<[what: string, body: object, ...complaints: (string | number)[]]>([
    ['nothing at all', {}, 50006],
    ['white space', { content: ' \n ' }, 50006],
    ['a layout of nothing', layout(), 50006],
    ['2001 characters', { content: 'x'.repeat(2001) }, 'content: BASE_TYPE_MAX_LENGTH'],
    ['a number as content', { content: 5 }, 'content: STRING_TYPE_CONVERT'],
    ['a nonce of 26', { content: 'x', nonce: 'n'.repeat(26) }, 'nonce: BASE_TYPE_MAX_LENGTH'],
    [
      'users parsed and listed',
      { content: 'x', allowed_mentions: { parse: ['users'], users: ['1'] } },
      'allowed_mentions: MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
    ],
    [
      'an unknown kind of mention',
      { content: 'x', allowed_mentions: { parse: ['here'] } },
      'allowed_mentions.parse.0: BASE_TYPE_CHOICES',
    ],
    ['11 embeds', { embeds: many(11, () => ({ title: 'x' })) }, 'embeds: BASE_TYPE_MAX_LENGTH'],
    [
      'an embed title of 257',
      { embeds: [{ title: 'x'.repeat(257) }] },
      'embeds.0.title: BASE_TYPE_MAX_LENGTH',
    ],
    [
      'a field without value',
      { embeds: [{ fields: [{ name: 'a', value: ' ' }] }] },
      'embeds.0.fields.0.value: BASE_TYPE_BAD_LENGTH',
    ],
    [
      '26 fields',
      { embeds: [{ fields: many(26, () => ({ name: 'a', value: 'b' })) }] },
      'embeds.0.fields: BASE_TYPE_MAX_LENGTH',
    ],
    [
      '6001 characters of embeds',
      { embeds: [{ description: 'x'.repeat(4000) }, { description: 'x'.repeat(2001) }] },
      'embeds: MAX_EMBED_SIZE_EXCEEDED',
    ],
    [
      'components of a layout without its flag',
      { components: [text()] },
      'components.0.type: UNION_TYPE_CHOICES',
    ],
    [
      'six rows',
      rows(...many(6, (i) => row(button({ custom_id: `${i}` })))),
      'components: BASE_TYPE_MAX_LENGTH',
    ],
    ['a row of nothing', rows(row()), 'components.0.components: BASE_TYPE_BAD_LENGTH'],
    [
      'six buttons in a row',
      rows(row(...many(6, (i) => button({ custom_id: `${i}` })))),
      'components.0.components: BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a select beside a button',
      rows(row(button(), select())),
      'components.0.components: COMPONENT_LAYOUT_WIDTH_EXCEEDED',
    ],
    [
      'a button without custom_id',
      rows(row({ type: 2, style: 1, label: 'x' })),
      'components.0.components.0.custom_id: BASE_TYPE_REQUIRED',
    ],
    [
      'a button with neither label nor emoji',
      rows(row({ type: 2, style: 1, custom_id: 'x' })),
      'components.0.components.0.label: BASE_TYPE_REQUIRED',
    ],
    [
      'a link button with custom_id',
      rows(row(button({ style: 5, url: 'https://example.org' }))),
      'components.0.components.0.custom_id: BUTTON_COMPONENT_FIELD_NOT_ALLOWED',
    ],
    [
      'a link button without url',
      rows(row({ type: 2, style: 5, label: 'x' })),
      'components.0.components.0.url: BASE_TYPE_REQUIRED',
    ],
    [
      'a link to a script',
      rows(row({ type: 2, style: 5, label: 'x', url: 'javascript:alert(1)' })),
      'components.0.components.0.url: URL_TYPE_INVALID_URL',
    ],
    [
      'a label of 81',
      rows(row(button({ label: 'x'.repeat(81) }))),
      'components.0.components.0.label: BASE_TYPE_MAX_LENGTH',
    ],
    [
      'a custom_id of 101',
      rows(row(button({ custom_id: 'x'.repeat(101) }))),
      'components.0.components.0.custom_id: BASE_TYPE_BAD_LENGTH',
    ],
    [
      'letters as emoji',
      rows(row(button({ emoji: { name: 'ok' } }))),
      'components.0.components.0.emoji: COMPONENT_INVALID_EMOJI',
    ],
    [
      'a custom_id twice',
      rows(row(button()), row(button())),
      'components.1.components.0.custom_id: COMPONENT_CUSTOM_ID_DUPLICATED',
    ],
    [
      'a select of 26',
      rows(row(select({ options: many(26, (i) => ({ label: 'A', value: `${i}` })) }))),
      'components.0.components.0.options: BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a select of nothing',
      rows(row(select({ options: [] }))),
      'components.0.components.0.options: BASE_TYPE_BAD_LENGTH',
    ],
    [
      'an option value twice',
      rows(row(select({ options: many(2, () => ({ label: 'A', value: 'a' })) }))),
      'components.0.components.0.options.1.value: SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
    ],
    [
      'a placeholder of 151',
      rows(row(select({ placeholder: 'x'.repeat(151) }))),
      'components.0.components.0.placeholder: BASE_TYPE_MAX_LENGTH',
    ],
    [
      'min_values over max_values',
      rows(row(select({ min_values: 2 }))),
      'components.0.components.0.min_values: SELECT_COMPONENT_MIN_VALUES_TOO_LARGE',
    ],
    [
      'content in a layout',
      { ...layout(text()), content: 'x' },
      'content: MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
    ],
    [
      'embeds in a layout',
      { ...layout(text()), embeds: [{ title: 'x' }] },
      'embeds: MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
    ],
    [
      '41 components',
      layout(...many(41, () => text('x'))),
      'components: COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
    ],
    [
      '41 components, nested ones counted',
      layout(...many(8, (i) => section(3, button({ custom_id: `${i}` }))), text('x')),
      'components: COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
    ],
    [
      '4001 characters in all',
      layout({ type: 17, components: [text('x'.repeat(2000))] }, text('x'.repeat(2001))),
      'components: COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
    ],
    ['an empty text', layout(text('')), 'components.0.content: BASE_TYPE_BAD_LENGTH'],
    ['a section of four texts', layout(section(4)), 'components.0.components: BASE_TYPE_BAD_LENGTH'],
    [
      'a section without accessory',
      layout({ type: 9, components: [text()] }),
      'components.0.accessory: BASE_TYPE_REQUIRED',
    ],
    [
      'a section beside a text',
      layout(section(1, text())),
      'components.0.accessory.type: UNION_TYPE_CHOICES',
    ],
    [
      'a container in a container',
      layout({ type: 17, components: [{ type: 17, components: [text()] }] }),
      'components.0.components.0.type: UNION_TYPE_CHOICES',
    ],
    ['a gallery of nothing', layout({ type: 12, items: [] }), 'components.0.items: BASE_TYPE_BAD_LENGTH'],
    [
      'a gallery of 11',
      layout({ type: 12, items: many(11, () => picture) }),
      'components.0.items: BASE_TYPE_BAD_LENGTH',
    ],
    [
      'an alt text of 1025',
      layout({ type: 12, items: [{ ...picture, description: 'x'.repeat(1025) }] }),
      'components.0.items.0.description: BASE_TYPE_MAX_LENGTH',
    ],
    [
      'a text input',
      rows(row({ type: 4, custom_id: 'a', style: 1, label: 'x' })),
      'components.0.components.0.type: UNION_TYPE_CHOICES',
    ],
  ])('%s', (_what, body, ...expected) => {
    expect(check(body)).toEqual(expected);
  });

  it('eleven files', () => {
    const files = many(11, (i) => ({
      key: `${i}`,
      filename: 'a.txt',
      contentType: 'text/plain',
      data: Buffer.of(1),
    }));
    expect(complaints(() => acceptMessage({}, files))).toEqual(['attachments: BASE_TYPE_MAX_LENGTH']);
    expect(complaints(() => acceptMessage({}, files.slice(1)))).toEqual([]);
  });
});

describe('accepts', () => {
  it.each<[what: string, body: object]>([
    ['2000 characters', { content: 'x'.repeat(2000) }],
    ['2000 pictographs', { content: '🏭'.repeat(2000) }],
    ['nulls', { content: 'x', embeds: null, components: null, allowed_mentions: null, nonce: null }],
    ['a nonce of 25', { content: 'x', nonce: 'n'.repeat(25), enforce_nonce: true }],
    ['no mentions', { content: 'x', allowed_mentions: { parse: [] } }],
    ['listed roles', { content: 'x', allowed_mentions: { parse: ['users'], roles: ['1'] } }],
    [
      '6000 characters of embeds',
      { embeds: [{ description: 'x'.repeat(4000) }, { description: 'x'.repeat(2000) }] },
    ],
    ['five rows of five', rows(...many(5, (i) => row(...many(5, (j) => button({ custom_id: `${i}${j}` })))))],
    [
      'a select of 25',
      rows(row(select({ options: many(25, (i) => ({ label: 'A', value: `${i}` })), max_values: 25 }))),
    ],
    ['a link', rows(row({ type: 2, style: 5, label: 'x', url: 'https://example.org/' }))],
    ['an emoji alone', rows(row({ type: 2, style: 2, custom_id: 'x', emoji: { name: '◀️' } }))],
    ['an emoji of several', rows(row({ type: 2, style: 2, custom_id: 'x', emoji: { name: '👩🏽‍🔬' } }))],
    [
      '40 components, nested ones counted',
      layout(...many(8, (i) => section(3, button({ custom_id: `${i}` })))),
    ],
    ['4000 characters in all', layout(text('x'.repeat(2000)), text('x'.repeat(2000)))],
    [
      'one of everything',
      layout({
        type: 17,
        accent_color: 0xde2910,
        components: [
          section(3),
          { type: 14, divider: true, spacing: 2 },
          { type: 12, items: many(10, () => picture) },
          row(select()),
          row({ type: 5, custom_id: 'u' }),
        ],
      }),
    ],
  ])('%s', (_what, body) => {
    expect(check(body)).toEqual([]);
  });
});

describe('an edit', () => {
  const previous = { content: '', embeds: [], components: [text()], attachments: [], flags: V2 };
  const edit = (body: object, old: object = previous) =>
    complaints(() => acceptMessage(body, [], old as unknown as Parameters<typeof acceptMessage>[2]));

  it('cannot take the flag of a layout off', () => {
    expect(edit({ flags: 0, content: 'x' })).toEqual([
      'content: MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
    ]);
    expect(edit({ components: [text('other')] })).toEqual([]);
  });

  it('turns a text into a layout once the text is gone', () => {
    const old = { ...previous, content: 'x', components: [], flags: 0 };
    expect(edit(layout(text()), old)).toEqual([
      'content: MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
    ]);
    expect(edit({ ...layout(text()), content: null }, old)).toEqual([]);
  });

  it('leaves something to see', () => {
    expect(edit({ content: '' }, { ...previous, content: 'x', components: [], flags: 0 })).toEqual([50006]);
    expect(edit({ content: '' }, { ...previous, content: 'x', flags: 0 })).toEqual([]);
  });
});
