import type { ReactNode } from 'react';
import { NavLink } from 'react-router';
import styles from './tabs.module.css';

export interface Tab {
  to: string;
  title: string;
  /** Behind the title: that there is something to see. */
  mark?: ReactNode;
}

interface TabsProps {
  label: string;
  tabs: readonly Tab[];
  /** Back leaves all of them at once. */
  replace?: boolean;
  /** At the end of the row. */
  children?: ReactNode;
}

/** Pages of one subject beside each other, each with its own address. */
export function Tabs({ label, tabs, replace = false, children }: TabsProps) {
  return (
    <nav className={styles['tabs']} aria-label={label}>
      {tabs.map(({ to, title, mark }) => (
        <NavLink key={to} to={to} end replace={replace}>
          {title}
          {mark}
        </NavLink>
      ))}
      {children}
    </nav>
  );
}
