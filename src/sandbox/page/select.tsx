/** A select: a button that opens a list, as `role="combobox"` that only selects (WAI-ARIA APG). */
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { usePage } from './context.ts';
import { Emoji, Icon } from './icons.tsx';
import type { SelectChoice } from './select-choices.ts';

interface SelectProps {
  readonly customId: string;
  /** What stands in it while nothing is chosen. */
  readonly label: string;
  /** Its accessible name, where that is not the label. */
  readonly name?: string;
  /** The id of its button, for a `<label>`. */
  readonly id?: string;
  readonly choices: readonly SelectChoice[];
  readonly initial: readonly string[];
  readonly min: number;
  readonly max: number;
  readonly disabled?: boolean;
  readonly busy?: boolean;
  readonly describedBy?: string | undefined;
  readonly invalid?: boolean;
  /** Called with a choice of one at once, with a choice of several when the list closes. */
  readonly onDone: (values: string[]) => void;
}

/** A list to choose one or several from. */
export function Select(props: SelectProps) {
  const { customId, label, name = label, choices, initial, min, max, onDone } = props;
  const { words } = usePage();
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<readonly string[]>(initial);
  const [active, setActive] = useState(0);
  /** What the owner was told last. */
  const told = useRef<readonly string[]>(initial);
  const list = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  const several = max > 1;

  useEffect(() => {
    if (!open) return;
    list.current?.scrollIntoView({ block: 'nearest' });
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [open, active]);

  const close = () => {
    setOpen(false);
    const before = told.current;
    const changed = chosen.length !== before.length || chosen.some((value) => !before.includes(value));
    if (!several || !changed) return;
    told.current = chosen;
    onDone([...chosen]);
  };
  const choose = (index: number) => {
    const value = choices[index]?.value;
    if (value === undefined) return;
    if (!several) {
      const next = min === 0 && chosen.includes(value) ? [] : [value];
      setChosen(next);
      setOpen(false);
      onDone(next);
    } else if (chosen.includes(value)) {
      setChosen(chosen.filter((one) => one !== value));
    } else if (chosen.length < max) {
      setChosen([...chosen, value]);
    }
  };
  const toggle = () => {
    if (open) return close();
    setActive(
      Math.max(
        0,
        choices.findIndex((choice) => choice.value === chosen[0]),
      ),
    );
    setOpen(true);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!open) {
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault();
        toggle();
      }
      return;
    }
    const move: Partial<Record<string, number>> = {
      ArrowDown: Math.min(active + 1, choices.length - 1),
      ArrowUp: Math.max(active - 1, 0),
      Home: 0,
      End: choices.length - 1,
    };
    const to = move[event.key];
    if (to !== undefined) setActive(to);
    else if (event.key === 'Enter' || event.key === ' ') choose(active);
    else if (event.key === 'Escape') close();
    else {
      const typed = event.key.toLowerCase();
      const found = choices.findIndex((choice) => choice.label.toLowerCase().startsWith(typed));
      if (event.key.length === 1 && found >= 0) setActive(found);
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  const shown = choices.filter((choice) => chosen.includes(choice.value));
  return (
    <div
      class="select"
      onFocusOut={(event) => {
        const to = event.relatedTarget;
        if (open && !(to instanceof Node && event.currentTarget.contains(to))) close();
      }}
    >
      <button
        ref={button}
        type="button"
        id={props.id}
        class="select-button"
        role="combobox"
        aria-label={shown.length > 0 ? `${name}: ${shown.map((choice) => choice.label).join(', ')}` : name}
        aria-haspopup="listbox"
        aria-expanded={open}
        aria-controls={`${id}-list`}
        aria-activedescendant={open ? `${id}-${active}` : undefined}
        aria-busy={props.busy}
        aria-describedby={props.describedBy}
        aria-invalid={props.invalid}
        data-custom-id={customId}
        disabled={props.disabled || props.busy}
        onClick={toggle}
        onKeyDown={onKeyDown}
      >
        <span class={shown.length > 0 ? 'select-value' : 'select-value select-placeholder'}>
          {shown.length > 0 ? shown.map((choice) => choice.label).join(', ') : label}
        </span>
        <Icon name="chevron" />
      </button>
      {open && (
        <div class="select-list">
          <div id={`${id}-list`} ref={list} role="listbox" aria-label={name} aria-multiselectable={several}>
            {choices.length === 0 && <p class="choices-note">{words.noChoices}</p>}
            {choices.map((choice, index) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled on the button
              // biome-ignore lint/a11y/useFocusableInteractive: the button keeps the focus
              <div
                key={choice.value}
                id={`${id}-${index}`}
                role="option"
                aria-selected={chosen.includes(choice.value)}
                class={index === active ? 'choice choice-active' : 'choice'}
                onMouseDown={(event) => event.preventDefault()}
                onMouseMove={() => setActive(index)}
                onClick={() => choose(index)}
              >
                {choice.emoji && <Emoji emoji={choice.emoji} silent />}
                <span class="choice-text">
                  <span>{choice.label}</span>
                  {choice.description && <small>{choice.description}</small>}
                </span>
                {chosen.includes(choice.value) && <Icon name="check" />}
              </div>
            ))}
          </div>
          {several && (
            <p class="select-foot">
              <span>
                {words.chosen(chosen.length)} · {words.fieldCount(min, max)}
              </span>
              <button
                type="button"
                class="button button-primary"
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => {
                  close();
                  button.current?.focus();
                }}
              >
                {words.done}
              </button>
            </p>
          )}
        </div>
      )}
    </div>
  );
}
