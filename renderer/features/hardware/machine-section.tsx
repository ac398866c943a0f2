import { Link } from 'react-router';
import type { MachineView } from '../../../engine/contract/views/device.ts';
import { Icon } from '../../components/icon.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Section } from '../../components/section.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { formatBytes } from '../../format/quantity.ts';
import { useCluster } from '../../live/use-cluster.ts';
import { useThisMachine } from '../shared/use-this-machine.ts';
import { DeviceTable } from './device-table.tsx';
import styles from './hardware-page.module.css';
import { Probes } from './probes.tsx';

/** The GPUs of the machine that Slipway runs on; that it has none is a normal answer. */
export function MachineSection() {
  const { data, error, refresh } = useThisMachine();
  const title = data ? `This machine, ${data.hostname}` : 'This machine';
  return (
    <Section title={title} aside={data && <span className="dim">{aside(data)}</span>} flush>
      {error && (
        <div className={styles['padded']}>
          <ErrorNotice error={error} onRetry={refresh} />
        </div>
      )}
      {!data && !error && <Skeleton lines={3} label="Looking at this machine" />}
      {data && <Machine machine={data} />}
    </Section>
  );
}

function Machine({ machine }: { machine: MachineView }) {
  const { devices, problems, probes } = machine;
  return (
    <>
      {devices.length > 0 ? <DeviceTable devices={devices} /> : <NoDevice />}
      {problems.length > 0 && (
        <ul className={styles['findings']} aria-label="Problems of this machine">
          {problems.map((problem) => (
            <li key={problem}>
              <Icon name="warning" size={14} />
              <span>{problem}</span>
            </li>
          ))}
        </ul>
      )}
      <Probes probes={probes} />
    </>
  );
}

function NoDevice() {
  const { path } = useCluster();
  return (
    <p className={styles['padded']}>
      No GPU in this machine, and none is needed: <Link to={path('/compose')}>compose an endpoint</Link> on the sandbox, where models are
      simulated, or <Link to="/clusters/new/remote">attach a cluster</Link> that has GPUs. What fits on any GPU is in the{' '}
      <Link to={path('/hardware/fit')}>fit explorer</Link>.
    </p>
  );
}

const systems: Record<string, string> = { linux: 'Linux', darwin: 'macOS', win32: 'Windows' };

function aside({ platform, memoryMiB }: MachineView): string {
  return `${systems[platform] ?? platform}, ${formatBytes(memoryMiB * 2 ** 20)} of memory`;
}
