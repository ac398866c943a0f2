import { NavLink } from 'react-router';
import styles from './tabs.module.css';

/** Pages of one subject beside each other, each with its own address. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly [to: string, title: string][] }) {
  return (
    <nav className={styles['tabs']} aria-label={label}>
      {tabs.map(([to, title]) => (
        <NavLink key={to} to={to} end>
          {title}
        </NavLink>
      ))}
    </nav>
  );
}
