import { type ReactNode, useState } from 'react';
import { Icon } from '../../components/icon.tsx';
import styles from './group.module.css';

/** A part of the form that can be folded away; says on its head what it holds. Opens by itself where something in it is wrong. */
export function Group({
  title,
  summary,
  open = false,
  children,
  tools,
}: {
  title: string;
  summary?: string;
  open?: boolean;
  children: ReactNode;
  tools?: ReactNode;
}) {
  const [chosen, setChosen] = useState<boolean | null>(null);
  const isOpen = chosen ?? open;
  return (
    <section className={styles['group']} aria-label={title}>
      <header>
        <button type="button" aria-expanded={isOpen} onClick={() => setChosen(!isOpen)}>
          <span className={styles['arrow']} data-open={isOpen || undefined}>
            <Icon name="down" size={14} />
          </span>
          <strong>{title}</strong>
          <span className="dim truncate">{summary}</span>
        </button>
        {tools}
      </header>
      {isOpen && <div className={styles['body']}>{children}</div>}
    </section>
  );
}
