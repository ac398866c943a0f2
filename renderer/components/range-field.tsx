import { useId } from 'react';
import styles from './range-field.module.css';

/** A slider over positions, with its value in words beside its label; `onMove` comes with every step of a drag. */
export function RangeField(props: {
  label: string;
  /** What the present position means: `32k tokens`. */
  words: string;
  position: number;
  last: number;
  onMove(position: number): void;
}) {
  const { label, words, position, last, onMove } = props;
  const id = useId();
  return (
    <div className={styles['field']}>
      <label htmlFor={id}>{label}</label>
      <output htmlFor={id}>{words}</output>
      <input
        id={id}
        type="range"
        min={0}
        max={last}
        step={1}
        value={position}
        aria-valuetext={words}
        onChange={(event) => onMove(event.currentTarget.valueAsNumber)}
      />
    </div>
  );
}
