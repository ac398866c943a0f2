import { Tooltip, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { NavLink } from 'react-router';
import { Icon, type IconName } from '../../components/icon.tsx';
import { useCluster } from '../../live/use-cluster.ts';
import { ClusterSwitcher } from './cluster-switcher.tsx';
import styles from './rail.module.css';

const entries: { to: string; title: string; icon: IconName; ofNoCluster?: boolean }[] = [
  { to: '/', title: 'Start', icon: 'home' },
  { to: '/endpoints', title: 'Endpoints', icon: 'endpoints' },
  { to: '/compose', title: 'Compose', icon: 'compose' },
  { to: '/hardware', title: 'Hardware', icon: 'hardware' },
  { to: '/clusters', title: 'Clusters', icon: 'clusters', ofNoCluster: true },
  { to: '/tasks', title: 'Tasks', icon: 'tasks', ofNoCluster: true },
];

const schemes = { auto: 'light', light: 'dark', dark: 'auto' } as const;

/** The pages, the cluster on top with its state, settings at the bottom; icons alone below 1200 px. */
export function Rail({ onSearch, onKeys }: { onSearch(): void; onKeys(): void }) {
  const folded = useMediaQuery('(max-width: 1199px)', false, { getInitialValueInEffect: false });
  const { path } = useCluster();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <nav className={styles['rail']} aria-label="Pages">
      <ClusterSwitcher folded={folded} />
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
        {entries.map(({ to, title, icon, ofNoCluster }) => (
          <Labelled key={to} label={title} folded={folded}>
            <NavLink to={ofNoCluster ? to : path(to)} end={to === '/'} className={styles['entry'] ?? ''}>
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

function Labelled({ label, folded, children }: { label: string; folded: boolean; children: React.ReactElement }) {
  return (
    <Tooltip label={label} position="right" disabled={!folded}>
      {children}
    </Tooltip>
  );
}
