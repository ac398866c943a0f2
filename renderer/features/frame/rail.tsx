import { Tooltip, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { NavLink } from 'react-router';
import { Icon, type IconName } from '../../components/icon.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { useFreshness, useLive, useSources } from '../../live/engine-context.tsx';
import { clusterState } from '../shared/cluster-state.ts';
import styles from './rail.module.css';

const entries: { to: string; title: string; icon: IconName }[] = [
  { to: '/', title: 'Start', icon: 'home' },
  { to: '/endpoints', title: 'Endpoints', icon: 'endpoints' },
  { to: '/compose', title: 'Compose', icon: 'compose' },
  { to: '/hardware', title: 'Hardware', icon: 'hardware' },
  { to: '/clusters', title: 'Clusters', icon: 'clusters' },
];

const schemes = { auto: 'light', light: 'dark', dark: 'auto' } as const;

/** The pages, the cluster on top with its state, settings at the bottom; icons alone below 1200 px. */
export function Rail({ onSearch, onKeys }: { onSearch(): void; onKeys(): void }) {
  const folded = useMediaQuery('(max-width: 1199px)', false, { getInitialValueInEffect: false });
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <nav className={styles['rail']} aria-label="Pages">
      <ClusterLink folded={folded} />
      <Labelled label="Search and run" folded={folded}>
        <UnstyledButton className={styles['entry']} onClick={onSearch}>
          <Icon name="search" />
          <span className={styles['word']}>Search</span>
          <span aria-hidden="true" className={styles['key']}>
            Ctrl K
          </span>
        </UnstyledButton>
      </Labelled>
      <div className={styles['pages']}>
        {entries.map(({ to, title, icon }) => (
          <Labelled key={to} label={title} folded={folded}>
            <NavLink to={to} end={to === '/'} className={styles['entry'] ?? ''}>
              <Icon name={icon} />
              <span className={styles['word']}>{title}</span>
            </NavLink>
          </Labelled>
        ))}
      </div>
      <Labelled label={`Colours: ${colorScheme}`} folded={folded}>
        <UnstyledButton className={styles['entry']} onClick={() => setColorScheme(schemes[colorScheme])}>
          <Icon name={colorScheme} />
          <span className={styles['word']}>Colours: {colorScheme}</span>
        </UnstyledButton>
      </Labelled>
      <Labelled label="Keys" folded={folded}>
        <UnstyledButton className={styles['entry']} onClick={onKeys}>
          <Icon name="keys" />
          <span className={styles['word']}>Keys</span>
          <span aria-hidden="true" className={styles['key']}>
            ?
          </span>
        </UnstyledButton>
      </Labelled>
    </nav>
  );
}

function ClusterLink({ folded }: { folded: boolean }) {
  const { data } = useLive(useSources().status);
  const cluster = data?.clusters[0];
  const freshness = useFreshness(cluster?.freshness);
  const [state, word] = clusterState(freshness);
  const label = cluster ? `Cluster ${cluster.name}: ${word}` : 'No cluster yet';
  return (
    <Labelled label={label} folded={folded}>
      <NavLink to="/clusters" className={styles['cluster'] ?? ''}>
        <span aria-hidden="true">
          <StateMark state={state} word={word} compact />
        </span>
        <span className={styles['word']}>
          <strong className="truncate">{cluster?.name ?? 'Slipway'}</strong>
          <small>{word}</small>
        </span>
      </NavLink>
    </Labelled>
  );
}

function Labelled({ label, folded, children }: { label: string; folded: boolean; children: React.ReactElement }) {
  return (
    <Tooltip label={label} position="right" disabled={!folded}>
      {children}
    </Tooltip>
  );
}
