import { ActionIcon } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { Icon } from './icon.tsx';
import styles from './side-panel.module.css';

/**
 * Details or a form beside the page. Takes the focus when it opens, gives it back when it closes; Escape closes it.
 * A `docked` one takes its width from the page instead of lying over it, where one goes on working beside it.
 */
export function SidePanel({
  title,
  onClose,
  children,
  footer,
  docked = false,
}: {
  title: string;
  onClose(): void;
  children: ReactNode;
  footer?: ReactNode;
  docked?: boolean;
}) {
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    panel.current?.focus();
    return () => (before instanceof HTMLElement ? before.focus() : undefined);
  }, []);
  return (
    <aside
      ref={panel}
      className={styles['panel']}
      data-docked={docked || undefined}
      aria-label={title}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
    >
      <header className={styles['head']}>
        <h2 className="truncate">{title}</h2>
        <ActionIcon onClick={onClose} aria-label="Close the panel">
          <Icon name="close" />
        </ActionIcon>
      </header>
      <div className={styles['body']}>{children}</div>
      {footer && <footer className={styles['footer']}>{footer}</footer>}
    </aside>
  );
}
