import { Fragment, type ReactNode } from 'react';
import { Link } from 'react-router';
import styles from './page.module.css';

export interface Crumb {
  title: string;
  /** A name from the cluster rather than words. */
  isName?: boolean;
  to?: string;
}

/** A page: breadcrumb and actions on top, the body below, and where one is open a side panel on the right. */
export function Page({
  crumbs,
  actions,
  badge,
  panel,
  children,
  fill = false,
}: {
  crumbs: Crumb[];
  actions?: ReactNode;
  /** Beside the breadcrumb: how fresh the page is. */
  badge?: ReactNode;
  panel?: ReactNode;
  children: ReactNode;
  /** The body scrolls inside its own parts instead of as a whole. */
  fill?: boolean;
}) {
  return (
    <main className={styles['page']}>
      <title>{`${crumbs.at(-1)?.title ?? 'Start'} · Slipway`}</title>
      <header className={styles['head']}>
        <nav aria-label="Breadcrumb" className={styles['crumbs']}>
          {crumbs.map((crumb, index) => (
            <Fragment key={crumb.title}>
              {index > 0 && <span className={styles['slash']}>/</span>}
              {crumb.to ? (
                <Link to={crumb.to}>{crumb.title}</Link>
              ) : (
                <h1 className={crumb.isName ? 'mono truncate' : 'truncate'}>{crumb.title}</h1>
              )}
            </Fragment>
          ))}
          {badge}
        </nav>
        <div className={styles['actions']}>{actions}</div>
      </header>
      <div className={styles['columns']}>
        <div className={fill ? styles['fill'] : styles['body']}>{children}</div>
        {panel}
      </div>
    </main>
  );
}
