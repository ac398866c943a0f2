import type { ProbeRecord } from '../../../engine/contract/views/device.ts';
import type { StateWord } from '../../../engine/contract/views/state.ts';
import { StateMark } from '../../components/state-mark.tsx';
import table from '../../components/table.module.css';
import { formatDuration } from '../../format/duration.ts';
import styles from './hardware-page.module.css';

const outcomes: Record<ProbeRecord['outcome'], [StateWord, string]> = {
  found: ['ready', 'Found GPUs'],
  nothing: ['idle', 'Found none'],
  absent: ['idle', 'Not here'],
  failed: ['failed', 'Failed'],
  timed_out: ['failed', 'Took too long'],
  skipped: ['unknown', 'Skipped'],
};

/** How the machine was looked at: each tool or folder with what came of it. */
export function Probes({ probes }: { probes: ProbeRecord[] }) {
  return (
    <details className={styles['probes']}>
      <summary>What was looked at: {probes.length === 1 ? '1 probe' : `${probes.length} probes`}</summary>
      <table className={table['table']}>
        <thead>
          <tr>
            <th>Outcome</th>
            <th>Command or folder</th>
            <th className={table['number']}>Exit code</th>
            <th className={table['number']}>Time</th>
          </tr>
        </thead>
        <tbody>
          {probes.map((probe) => (
            <ProbeRows key={`${probe.tool} ${probe.command}`} probe={probe} />
          ))}
        </tbody>
      </table>
    </details>
  );
}

function ProbeRows({ probe }: { probe: ProbeRecord }) {
  const [state, word] = outcomes[probe.outcome];
  const stderr = probe.stderr.trim();
  return (
    <>
      <tr {...(stderr ? { className: table['explained'] } : {})}>
        <td>
          <StateMark state={state} word={word} />
        </td>
        <td className={`mono ${table['wide']}`}>{probe.command}</td>
        <td className={table['number']}>{probe.exitCode}</td>
        <td className={table['number']}>{probe.outcome === 'skipped' ? '' : formatDuration(probe.milliseconds)}</td>
      </tr>
      {stderr && (
        <tr>
          <td />
          <td colSpan={3}>
            <pre className={styles['stderr']}>{stderr}</pre>
          </td>
        </tr>
      )}
    </>
  );
}
