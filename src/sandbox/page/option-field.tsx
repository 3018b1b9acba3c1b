/** One option of a command: its name, and what is typed or chosen for it. */

import { useId } from 'preact/hooks';
import type { Filled } from './command-line.ts';
import { usePage } from './context.ts';
import { Icon } from './icons.tsx';

interface OptionFieldProps {
  readonly name: string;
  readonly label: string;
  readonly description?: string;
  /** `list` has a list above it, `add` is the field that adds options. */
  readonly kind: 'text' | 'list' | 'file' | 'add';
  readonly required: boolean;
  readonly text: string;
  /** Whether the text stands for a value chosen from a list. */
  readonly chosen: boolean;
  readonly expanded: boolean;
  /** The id of the open list, and of the option that is active in it. */
  readonly list: string | undefined;
  readonly active: string | undefined;
  readonly onFocus: (name: string) => void;
  readonly onWrite: (name: string, value: Filled) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onFile?: (file: File | undefined) => void;
  readonly onRemove?: (() => void) | undefined;
}

/** A pill with the option's name and its field. */
export function OptionField(props: OptionFieldProps) {
  const { name, label, kind, text, expanded, onFocus, onWrite, onKeyDown } = props;
  const { words } = usePage();
  const id = useId();
  const common = {
    id,
    'data-option': name,
    title: props.description,
    onFocus: () => onFocus(name),
    onKeyDown,
  };
  const combobox = kind === 'list' || kind === 'add';
  return (
    <span class={`pill pill-${kind}${props.chosen ? ' pill-chosen' : ''}`}>
      <label for={id} class={kind === 'add' ? 'unseen' : 'pill-name'}>
        {label}
      </label>
      {kind === 'file' ? (
        <input
          {...common}
          type="file"
          required={props.required}
          onChange={(event) => props.onFile?.(event.currentTarget.files?.[0])}
        />
      ) : (
        <input
          {...common}
          type="text"
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          enterkeyhint="send"
          required={props.required}
          {...(combobox && {
            role: 'combobox',
            'aria-autocomplete': 'list',
            'aria-expanded': expanded,
            'aria-controls': expanded ? props.list : undefined,
            'aria-activedescendant': expanded ? props.active : undefined,
          })}
          placeholder={kind === 'add' ? label : undefined}
          value={text}
          onInput={(event) => onWrite(name, { text: event.currentTarget.value })}
        />
      )}
      {props.onRemove && (
        <button
          type="button"
          class="pill-remove"
          aria-label={words.removeOption(label)}
          onClick={props.onRemove}
        >
          <Icon name="close" />
        </button>
      )}
    </span>
  );
}
