import { ActionIcon, Tooltip } from '@mantine/core';
import type { ForwardView } from '../../../engine/contract/views/pod.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { Icon } from '../../components/icon.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import styles from './forward-list.module.css';
import { useCloseForward } from './use-forwards.ts';

const marks = {
  ready: { state: 'ready', word: 'Open' },
  waiting: { state: 'progressing', word: 'Reconnecting' },
  failed: { state: 'failed', word: 'Failed' },
} as const;

/** Forwards with where each leads, the address here, and a button that closes it. */
export function ForwardList({ forwards }: { forwards: ForwardView[] }) {
  const { close, pending } = useCloseForward();
  return (
    <ul className={styles['forwards']} aria-label="Forwards">
      {forwards.map(({ id, namespace, target, url, phase, message }) => (
        <li key={id}>
          <StateMark {...marks[phase]} />
          <a href={url} target="_blank" rel="noreferrer" className="mono truncate">
            {url}
          </a>
          <CopyButton text={url} label={`Copy ${url}`} />
          <Tooltip label="Close forward">
            <ActionIcon aria-label={`Close the forward ${url}`} loading={pending === id} onClick={() => close(id)}>
              <Icon name="close" />
            </ActionIcon>
          </Tooltip>
          <small className="mono dim">
            {target} in {namespace}
          </small>
          {message && <small>{message}</small>}
        </li>
      ))}
    </ul>
  );
}
