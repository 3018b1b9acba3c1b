/** A modal that the bot opened, as a dialog. It closes when the bot has answered; until then nothing typed is lost. */
import { ComponentType } from 'discord-api-types/payloads/v10';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { usePage } from './context.ts';
import { Icon } from './icons.tsx';
import { type FieldInput, FieldView } from './modal-field.tsx';
import {
  checkField,
  type FieldProblem,
  type FieldValue,
  initialValue,
  type ModalPart,
  partsOf,
  toModalField,
} from './modal-fields.ts';
import { RichText } from './rich-text.tsx';
import type { OpenModal } from './state.ts';
import { tellFailure } from './words.ts';

/** The dialog of one modal. Give it the modal's interaction as key. */
export function ModalDialog({ open }: { open: OpenModal }) {
  const { view, server, words, act, dispatch } = usePage();
  const [parts] = useState(() => partsOf(open.modal));
  const [values, setValues] = useState<ReadonlyMap<string, FieldValue>>(() => initialValues(parts));
  const [files, setFiles] = useState<ReadonlyMap<string, readonly File[]>>(new Map());
  const [problems, setProblems] = useState<ReadonlyMap<string, FieldProblem>>(new Map());
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  const attempt = view.attempts.find((one) => one.modalId === open.interactionId);
  const waiting = attempt !== undefined && attempt.failed === undefined;

  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);

  const close = () => dispatch({ type: 'modal-closed', interactionId: open.interactionId });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (waiting) return;
    const fields = parts.flatMap((part) => (part.type === 'field' ? [part.field.component] : []));
    const found = new Map<string, FieldProblem>();
    for (const component of fields) {
      const id = component.custom_id;
      const value = component.type === ComponentType.FileUpload ? namesOf(files.get(id)) : values.get(id);
      const problem = checkField(component, value ?? '');
      if (problem) found.set(id, problem);
    }
    setProblems(found);
    const [first] = found.keys();
    if (first !== undefined) {
      dialog.current?.querySelector<HTMLElement>(`[data-custom-id="${CSS.escape(first)}"]`)?.focus();
      return;
    }
    act.submitModal(
      open,
      fields.map((component) => toModalField(component, values.get(component.custom_id) ?? '')),
      new Map([...files].filter(([, chosen]) => chosen.length > 0)),
    );
  };
  const input: FieldInput = {
    valueOf: (id) => values.get(id) ?? '',
    set: (id, value) => setValues((before) => new Map(before).set(id, value)),
    setFiles: (id, chosen) => setFiles((before) => new Map(before).set(id, chosen)),
    problemOf: (id) => problems.get(id),
  };

  return (
    <dialog
      ref={dialog}
      class="modal"
      aria-labelledby={title}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <form onSubmit={submit} noValidate>
        <header class="modal-head">
          <h2 id={title}>{open.modal.title}</h2>
          <button type="button" class="icon-button" aria-label={words.close} onClick={close}>
            <Icon name="close" />
          </button>
          <p class="subtext">{server.bot.name}</p>
        </header>
        <div class="modal-body">
          {attempt?.failed !== undefined && (
            <p class="failure" role="alert">
              {tellFailure(attempt.failed, words)}
            </p>
          )}
          {parts.map((part, index) =>
            part.type === 'text' ? (
              <RichText key={index} text={part.content} />
            ) : (
              <FieldView key={part.field.component.custom_id} field={part.field} input={input} />
            ),
          )}
        </div>
        <footer class="modal-foot">
          <button type="button" class="button button-secondary" onClick={close}>
            {words.cancel}
          </button>
          <button
            type="submit"
            class={waiting ? 'button button-primary button-waiting' : 'button button-primary'}
            aria-busy={waiting}
          >
            {words.submit}
          </button>
        </footer>
      </form>
    </dialog>
  );
}

function initialValues(parts: readonly ModalPart[]): Map<string, FieldValue> {
  const values = new Map<string, FieldValue>();
  for (const part of parts) {
    if (part.type === 'field') values.set(part.field.component.custom_id, initialValue(part.field.component));
  }
  return values;
}

function namesOf(files: readonly File[] | undefined): string[] {
  return (files ?? []).map((file) => file.name);
}
