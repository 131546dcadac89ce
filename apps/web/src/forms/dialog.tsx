import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';

interface DialogProps {
  readonly title: ComponentChildren;
  readonly children: ComponentChildren;
  readonly class?: string;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
  /** Hears that the person closes it, as by Escape. The page then draws it no more. */
  readonly close: () => void;
}

/** A dialog in front of the page while it is drawn. Afterwards the focus is where it was before. */
export function Dialog({ title, children, close, ...attributes }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const shown = dialog.current;
    const before = document.activeElement;
    shown?.showModal();
    return () => {
      shown?.close();
      // The browser gives the focus back only when the dialog is still part of the page.
      if (document.activeElement === document.body && before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      {...attributes}
      ref={dialog}
      onClose={({ currentTarget }) => currentTarget.isConnected && close()}
      aria-labelledby={id}
    >
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>
  );
}
