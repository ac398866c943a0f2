import { formatBytes } from '../format/quantity.ts';
import styles from './memory-bar.module.css';

/** Memory of one GPU in bytes. */
export interface MemoryShares {
  weightsBytes: number;
  kvBytes: number;
  activationBytes: number;
  otherBytes: number;
  freeBytes: number;
  totalBytes: number;
}

const parts = [
  ['weights', 'Weights', 'weightsBytes', 'parameters x bytes per parameter / GPUs'],
  ['kv', 'KV cache', 'kvBytes', 'keys and values of the tokens in flight: all that the engine allows itself after the rest'],
  ['activation', 'Activations', 'activationBytes', 'the largest layer at the batch size'],
  ['other', 'Other', 'otherBytes', 'runtime, graphs and communication buffers'],
  ['free', 'Free', 'freeBytes', 'left over by the engine: its memory utilization limit'],
] as const satisfies [string, string, keyof MemoryShares, string][];

/** What fills one GPU's memory; a demand over the GPU's size runs past the limit's line. */
export function MemoryBar({ shares }: { shares: MemoryShares }) {
  const used = shares.weightsBytes + shares.kvBytes + shares.activationBytes + shares.otherBytes;
  const scale = Math.max(used, shares.totalBytes);
  const shown = parts.filter(([, , field]) => shares[field] > 0);
  return (
    <figure className={styles['memory']} aria-label={`Memory per GPU: ${formatBytes(used)} of ${formatBytes(shares.totalBytes)}`}>
      <div className={styles['bar']}>
        {shown.map(([part, name, field, formula]) => (
          <span
            key={part}
            data-part={part}
            style={{ width: `${(100 * shares[field]) / scale}%` }}
            title={`${name}: ${formatBytes(shares[field])} (${formula})`}
          />
        ))}
        {used > shares.totalBytes && (
          <i style={{ left: `${(100 * shares.totalBytes) / scale}%` }} title={`Limit: ${formatBytes(shares.totalBytes)}`} />
        )}
      </div>
      <figcaption>
        {shown.map(([part, name, field]) => (
          <span key={part} data-part={part}>
            {name} {formatBytes(shares[field])}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}
