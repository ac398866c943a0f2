import styles from './command-line.module.css';
import { CopyButton } from './copy-button.tsx';

/** A command or an address to take away: shown whole or scrolled inside itself, with a button that copies it. */
export function CommandLine({ text, label }: { text: string; label: string }) {
  return (
    <div className={styles['line']}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <pre tabIndex={0}>{text}</pre>
      <CopyButton text={text} label={label} />
    </div>
  );
}
