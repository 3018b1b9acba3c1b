import { LabelBuilder, ModalBuilder, TextInputBuilder, TextInputStyle } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { choicesFor } from '../../../src/sandbox/limits/choices.ts';
import { accept } from '../../../src/sandbox/limits/form.ts';
import { modal } from '../../../src/sandbox/limits/modals.ts';
import { complaints } from './refused.ts';

const many = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, i) => make(i));
const input = (changes: object = {}) => ({ type: 4, custom_id: 'name', style: 1, ...changes });
const label = (component: object = input(), changes: object = {}) => ({
  type: 18,
  label: 'Name',
  component,
  ...changes,
});
const form = (...components: object[]) => ({ custom_id: 'add', title: 'Add a record', components });
const options = (count: number) => many(count, (i) => ({ label: 'A', value: `${i}` }));
const check = (body: object) => complaints(() => accept(modal, body));

describe('a modal', () => {
  it.each<[what: string, body: object, complaint: string]>([
    ['a title of 46', { ...form(label()), title: 'x'.repeat(46) }, 'title: BASE_TYPE_BAD_LENGTH'],
    ['no title', { custom_id: 'a', components: [label()] }, 'title: BASE_TYPE_REQUIRED'],
    ['nothing in it', form(), 'components: BASE_TYPE_BAD_LENGTH'],
    [
      'six components',
      form(...many(6, (i) => label(input({ custom_id: `${i}` })))),
      'components: BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a label of 46',
      form(label(input(), { label: 'x'.repeat(46) })),
      'components.0.label: BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a description of 101',
      form(label(input(), { description: 'x'.repeat(101) })),
      'components.0.description: BASE_TYPE_MAX_LENGTH',
    ],
    [
      'a button',
      form(label({ type: 2, style: 1, label: 'x', custom_id: 'b' })),
      'components.0.component.type: UNION_TYPE_CHOICES',
    ],
    [
      'an input of 4001',
      form(label(input({ max_length: 4001 }))),
      'components.0.component.max_length: NUMBER_TYPE_MAX',
    ],
    [
      'min over max',
      form(label(input({ min_length: 9, max_length: 5 }))),
      'components.0.component.min_length: TEXT_INPUT_COMPONENT_RANGE_INVALID',
    ],
    [
      'a placeholder of 101',
      form(label(input({ placeholder: 'x'.repeat(101) }))),
      'components.0.component.placeholder: BASE_TYPE_MAX_LENGTH',
    ],
    [
      'a custom_id twice',
      form(label(), label()),
      'components.1.component.custom_id: COMPONENT_CUSTOM_ID_DUPLICATED',
    ],
    [
      'a row’s input without label',
      form({ type: 1, components: [input()] }),
      'components.0.components.0.label: BASE_TYPE_REQUIRED',
    ],
    [
      'one radio button',
      form(label({ type: 21, custom_id: 'r', options: options(1) })),
      'components.0.component.options: BASE_TYPE_BAD_LENGTH',
    ],
    [
      'eleven boxes',
      form(label({ type: 22, custom_id: 'c', options: options(11) })),
      'components.0.component.options: BASE_TYPE_BAD_LENGTH',
    ],
    [
      'eleven files',
      form(label({ type: 19, custom_id: 'f', max_values: 11 })),
      'components.0.component.max_values: NUMBER_TYPE_MAX',
    ],
    [
      'a disabled select',
      form(label({ type: 3, custom_id: 's', options: options(1), disabled: true })),
      'components.0.component.disabled: COMPONENT_DISABLED_INVALID',
    ],
    [
      'a required field of none',
      form(label({ type: 3, custom_id: 's', options: options(1), min_values: 0 })),
      'components.0.component.required: COMPONENT_REQUIRED_INVALID',
    ],
  ])('is refused with %s', (_what, body, complaint) => {
    expect(check(body)).toEqual([complaint]);
  });

  it.each<[what: string, body: object]>([
    ['five labels', form(...many(5, (i) => label(input({ custom_id: `${i}`, max_length: 4000 }))))],
    [
      'one of each field',
      form(
        label({ type: 21, custom_id: 'r', options: options(10) }),
        label({ type: 22, custom_id: 'c', options: options(10), min_values: 0, required: false }),
        label({ type: 19, custom_id: 'f', max_values: 10 }),
        label({ type: 23, custom_id: 'k' }),
        label({ type: 8, custom_id: 's' }),
      ),
    ],
    ['the older rows', form({ type: 1, components: [input({ label: 'Name' })] })],
    ['a text above', form({ type: 10, content: 'Please' }, label())],
  ])('is accepted with %s', (_what, body) => {
    expect(check(body)).toEqual([]);
  });

  it('is accepted as discord.js builds it', () => {
    const built = new ModalBuilder()
      .setCustomId('add')
      .setTitle('Add')
      .addLabelComponents(
        new LabelBuilder()
          .setLabel('Name')
          .setTextInputComponent(new TextInputBuilder().setCustomId('name').setStyle(TextInputStyle.Short)),
      );
    expect(check(built.toJSON())).toEqual([]);
  });
});

describe('choices', () => {
  const choose = (type: number, choices: object[]) =>
    complaints(() => accept(choicesFor(type), { choices }, ['data']));

  it.each<[what: string, type: number, choices: object[], ...complaints: string[]]>([
    ['26', 3, options(26).map(({ value }) => ({ name: value, value })), 'data.choices: BASE_TYPE_MAX_LENGTH'],
    [
      'a name of 101',
      3,
      [{ name: 'x'.repeat(101), value: 'a' }],
      'data.choices.0.name: BASE_TYPE_BAD_LENGTH',
    ],
    ['an empty name', 3, [{ name: '', value: 'a' }], 'data.choices.0.name: BASE_TYPE_BAD_LENGTH'],
    [
      'a value of 101',
      3,
      [{ name: 'a', value: 'x'.repeat(101) }],
      'data.choices.0.value: BASE_TYPE_BAD_LENGTH',
    ],
    ['a text for a number', 4, [{ name: 'a', value: 'a' }], 'data.choices.0.value: NUMBER_TYPE_COERCE'],
    ['a fraction for an integer', 4, [{ name: 'a', value: 1.5 }], 'data.choices.0.value: NUMBER_TYPE_COERCE'],
  ])('are refused: %s', (_what, type, choices, ...expected) => {
    expect(choose(type, choices)).toEqual(expected);
  });

  it('are accepted: 25 of 100 characters, a fraction for a number, none', () => {
    expect(
      choose(
        3,
        many(25, () => ({ name: '园'.repeat(100), value: 'v'.repeat(100) })),
      ),
    ).toEqual([]);
    expect(choose(10, [{ name: 'a', value: 1.5 }])).toEqual([]);
    expect(choose(3, [])).toEqual([]);
  });
});
