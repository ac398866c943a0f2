import { FillBar } from '../../components/fill-bar.tsx';
import { formatBytes } from '../../format/quantity.ts';
import { vendorName } from '../../format/vendor.ts';
import { type FleetKind, nameOfKind } from '../shared/gpu-fleet.ts';
import styles from './hardware-page.module.css';

/** Each kind of GPU with how many of it are free. */
export function FleetKinds({ kinds }: { kinds: FleetKind[] }) {
  return (
    <ul className={styles['kinds']} aria-label="Kinds of GPU">
      {kinds.map((kind) => {
        const { vendor, resourceName, memoryMiB, free, total, nodes } = kind;
        const name = nameOfKind(kind);
        return (
          <li key={`${resourceName} ${name} ${memoryMiB}`}>
            <strong className="truncate" title={resourceName}>
              {vendorName(vendor)} {name}
            </strong>
            <span>
              {free} of {total} free
            </span>
            <FillBar used={total - free} total={total} label={`${total - free} of ${total} ${name} in use`} />
            <small className="dim">
              {memoryMiB === null ? 'memory not labelled' : `${formatBytes(memoryMiB * 2 ** 20)} each`}, on{' '}
              {nodes === 1 ? '1 node' : `${nodes} nodes`}
            </small>
          </li>
        );
      })}
    </ul>
  );
}
