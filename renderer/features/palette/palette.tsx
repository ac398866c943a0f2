import { useId, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { Dialog } from '../../components/dialog.tsx';
import { useLive, useSources } from '../../live/engine-context.tsx';
import { useCluster, useClusterSources, useIsConnected } from '../../live/use-cluster.ts';
import { matchCommands } from './commands.ts';
import styles from './palette.module.css';

/** Goes anywhere by a few letters: pages, endpoints, actions. */
export function Palette({ onClose }: { onClose(): void }) {
  const navigate = useNavigate();
  const listId = useId();
  const { name: cluster } = useCluster();
  const sources = useClusterSources();
  const { data } = useLive(useIsConnected() ? sources.endpoints : undefined);
  const { data: clusters } = useLive(useSources().clusters);
  const [query, setQuery] = useState('');
  const [position, setPosition] = useState(0);
  const found = useMemo(
    () => matchCommands(query, { cluster, endpoints: data?.endpoints ?? [], clusters: clusters ?? [] }),
    [query, cluster, data, clusters],
  );
  const present = found[Math.min(position, found.length - 1)];

  function run(to: string | undefined): void {
    if (!to) return;
    onClose();
    navigate(to);
  }

  function move(by: number): void {
    setPosition((before) => (Math.min(before, found.length - 1) + by + found.length) % Math.max(1, found.length));
  }

  function onKeyDown(event: React.KeyboardEvent): void {
    if (event.key === 'ArrowDown') move(1);
    else if (event.key === 'ArrowUp') move(-1);
    else if (event.key === 'Enter') run(present?.to);
    else return;
    event.preventDefault();
  }

  return (
    <Dialog label="Search and run" onClose={onClose}>
      <input
        className={styles['input']}
        type="text"
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={present && `${listId}-${present.id}`}
        aria-label="Search pages, endpoints and actions"
        placeholder="Search pages, endpoints and actions"
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setPosition(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div className={styles['list']} role="listbox" id={listId} aria-label="Found" tabIndex={-1}>
        {found.map((command) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys go to the input, which names the active option
          <div
            key={command.id}
            id={`${listId}-${command.id}`}
            role="option"
            tabIndex={-1}
            aria-selected={command === present}
            ref={command === present ? (row) => row?.scrollIntoView({ block: 'nearest' }) : undefined}
            onClick={() => run(command.to)}
          >
            <span className="truncate">{command.title}</span>
            <span className="dim truncate">{command.detail}</span>
            <span className="dim">{command.group}</span>
          </div>
        ))}
      </div>
      {found.length === 0 && <p className={styles['none']}>Nothing is called that. Try a model, a namespace or a page.</p>}
    </Dialog>
  );
}
