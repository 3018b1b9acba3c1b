/** A command that was chosen, with its options to fill in. Enter sends it. */
import { ApplicationCommandOptionType as OptionType } from 'discord-api-types/payloads/v10';
import type { APIApplicationCommandBasicOption } from 'discord-api-types/v10';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { ChoiceList, moveActive } from './choice-list.tsx';
import {
  type CommandEntry,
  type Filled,
  localDescription,
  localName,
  nestOptions,
  openingOptions,
} from './command-line.ts';
import type { Uploads } from './connection.ts';
import { type CommandCall, usePage } from './context.ts';
import { type Filling, inputsWhileTyping, readFilling } from './filling.ts';
import { Icon } from './icons.tsx';
import { OptionField } from './option-field.tsx';
import { type Candidate, candidatesOf, matchCandidates, type Problem } from './option-values.ts';
import { useSuggestions } from './suggestions.ts';
import type { Words } from './words.ts';

/** What is filled in; `shown` are the options that have a field, in order. */
export interface CommandDraft {
  readonly filled: ReadonlyMap<string, Filled>;
  readonly files?: ReadonlyMap<string, File>;
  readonly shown?: readonly string[];
  readonly problem?: string;
}

interface CommandFormProps {
  readonly entry: CommandEntry;
  /** What to begin with. */
  readonly draft: CommandDraft;
  /** Back to text, which is then this one. */
  readonly onCancel: (text: string) => void;
  readonly onSend: (draft: CommandDraft, call: CommandCall, uploads: Uploads) => void;
}

/** The field that adds optional options, among those named by their option. */
const ADDER = '+';

const EMPTY: Filled = { text: '' };

/** The form of a command. Give it the command as key. */
export function CommandForm({ entry, draft, onCancel, onSend }: CommandFormProps) {
  const { server, locale, words, act } = usePage();
  const [filled, setFilled] = useState(draft.filled);
  const [files, setFiles] = useState<ReadonlyMap<string, File>>(draft.files ?? new Map());
  const [shown, setShown] = useState<readonly string[]>(
    () => draft.shown ?? [...new Set([...openingOptions(entry), ...draft.filled.keys()])],
  );
  const [adding, setAdding] = useState('');
  const [focused, setFocused] = useState<string>();
  const [listOpen, setListOpen] = useState(true);
  const [marked, setMarked] = useState<number>();
  const [problem, setProblem] = useState(draft.problem);
  const form = useRef<HTMLFormElement>(null);
  const listId = useId();

  const options = shown.flatMap((name) => entry.options.find((option) => option.name === name) ?? []);
  const candidates = (one: APIApplicationCommandBasicOption) => candidatesOf(one, server, locale, words);
  const filling: Filling = { options, filled, attached: files, candidates };
  const hidden = entry.options.filter((option) => !shown.includes(option.name));
  const option = options.find((one) => one.name === focused);
  const typed = focused === ADDER ? { text: adding } : ((option && filled.get(option.name)) ?? EMPTY);
  const closed =
    focused === ADDER
      ? hidden.map((one) => ({
          value: one.name,
          label: localName(one, locale),
          description: localDescription(one, locale),
        }))
      : option && candidates(option);
  const completed = isCompleted(option);
  const suggestions = useSuggestions(
    completed && listOpen && typed.value === undefined ? `${focused} ${typed.text}` : undefined,
    () =>
      act.autocomplete(entry.commandId, nestOptions(entry, inputsWhileTyping(filling, option?.name ?? ''))),
  );

  const choices: readonly Candidate[] = closed
    ? typed.value === undefined
      ? matchCandidates(closed, typed.text)
      : closed
    : completed && typed.value === undefined
      ? suggestions.choices
      : [];
  const open = listOpen && (closed !== undefined || (completed && typed.value === undefined));
  // What was typed into a closed list means its first match; where people may write freely it means itself.
  const active = marked ?? (closed && typed.text !== '' && typed.value === undefined ? 0 : -1);

  const focus = (name: string | undefined) => {
    const selector = name === undefined ? '[type=submit]' : `[data-option="${CSS.escape(name)}"]`;
    form.current?.querySelector<HTMLElement>(selector)?.focus();
  };
  const [wanted, setWanted] = useState<{ name: string | undefined }>(() => ({
    name: [...draft.filled.keys()].at(-1) ?? shown[0],
  }));
  useLayoutEffect(() => focus(wanted.name), [wanted]);

  const send = () => {
    const read = readFilling(filling);
    if ('code' in read) {
      const wrong = options.find((one) => one.name === read.option);
      setProblem(tell(read, wrong ? localName(wrong, locale) : read.option, words));
      setWanted({ name: read.option });
      return;
    }
    onSend(
      { filled, files, shown },
      { commandId: entry.commandId, line: `/${entry.label}`, options: nestOptions(entry, read.inputs) },
      new Map([...files].map(([name, file]) => [name, [file]])),
    );
  };

  const write = (name: string, value: Filled) => {
    setProblem(undefined);
    setMarked(undefined);
    setListOpen(true);
    if (name === ADDER) setAdding(value.text);
    else setFilled((before) => new Map(before).set(name, value));
  };
  const choose = (choice: Candidate) => {
    setMarked(undefined);
    if (focused === ADDER) {
      setAdding('');
      setShown([...shown, String(choice.value)]);
      setWanted({ name: String(choice.value) });
    } else if (option) {
      setFilled((before) => new Map(before).set(option.name, { text: choice.label, value: choice.value }));
      setListOpen(false);
      const next = options.find(
        (one) => one.name !== option.name && !filled.get(one.name)?.text && !files.has(one.name),
      );
      if (next) setWanted({ name: next.name });
    }
  };
  const remove = (name: string) => {
    const before = shown[shown.indexOf(name) - 1];
    const left = shown.filter((one) => one !== name);
    setShown(left);
    setFilled((values) => new Map([...values].filter(([key]) => key !== name)));
    setFiles((values) => new Map([...values].filter(([key]) => key !== name)));
    setWanted({ name: before ?? left[0] ?? ADDER });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const moved = open ? moveActive(event.key, active, choices.length) : undefined;
    const choice = open ? choices[active] : undefined;
    const blank = typed.text === '' && typed.value === undefined;
    if (moved !== undefined) setMarked(moved);
    else if (event.key === 'ArrowDown' && !open) setListOpen(true);
    else if (event.key === 'Escape' && open && choices.length > 0) setListOpen(false);
    else if (event.key === 'Escape') onCancel('');
    else if ((event.key === 'Enter' || event.key === 'Tab') && choice) choose(choice);
    else if (event.key === 'Tab' && open && completed && !blank && !event.shiftKey && choices[0])
      choose(choices[0]);
    else if (event.key === 'Backspace' && blank && focused === shown[0]) onCancel(`/${entry.label}`);
    else if (event.key === 'Backspace' && blank && option && !option.required) remove(option.name);
    else return;
    event.preventDefault();
  };
  const fieldProps = {
    list: open ? listId : undefined,
    active: open && active >= 0 ? `${listId}-${active}` : undefined,
    onFocus: (name: string) => {
      setFocused(name);
      setMarked(undefined);
      setListOpen(true);
    },
    onWrite: write,
    onKeyDown,
  };

  return (
    <div class="composer">
      {open && (
        <ChoiceList
          id={listId}
          label={option ? localDescription(option, locale) : words.moreOptions(hidden.length)}
          choices={choices}
          active={active}
          note={noteOf(choices.length, closed ? undefined : suggestions, words)}
          onActive={setMarked}
          onChoose={choose}
        />
      )}
      {problem && (
        <p class="composer-problem" role="alert">
          {problem}
        </p>
      )}
      <form
        ref={form}
        class="composer-line command-form"
        aria-label={`/${entry.label}`}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
        onFocusOut={(event) => {
          const to = event.relatedTarget;
          if (!(to instanceof Node && event.currentTarget.contains(to))) setFocused(undefined);
        }}
      >
        <strong class="command-name">/{entry.label}</strong>
        {options.map((one) => (
          <OptionField
            key={one.name}
            name={one.name}
            label={localName(one, locale)}
            description={localDescription(one, locale)}
            kind={kindOf(one, candidates(one) !== undefined)}
            required={one.required ?? false}
            text={filled.get(one.name)?.text ?? ''}
            chosen={filled.get(one.name)?.value !== undefined}
            onFile={(file) =>
              setFiles((before) =>
                file
                  ? new Map(before).set(one.name, file)
                  : new Map([...before].filter(([name]) => name !== one.name)),
              )
            }
            onRemove={one.required ? undefined : () => remove(one.name)}
            expanded={focused === one.name && open}
            {...fieldProps}
          />
        ))}
        {hidden.length > 0 && (
          <OptionField
            name={ADDER}
            label={words.moreOptions(hidden.length)}
            kind="add"
            required={false}
            text={adding}
            chosen={false}
            expanded={focused === ADDER && open}
            {...fieldProps}
          />
        )}
        <span class="composer-buttons">
          <button
            type="button"
            class="icon-button"
            aria-label={words.cancelCommand}
            onClick={() => onCancel('')}
          >
            <Icon name="close" />
          </button>
          <button type="submit" class="icon-button send-button" aria-label={words.send}>
            <Icon name="send" />
          </button>
        </span>
      </form>
    </div>
  );
}

function kindOf(option: APIApplicationCommandBasicOption, closed: boolean): 'file' | 'list' | 'text' {
  if (option.type === OptionType.Attachment) return 'file';
  return closed || isCompleted(option) ? 'list' : 'text';
}

function isCompleted(option: APIApplicationCommandBasicOption | undefined): boolean {
  return option !== undefined && 'autocomplete' in option && option.autocomplete === true;
}

function noteOf(
  count: number,
  suggestions: { waiting: boolean; failed?: string | undefined } | undefined,
  words: Words,
): string | undefined {
  if (suggestions?.failed !== undefined) return suggestions.failed;
  if (count > 0) return undefined;
  return suggestions?.waiting ? words.searching : words.noMatches;
}

function tell(problem: Problem, name: string, words: Words): string {
  return 'limit' in problem ? words[problem.code](name, problem.limit) : words[problem.code](name);
}
