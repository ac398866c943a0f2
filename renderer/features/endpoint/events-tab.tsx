import { Ago } from '../../components/ago.tsx';
import { Section } from '../../components/section.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import table from '../../components/table.module.css';
import { useEndpoint } from '../shared/use-endpoint.ts';
import styles from './endpoint-page.module.css';

/** What the cluster said about this endpoint and its parts, the latest first. */
export function EventsTab() {
  const { data } = useEndpoint();
  const events = data?.events.toSorted((a, b) => b.lastSeen.localeCompare(a.lastSeen)) ?? [];
  return (
    <div className={styles['scroll']}>
      <Section title={events.length === 1 ? '1 event' : `${events.length} events`} flush>
        {events.length === 0 && <p className={styles['none']}>No event in the last hour. The cluster forgets older ones.</p>}
        {events.length > 0 && (
          <table className={table['table']}>
            <thead>
              <tr>
                <th>Type</th>
                <th>Reason</th>
                <th>Message</th>
                <th>About</th>
                <th className={table['number']}>Count</th>
                <th className={table['number']}>Last seen</th>
              </tr>
            </thead>
            <tbody>
              {events.map((event) => (
                <tr key={event.uid}>
                  <td>
                    <StateMark state={event.type === 'Warning' ? 'degraded' : 'idle'} word={event.type} />
                  </td>
                  <td>{event.reason}</td>
                  <td className={table['wide']}>{event.message}</td>
                  <td className={`mono ${table['tight']}`}>{event.about}</td>
                  <td className={table['number']}>{event.count}</td>
                  <td className={table['number']}>
                    <Ago at={event.lastSeen} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Section>
    </div>
  );
}
