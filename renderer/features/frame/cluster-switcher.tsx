import { Menu, UnstyledButton } from '@mantine/core';
import { Link, useLocation } from 'react-router';
import type { ClusterView } from '../../../engine/contract/views/cluster.ts';
import { Icon } from '../../components/icon.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { pathOnSwitch } from '../../live/cluster-scope.ts';
import { useLive, useSources } from '../../live/engine-context.tsx';
import { useCluster, useClusterView } from '../../live/use-cluster.ts';
import { useClusterMark } from '../shared/use-cluster-mark.ts';
import styles from './cluster-switcher.module.css';

/** The present cluster with its state; opens the list of all, of which one is chosen. */
export function ClusterSwitcher({ folded }: { folded: boolean }) {
  const { name } = useCluster();
  const view = useClusterView();
  const mark = useClusterMark(view);
  const word = view?.readOnly ? `${mark.word}, read-only` : mark.word;
  const { data: clusters } = useLive(useSources().clusters);
  return (
    <Menu withInitialFocusPlaceholder={false} position="bottom-start" width={380} offset={4} transitionProps={{ duration: 120 }}>
      <Menu.Target>
        <UnstyledButton
          className={styles['switcher']}
          data-folded={folded || undefined}
          {...(folded ? { 'aria-label': `Cluster ${name}: ${word}`, title: `${name}: ${word}` } : {})}
        >
          <span aria-hidden="true">
            <StateMark {...mark} compact />
          </span>
          {!folded && (
            <>
              <span className="visually-hidden">Cluster</span>
              <span className={styles['words']}>
                <strong className="truncate">{name}</strong>
                <small className="truncate">{word}</small>
              </span>
              <Icon name="down" size={14} />
            </>
          )}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Clusters</Menu.Label>
        {clusters?.map((cluster) => (
          <Choice key={cluster.name} cluster={cluster} isPresent={cluster.name === name} />
        ))}
        <Menu.Divider />
        <Menu.Item component={Link} to="/clusters/new/kind" leftSection={<Icon name="plus" size={14} />}>
          Create a cluster
        </Menu.Item>
        <Menu.Item component={Link} to="/clusters/new/remote" leftSection={<Icon name="forward" size={14} />}>
          Attach a cluster
        </Menu.Item>
        <Menu.Item component={Link} to="/clusters" leftSection={<Icon name="clusters" size={14} />}>
          See all clusters
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function Choice({ cluster, isPresent }: { cluster: ClusterView; isPresent: boolean }) {
  const { pathname } = useLocation();
  const mark = useClusterMark(cluster);
  return (
    <Menu.Item
      component={Link}
      to={pathOnSwitch(pathname, cluster.name)}
      aria-current={isPresent || undefined}
      rightSection={<span className={styles['check']}>{isPresent && <Icon name="check" size={14} />}</span>}
    >
      <span className={styles['choice']}>
        <span className="truncate">{cluster.name}</span>
        <span className={styles['provider']}>
          {cluster.provider} {cluster.readOnly && <Icon name="lock" size={12} />}
          {cluster.readOnly && <span className="visually-hidden">read-only</span>}
        </span>
        <StateMark {...mark} />
      </span>
    </Menu.Item>
  );
}
