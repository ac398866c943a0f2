import type { FitVerdict } from '../../engine/contract/views/fit.ts';
import styles from './verdict-mark.module.css';

export const verdictWords: Record<FitVerdict, string> = {
  fits: 'Fits',
  does_not_fit: 'Does not fit',
  incompatible: 'Incompatible',
  unknown: 'Unknown',
};

const shapes: Record<FitVerdict, React.ReactNode> = {
  fits: <circle cx="6" cy="6" r="5" fill="currentColor" />,
  does_not_fit: <path d="m2 2 8 8m0-8-8 8" fill="none" stroke="currentColor" strokeWidth="2.2" strokeLinecap="round" />,
  incompatible: (
    <>
      <circle cx="6" cy="6" r="4.5" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <path d="m2.9 2.9 6.2 6.2" stroke="currentColor" strokeWidth="1.6" />
    </>
  ),
  unknown: <circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" strokeWidth="1.5" strokeDasharray="2 1.9" />,
};

/** A sizing's verdict as a shape and a word; `word` replaces the word where it says more. */
export function VerdictMark({ verdict, word }: { verdict: FitVerdict; word?: string }) {
  return (
    <span className={styles['mark']} data-verdict={verdict}>
      <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
        {shapes[verdict]}
      </svg>
      <span>{word ?? verdictWords[verdict]}</span>
    </span>
  );
}
