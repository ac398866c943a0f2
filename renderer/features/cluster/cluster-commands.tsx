import type { ClusterView } from '../../../engine/contract/views/cluster.ts';
import { CommandLine } from '../../components/command-line.tsx';
import { Section } from '../../components/section.tsx';
import { kubeconfigCommand, kubeconfigWords, kubectlCommand } from '../shared/cluster-commands.ts';
import styles from './cluster-page.module.css';

/** The lines that reach a cluster from a terminal. */
export function ClusterCommands({ cluster }: { cluster: ClusterView }) {
  return (
    <Section title="From a terminal">
      <div className={styles['commands']}>
        <p className="dim">{kubeconfigWords(cluster)}</p>
        {cluster.kubeconfig && <CommandLine text={kubectlCommand(cluster, 'get nodes,aimendpoints -A')} label="Copy the kubectl command" />}
        <CommandLine text={kubeconfigCommand(cluster.name)} label="Copy the kubeconfig command" />
      </div>
    </Section>
  );
}
