import { ActionIcon, Menu } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { Link } from 'react-router';
import type { ClusterView } from '../../../engine/contract/views/cluster.ts';
import { Icon } from '../../components/icon.tsx';
import { pathIn } from '../../live/cluster-scope.ts';
import { kubeconfigCommand } from '../shared/cluster-commands.ts';
import { clusterPath } from '../shared/cluster-path.ts';
import { whyNotWrite } from '../shared/why-not-write.ts';
import { actionsOf, type ClusterAction } from './actions-of.ts';
import type { Running } from './use-running.ts';

/** What can be done with a cluster, in a menu. */
export function ClusterActions({ cluster, running, onRemove }: { cluster: ClusterView; running: Running; onRemove(): void }) {
  const { name } = cluster;
  const clipboard = useClipboard();
  const whyNot = whyNotWrite(cluster) ?? undefined;
  const items: Record<ClusterAction, React.ReactNode> = {
    open: (
      <Menu.Item component={Link} to={pathIn(name, '/endpoints')}>
        Open its endpoints
      </Menu.Item>
    ),
    check: (
      <Menu.Item component={Link} to={`${clusterPath(name)}?check`}>
        Check cluster
      </Menu.Item>
    ),
    pause: <Menu.Item onClick={() => running.pause()}>Pause cluster</Menu.Item>,
    resume: <Menu.Item onClick={() => running.resume()}>Resume cluster</Menu.Item>,
    install: (
      <Menu.Item disabled={whyNot !== undefined} title={whyNot} component={Link} to={clusterPath(name, 'install')}>
        {cluster.installation?.state === 'complete' ? 'Upgrade Slipway' : 'Install Slipway'}
      </Menu.Item>
    ),
    uninstall: (
      <Menu.Item disabled={whyNot !== undefined} title={whyNot} component={Link} to={clusterPath(name, 'uninstall')}>
        Uninstall Slipway
      </Menu.Item>
    ),
    kubeconfig: (
      <Menu.Item closeMenuOnClick={false} onClick={() => clipboard.copy(kubeconfigCommand(name))}>
        {clipboard.copied ? 'Copied' : 'Copy kubeconfig command'}
      </Menu.Item>
    ),
    remove: <Menu.Item onClick={onRemove}>{cluster.provider === 'remote' ? 'Detach cluster' : 'Delete cluster'}</Menu.Item>,
  };
  return (
    <Menu withInitialFocusPlaceholder={false} position="bottom-end" width={220} transitionProps={{ duration: 120 }}>
      <Menu.Target>
        <ActionIcon aria-label={`Actions of ${name}`}>
          <Icon name="more" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {actionsOf(cluster).map((action) => (
          <span key={action}>{items[action]}</span>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
