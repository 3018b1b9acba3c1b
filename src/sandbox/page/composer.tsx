/** The line at the foot of the channel, where commands are found and typed, and messages written. */
import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { ChoiceList, moveActive } from './choice-list.tsx';
import { type CommandDraft, CommandForm } from './command-form.tsx';
import { type CommandEntry, listCommands, matchCommands, readLine } from './command-line.ts';
import type { Uploads } from './connection.ts';
import { type CommandCall, usePage } from './context.ts';
import { titleOf } from './state.ts';
import { whereOf } from './usable.ts';

/** A text, or a command being filled in, which `problem` says the server refused. */
type Draft = { text: string; problem?: string } | ({ entry: CommandEntry; key: number } & CommandDraft);

/** A text until a command is chosen, then the form of that command. */
export function Composer() {
  const { server, channel, person, locale, wanted, act } = usePage();
  const where = whereOf(channel);
  const [draft, setDraft] = useState<Draft>({ text: '' });
  const [returned, setReturned] = useState(false);
  const forms = useRef(0);
  const entries = useMemo(
    () => listCommands(server.commands, person, locale, where),
    [server.commands, person, locale, where],
  );

  const backToText = (text: string) => {
    setReturned(true);
    setDraft({ text });
  };
  const fillIn = (entry: CommandEntry, from: CommandDraft): Draft => {
    forms.current += 1;
    return { ...from, entry, key: forms.current };
  };
  /** Sends at once and makes room for the next; what is refused comes back as it was. */
  const send = async (entry: CommandEntry, sent: CommandDraft, call: CommandCall, uploads: Uploads) => {
    backToText('');
    const problem = await act.command(call, uploads);
    if (problem === undefined) return;
    setDraft((now) =>
      'text' in now && now.text === '' ? fillIn(entry, { ...sent, problem }) : { ...now, problem },
    );
  };

  // A mention of a command was clicked.
  useEffect(() => {
    const entry = wanted && entries.find(({ path }) => path.join(' ') === wanted.path);
    if (entry) setDraft(fillIn(entry, { filled: new Map() }));
  }, [wanted]);

  if ('entry' in draft) {
    // As it is registered now: its id or its language may have changed since it was chosen.
    const path = draft.entry.path.join(' ');
    const entry = entries.find((one) => one.path.join(' ') === path) ?? draft.entry;
    return (
      <CommandForm
        key={draft.key}
        entry={entry}
        draft={draft}
        onCancel={backToText}
        onSend={(sent, call, uploads) => void send(entry, sent, call, uploads)}
      />
    );
  }
  const onText = (text: string) => {
    const read = readLine(entries, text, locale);
    setDraft(read ? fillIn(read.entry, { filled: read.filled }) : { text });
  };
  return (
    <TextLine
      text={draft.text}
      refused={draft.problem}
      entries={entries}
      focus={returned}
      onText={onText}
      onChoose={(entry) => setDraft(fillIn(entry, { filled: new Map() }))}
    />
  );
}

interface TextLineProps {
  readonly text: string;
  /** Why a command sent before was refused, once another has been begun. */
  readonly refused: string | undefined;
  readonly entries: readonly CommandEntry[];
  /** Whether to take the focus; on a touch screen that opens the keyboard, so not at the start. */
  readonly focus: boolean;
  readonly onText: (text: string) => void;
  readonly onChoose: (entry: CommandEntry) => void;
}

function TextLine({ text, refused, entries, focus, onText, onChoose }: TextLineProps) {
  const { channel, words, act } = usePage();
  const [active, setActive] = useState(0);
  const [hidden, setHidden] = useState(false);
  const [mistake, setMistake] = useState<string>();
  const problem = mistake ?? refused;
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const found = text.startsWith('/') ? matchCommands(entries, text.slice(1)) : [];
  const open = text.startsWith('/') && !hidden;

  // Before the next key arrives: whoever types on must not lose a letter.
  useLayoutEffect(() => {
    const unclaimed = document.activeElement === document.body && matchMedia('(hover: hover)').matches;
    if (focus || unclaimed) input.current?.focus();
  }, [focus]);

  /** What is refused comes back as it was, unless another was begun. */
  const say = async () => {
    onText('');
    const refusal = await act.say(text);
    setMistake(refusal);
    if (refusal !== undefined && input.current?.value === '') onText(text);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Within an input method Enter and the arrows belong to it.
    if (event.isComposing) return;
    const moved = open ? moveActive(event.key, active, found.length) : undefined;
    const entry = open ? found[active] : undefined;
    if (moved !== undefined) setActive(moved);
    else if (event.key === 'Escape' && open) setHidden(true);
    else if ((event.key === 'Enter' || event.key === 'Tab') && entry) onChoose(entry);
    else if (event.key === 'Enter' && text.startsWith('/')) setMistake(words.unknownCommand);
    else if (event.key === 'Enter' && text.trim() !== '') void say();
    else return;
    event.preventDefault();
  };

  return (
    <div class="composer">
      {open && (
        <ChoiceList
          id={`${id}-list`}
          label={words.commands}
          choices={found.map((entry) => ({
            value: entry.path.join(' '),
            label: `/${entry.label}`,
            description: entry.description,
          }))}
          active={active}
          note={found.length === 0 ? words.noCommands : undefined}
          onActive={setActive}
          onChoose={(choice) => {
            const entry = found.find((one) => one.path.join(' ') === choice.value);
            if (entry) onChoose(entry);
          }}
        />
      )}
      {problem && (
        <p class="composer-problem" role="alert">
          {problem}
        </p>
      )}
      <div class="composer-line">
        <input
          ref={input}
          type="text"
          role="combobox"
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          enterkeyhint="send"
          aria-label={words.composer(titleOf(channel))}
          aria-expanded={open}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={open && found[active] ? `${id}-list-${active}` : undefined}
          placeholder={words.composerHint}
          value={text}
          onInput={(event) => {
            setActive(0);
            setHidden(false);
            setMistake(undefined);
            onText(event.currentTarget.value);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
    </div>
  );
}
