/** One field of a modal with its label, description, and what is wrong with it. */
import { ComponentType } from 'discord-api-types/payloads/v10';
import type {
  APICheckboxGroupComponent,
  APIRadioGroupComponent,
  APITextInputComponent,
} from 'discord-api-types/v10';
import { useId } from 'preact/hooks';
import { usePage } from './context.ts';
import {
  boundsOf,
  type Field,
  type FieldProblem,
  type FieldValue,
  isParagraph,
  isRequired,
} from './modal-fields.ts';
import { Select } from './select.tsx';
import { choicesOf } from './select-choices.ts';
import type { Words } from './words.ts';

/** How a field reads and writes what stands in it, by its custom_id. */
export interface FieldInput {
  readonly valueOf: (id: string) => FieldValue;
  readonly set: (id: string, value: FieldValue) => void;
  readonly setFiles: (id: string, files: readonly File[]) => void;
  readonly problemOf: (id: string) => FieldProblem | undefined;
}

/** A labelled field. */
export function FieldView({ field, input }: { field: Field; input: FieldInput }) {
  const { words } = usePage();
  const id = useId();
  const { component, label, description } = field;
  const problem = input.problemOf(component.custom_id);
  const grouped =
    component.type === ComponentType.RadioGroup || component.type === ComponentType.CheckboxGroup;
  const name = (
    <>
      {label}
      {isRequired(component) && (
        <span class="required">
          <span aria-hidden="true"> *</span>
          <span class="unseen"> ({words.required})</span>
        </span>
      )}
    </>
  );
  const notes = (
    <>
      {description && (
        <p id={`${id}-description`} class="field-description">
          {description}
        </p>
      )}
    </>
  );
  const told = problem && (
    <p id={`${id}-problem`} class="failure" role="alert">
      {tell(problem, words)}
    </p>
  );
  const described =
    [description && `${id}-description`, problem && `${id}-problem`].filter(Boolean).join(' ') || undefined;
  const control = <Control {...{ field, input, id, described }} invalid={problem !== undefined} />;
  if (grouped) {
    return (
      <fieldset class="field" aria-describedby={described}>
        <legend>{name}</legend>
        {notes}
        {control}
        {told}
      </fieldset>
    );
  }
  return (
    <div class="field">
      <label for={id}>{name}</label>
      {notes}
      {control}
      {told}
    </div>
  );
}

function tell(problem: FieldProblem, words: Words): string {
  switch (problem.code) {
    case 'missing':
      return words.fieldMissing;
    case 'count':
      return words.fieldCount(problem.min, problem.max);
    case 'length':
      return words.fieldLength(problem.min, problem.max);
  }
}

interface ControlProps {
  readonly field: Field;
  readonly input: FieldInput;
  readonly id: string;
  readonly described: string | undefined;
  readonly invalid: boolean;
}

function Control({ field, input, id, described, invalid }: ControlProps) {
  const { server, words } = usePage();
  const { component, label } = field;
  const customId = component.custom_id;
  const common = { id, 'aria-describedby': described, 'aria-invalid': invalid, 'data-custom-id': customId };
  switch (component.type) {
    case ComponentType.TextInput:
      return <TextControl {...{ component, input, common }} />;
    case ComponentType.RadioGroup:
    case ComponentType.CheckboxGroup:
      return <GroupControl {...{ component, input, invalid }} />;
    case ComponentType.Checkbox:
      return (
        <input
          {...common}
          type="checkbox"
          checked={input.valueOf(customId) === true}
          onChange={(event) => input.set(customId, event.currentTarget.checked)}
        />
      );
    case ComponentType.FileUpload: {
      const { max } = boundsOf(component);
      return (
        <input
          {...common}
          type="file"
          multiple={max > 1}
          onChange={(event) => input.setFiles(customId, [...(event.currentTarget.files ?? [])])}
        />
      );
    }
    default: {
      const { min, max } = boundsOf(component);
      const value = input.valueOf(customId);
      return (
        <Select
          customId={customId}
          id={id}
          name={label}
          label={component.placeholder ?? words.choose}
          choices={choicesOf(component, server)}
          initial={typeof value === 'object' ? value : []}
          min={isRequired(component) ? min : 0}
          max={max}
          disabled={component.disabled ?? false}
          describedBy={described}
          invalid={invalid}
          onDone={(values) => input.set(customId, values)}
        />
      );
    }
  }
}

function TextControl({
  component,
  input,
  common,
}: {
  component: APITextInputComponent;
  input: FieldInput;
  common: object;
}) {
  const value = String(input.valueOf(component.custom_id));
  const { max } = boundsOf(component);
  const props = {
    ...common,
    value,
    placeholder: component.placeholder,
    maxLength: max,
    'aria-required': isRequired(component),
  };
  return (
    <>
      {isParagraph(component) ? (
        <textarea
          {...props}
          rows={4}
          onInput={(event) => input.set(component.custom_id, event.currentTarget.value)}
        />
      ) : (
        <input
          {...props}
          type="text"
          autocomplete="off"
          onInput={(event) => input.set(component.custom_id, event.currentTarget.value)}
        />
      )}
      {component.max_length !== undefined && (
        <small class="counter" aria-hidden="true">
          {value.length}/{component.max_length}
        </small>
      )}
    </>
  );
}

function GroupControl({
  component,
  input,
  invalid,
}: {
  component: APIRadioGroupComponent | APICheckboxGroupComponent;
  input: FieldInput;
  invalid: boolean;
}) {
  const id = component.custom_id;
  const value = input.valueOf(id);
  const single = component.type === ComponentType.RadioGroup;
  const ticked = typeof value === 'object' ? value : [value];
  const toggle = (option: string, on: boolean) => {
    const others = ticked.filter((one): one is string => typeof one === 'string' && one !== option);
    input.set(id, single ? option : on ? [...others, option] : others);
  };
  return (
    <div class="options">
      {component.options.map((option, index) => (
        <label key={option.value} class="tick">
          <input
            type={single ? 'radio' : 'checkbox'}
            name={id}
            value={option.value}
            checked={ticked.includes(option.value)}
            aria-invalid={invalid}
            data-custom-id={index === 0 ? id : undefined}
            onChange={(event) => toggle(option.value, event.currentTarget.checked)}
          />
          <span>
            {option.label}
            {option.description && <small>{option.description}</small>}
          </span>
        </label>
      ))}
    </div>
  );
}
