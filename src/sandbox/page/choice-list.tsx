/** The list above the composer: commands, choices, suggestions. The field below it keeps the focus. */
import { useEffect, useRef } from 'preact/hooks';
import type { Candidate } from './option-values.ts';

/** What the list shows and what is marked in it; `active` is an index or -1. */
export interface ChoiceListProps {
  /** Options have the id `<id>-<index>`, for the field's `aria-activedescendant`. */
  readonly id: string;
  readonly label: string;
  readonly choices: readonly Candidate[];
  readonly active: number;
  /** Stands below the choices, or instead of them. */
  readonly note?: string | undefined;
  readonly onActive: (index: number) => void;
  readonly onChoose: (choice: Candidate) => void;
}

/** The list box. */
export function ChoiceList({ id, label, choices, active, note, onActive, onChoose }: ChoiceListProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active >= 0) list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div class="choices">
      <p class="choices-head" id={`${id}-label`}>
        {label}
      </p>

      <div id={id} ref={list} role="listbox" aria-labelledby={`${id}-label`}>
        {choices.map((choice, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled on the field
          // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus
          <div
            key={`${index} ${choice.value}`}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            class={index === active ? 'choice choice-active' : 'choice'}
            onMouseDown={(event) => event.preventDefault()}
            onMouseMove={() => onActive(index)}
            onClick={() => onChoose(choice)}
          >
            <span class="choice-text">
              <span>{choice.label}</span>
              {choice.description && <small>{choice.description}</small>}
            </span>
          </div>
        ))}
      </div>
      {note && (
        <p class="choices-note" role="status">
          {note}
        </p>
      )}
    </div>
  );
}

/** The index after an arrow key, going round; undefined for another key. */
export function moveActive(key: string, active: number, count: number): number | undefined {
  if (count === 0) return undefined;
  if (key === 'ArrowDown') return (active + 1) % count;
  if (key === 'ArrowUp') return active <= 0 ? count - 1 : active - 1;
  return undefined;
}
