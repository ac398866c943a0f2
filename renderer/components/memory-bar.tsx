import { formatBytes } from '../format/quantity.ts';
import styles from './memory-bar.module.css';

/** Memory of one GPU in bytes. */
export interface MemoryShares {
  weightsBytes: number;
  kvBytes: number;
  activationBytes: number;
  otherBytes: number;
  /** Left of what the engine allows itself; negative: what is missing. */
  freeBytes: number;
  totalBytes: number;
}

const parts = [
  ['weights', 'Weights', 'weightsBytes', 'what each GPU holds of the parameters'],
  ['kv', 'KV cache', 'kvBytes', 'keys and values of the tokens in flight'],
  ['activation', 'Activations', 'activationBytes', 'the peak while a batch runs through the layers'],
  ['other', 'Other', 'otherBytes', 'runtime, graphs and communication buffers'],
  ['free', 'Free for more', 'freeBytes', 'left of what the engine allows itself'],
] as const satisfies [string, string, keyof MemoryShares, string][];

// Sums of rounded bytes differ by less than anyone can see.
const hairline = 0.002;

/** What fills one GPU's memory; a demand over the limit runs past its line. */
export function MemoryBar({ shares, legend = true }: { shares: MemoryShares; legend?: boolean }) {
  const used = shares.weightsBytes + shares.kvBytes + shares.activationBytes + shares.otherBytes;
  const allowed = used + shares.freeBytes;
  const scale = Math.max(used, shares.totalBytes, 1);
  const kept = shares.totalBytes - Math.max(allowed, used);
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
        {allowed < scale * (1 - hairline) && (
          <i style={{ left: `${(100 * allowed) / scale}%` }} title={`Limit: the engine allows itself ${formatBytes(allowed)}`} />
        )}
        {used > shares.totalBytes && (
          <i data-whole style={{ left: `${(100 * shares.totalBytes) / scale}%` }} title={`The GPU has ${formatBytes(shares.totalBytes)}`} />
        )}
      </div>
      {legend && (
        <figcaption>
          {shown.map(([part, name, field]) => (
            <span key={part} data-part={part}>
              {name} {formatBytes(shares[field])}
            </span>
          ))}
          {kept > shares.totalBytes * hairline && <span data-part="free">Left to others {formatBytes(kept)}</span>}
          {shares.freeBytes < 0 && <span data-part="missing">Missing {formatBytes(-shares.freeBytes)}</span>}
        </figcaption>
      )}
    </figure>
  );
}
