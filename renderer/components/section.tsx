import type { ReactNode } from 'react';
import styles from './section.module.css';

/** A titled panel of a page. `flush` leaves its body without padding, for tables and lists. */
export function Section({
  title,
  aside,
  children,
  flush = false,
}: {
  title: string;
  aside?: ReactNode;
  children: ReactNode;
  flush?: boolean;
}) {
  return (
    <section className={styles['section']} aria-label={title}>
      <header>
        <h2>{title}</h2>
        {aside}
      </header>
      {flush ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls, and a scrolling region must be reachable by keyboard
        <div className={styles['flush']} tabIndex={0}>
          {children}
        </div>
      ) : (
        <div className={styles['body']}>{children}</div>
      )}
    </section>
  );
}

/** Names and values, one pair a line. */
export function Facts({ facts }: { facts: [name: string, value: ReactNode][] }) {
  return (
    <dl className={styles['facts']}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
