import { Select } from '@mantine/core';
import { useSearchParams } from 'react-router';
import type { PodView } from '../../../engine/contract/views/endpoint.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { useCluster, useClusterView } from '../../live/use-cluster.ts';
import { kubectlCommand } from '../shared/cluster-commands.ts';
import { useEndpoint } from '../shared/use-endpoint.ts';
import { whyNotWrite } from '../shared/why-not-write.ts';
import { Shell } from './shell.tsx';
import { execWords } from './shell-command.ts';
import styles from './shell-tab.module.css';

/** A shell in one of the endpoint's containers. */
export function ShellTab() {
  const { data, key } = useEndpoint();
  const { name: cluster } = useCluster();
  const view = useClusterView();
  const whyNot = whyNotWrite(view);
  const [parameters, setParameters] = useSearchParams();
  const pods = data?.pods ?? [];
  const pod = pods.find(({ name }) => name === parameters.get('pod')) ?? pods.find(({ state }) => state === 'ready') ?? pods[0];
  const container = containerOf(pod, parameters.get('container'));
  if (whyNot) return <p className={styles['none']}>A shell could change the cluster. {whyNot}</p>;
  if (!pod || !container) return <p className={styles['none']}>There is no pod to open a shell in yet.</p>;
  const choose = (chosen: Record<string, string>) => setParameters({ pod: pod.name, container, ...chosen }, { replace: true });
  return (
    <div className={styles['shell']}>
      <div className={styles['tools']}>
        <Select
          aria-label="Pod"
          className={styles['pod'] ?? ''}
          data={pods.map(({ name }) => name)}
          value={pod.name}
          onChange={(name) => name && setParameters({ pod: name }, { replace: true })}
        />
        <Select
          aria-label="Container"
          className={styles['container'] ?? ''}
          data={pod.containers}
          value={container}
          onChange={(name) => name && choose({ container: name })}
        />
        {view?.kubeconfig && (
          <CopyButton
            text={kubectlCommand(view, execWords({ namespace: key.namespace, pod: pod.name, container }))}
            label="Copy the kubectl command"
          />
        )}
      </div>
      <Shell key={`${pod.name} ${container}`} target={{ cluster, namespace: key.namespace, pod: pod.name, container }} />
    </div>
  );
}

function containerOf(pod: PodView | undefined, wanted: string | null): string | undefined {
  return pod?.containers.find((container) => container === wanted) ?? pod?.containers[0];
}
