import { Checkbox } from '@mantine/core';
import { Icon } from '../../components/icon.tsx';
import styles from './attach-page.module.css';

/** Shows the program that the kubeconfig names for credentials, and asks before it is run. */
export function Consent({ program, consent, onConsent }: { program: string; consent: boolean; onConsent(consent: boolean): void }) {
  return (
    <div className={styles['consent']}>
      <p>
        <Icon name="terminal" size={14} /> Its credentials come from a program, which would run on this machine as you:
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <pre tabIndex={0}>{program}</pre>
      <Checkbox
        size="xs"
        label="Allow this program to run for this cluster"
        checked={consent}
        onChange={(event) => onConsent(event.currentTarget.checked)}
      />
    </div>
  );
}
