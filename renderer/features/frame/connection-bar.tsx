import { Ago } from '../../components/ago.tsx';
import type { Connection } from '../../live/connection.ts';
import styles from './frame.module.css';

/** Says that the engine does not answer, since when, and what to do; nothing while it does. */
export function ConnectionBar({ connection }: { connection: Connection }) {
  if (connection.state !== 'lost') return null;
  return (
    <p className={styles['lost']} role="status">
      The engine has not answered for <Ago at={connection.since} />. What is shown is the last that came. Trying again; if it was stopped,
      start it with <code>slipway serve</code>.
    </p>
  );
}
