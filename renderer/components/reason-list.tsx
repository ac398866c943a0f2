import styles from './reason-list.module.css';

/** An option that was not taken. */
export interface Reason {
  /** How it would run. */
  option: string;
  /** Its name, where it has one. */
  name: string | null;
  verdict: string;
  reason: string;
  change: string | null;
}

const words: Record<string, string> = {
  does_not_fit: 'Does not fit',
  incompatible: 'Incompatible',
  unknown: 'Unknown',
  lower_preference: 'Fits, not first',
};

/** Options that were refused, one an item: what, the verdict, the number that decides, and what would change it. */
export function ReasonList({ reasons }: { reasons: Reason[] }) {
  return (
    <ul className={styles['list']}>
      {reasons.map(({ option, name, verdict, reason, change }) => (
        <li key={`${name} ${option}`}>
          <span className={styles['head']}>
            <strong>{option}</strong>
            <span className="dim">{words[verdict] ?? verdict}</span>
          </span>
          {name && <code>{name}</code>}
          <p>{reason}</p>
          {change && <p className="dim">{change}</p>}
        </li>
      ))}
    </ul>
  );
}
