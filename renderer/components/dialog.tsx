import { type ReactNode, useEffect, useRef } from 'react';
import styles from './dialog.module.css';

/** A layer over the page by the browser's own dialog: it keeps the focus inside and gives it back; Escape or a click outside closes it. */
export function Dialog({ label, onClose, children }: { label: string; onClose(): void; children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is the dialog's own key for the same
    <dialog
      ref={dialog}
      className={styles['dialog']}
      aria-label={label}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      {children}
    </dialog>
  );
}
