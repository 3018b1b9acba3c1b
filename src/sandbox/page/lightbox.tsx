/** A picture by itself, as large as there is room, with what it says in words. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import { usePage } from './context.ts';
import { Icon } from './icons.tsx';

interface LightboxProps {
  readonly path: string;
  /** What the picture says; undefined where nobody told. */
  readonly alt: string | undefined;
  readonly onClose: () => void;
}

/** The dialog; Escape and a click beside the picture close it. */
export function Lightbox({ path, alt, onClose }: LightboxProps) {
  const { words } = usePage();
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself
    <dialog
      ref={dialog}
      class="lightbox"
      aria-label={words.picture}
      onClick={(event) => event.target === dialog.current && onClose()}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <img src={path} alt={alt ?? words.picture} />
      {alt !== undefined && <p aria-hidden="true">{alt}</p>}
      <p class="lightbox-foot">
        <a href={path} target="_blank" rel="noopener noreferrer">
          {words.openOriginal}
        </a>
        <button type="button" class="icon-button" aria-label={words.close} onClick={onClose}>
          <Icon name="close" />
        </button>
      </p>
    </dialog>
  );
}
