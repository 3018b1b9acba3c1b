import {
  type APIComponentInLabel,
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  TextInputStyle,
} from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import {
  checkField,
  type FieldValue,
  initialValue,
  partsOf,
  toModalField,
} from '../../../src/sandbox/page/modal-fields.ts';

const options = [
  { label: 'A', value: 'a', default: true },
  { label: 'B', value: 'b' },
  { label: 'C', value: 'c' },
];
const custom_id = 'x';
const TEXT: APIComponentInLabel = {
  type: ComponentType.TextInput,
  custom_id,
  style: TextInputStyle.Short,
  min_length: 2,
  max_length: 4,
};
const SELECT: APIComponentInLabel = { type: ComponentType.StringSelect, custom_id, options, max_values: 2 };
const USERS: APIComponentInLabel = { type: ComponentType.UserSelect, custom_id };
const RADIO: APIComponentInLabel = { type: ComponentType.RadioGroup, custom_id, options };
const BOXES: APIComponentInLabel = { type: ComponentType.CheckboxGroup, custom_id, options, min_values: 2 };
const BOX: APIComponentInLabel = { type: ComponentType.Checkbox, custom_id };
const FILES: APIComponentInLabel = { type: ComponentType.FileUpload, custom_id, max_values: 2 };
const optional = (component: APIComponentInLabel) =>
  ({ ...component, required: false }) as APIComponentInLabel;

it('reads labels, texts, and the older rows', () => {
  const modal: APIModalInteractionResponseCallbackData = {
    custom_id: 'm',
    title: 'Add',
    components: [
      { type: ComponentType.TextDisplay, content: 'First read this.' },
      { type: ComponentType.Label, label: 'Name', description: 'In full', component: TEXT },
      {
        type: ComponentType.ActionRow,
        components: [
          { type: ComponentType.TextInput, custom_id: 'y', style: TextInputStyle.Short, label: 'Old' },
        ],
      },
    ],
  };
  expect(partsOf(modal)).toMatchObject([
    { type: 'text', content: 'First read this.' },
    { type: 'field', field: { label: 'Name', description: 'In full', component: { custom_id: 'x' } } },
    { type: 'field', field: { label: 'Old', component: { custom_id: 'y' } } },
  ]);
});

it.each<[APIComponentInLabel, FieldValue]>([
  [TEXT, ''],
  [{ ...TEXT, value: 'now' } as APIComponentInLabel, 'now'],
  [SELECT, ['a']],
  [RADIO, 'a'],
  [BOXES, ['a']],
  [BOX, false],
  [{ ...BOX, default: true } as APIComponentInLabel, true],
  [FILES, []],
])('what stands in %j', (component, value) => {
  expect(initialValue(component)).toEqual(value);
});

describe('what may be submitted', () => {
  it.each<[APIComponentInLabel, FieldValue]>([
    [TEXT, 'ab'],
    [TEXT, 'abcd'],
    [optional(TEXT), ''],
    [SELECT, ['a', 'b']],
    [optional(USERS), []],
    [RADIO, 'c'],
    [BOXES, ['a', 'b', 'c']],
    [optional(BOXES), []],
    [BOX, false],
    [FILES, ['one.json']],
  ])('%j with %j', (component, value) => {
    expect(checkField(component, value)).toBeUndefined();
  });
  it.each<[APIComponentInLabel, FieldValue, object]>([
    [TEXT, '', { code: 'missing' }],
    [TEXT, 'a', { code: 'length', min: 2, max: 4 }],
    [optional(TEXT), 'abcde', { code: 'length', min: 2, max: 4 }],
    [SELECT, [], { code: 'missing' }],
    [SELECT, ['a', 'b', 'c'], { code: 'count', min: 1, max: 2 }],
    [USERS, [], { code: 'missing' }],
    [RADIO, '', { code: 'missing' }],
    [BOXES, ['a'], { code: 'count', min: 2, max: 3 }],
    [optional(BOXES), ['a'], { code: 'count', min: 2, max: 3 }],
    [FILES, [], { code: 'missing' }],
    [FILES, ['1', '2', '3'], { code: 'count', min: 1, max: 2 }],
  ])('not %j with %j', (component, value, problem) => {
    expect(checkField(component, value)).toEqual(problem);
  });
});

it.each<[APIComponentInLabel, FieldValue, object]>([
  [TEXT, 'abc', { value: 'abc' }],
  [SELECT, ['a'], { values: ['a'] }],
  [RADIO, 'b', { value: 'b' }],
  [optional(RADIO), '', {}],
  [BOXES, ['a', 'b'], { values: ['a', 'b'] }],
  [BOX, true, { value: true }],
  [FILES, ['one.json'], { values: [] }],
])('%j goes out', (component, value, sent) => {
  expect(toModalField(component, value)).toEqual({ custom_id, type: component.type, ...sent });
});
