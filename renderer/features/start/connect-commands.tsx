import type { ClusterView } from '../../../engine/contract/views/cluster.ts';
import type { EndpointView } from '../../../engine/contract/views/endpoint.ts';
import { CommandLine } from '../../components/command-line.tsx';
import { Section } from '../../components/section.tsx';
import { kubeconfigWords, kubectlCommand } from '../shared/cluster-commands.ts';
import { curlCommand } from '../shared/curl-command.ts';
import styles from './start-page.module.css';

/** The lines that reach this cluster and its models from a terminal. */
export function ConnectCommands({ cluster, endpoints }: { cluster: ClusterView | undefined; endpoints: EndpointView[] }) {
  const ready = endpoints.find((endpoint) => endpoint.state === 'ready' && endpoint.servedAs.length > 0);
  return (
    <Section title="From a terminal">
      <div className={styles['commands']}>
        <div>
          <h3>Talk to a model</h3>
          <p>{cluster?.gatewayUrl ? 'The gateway speaks the OpenAI API.' : 'The gateway is not up yet.'}</p>
          {cluster?.gatewayUrl && (
            <CommandLine
              text={ready ? curlCommand(cluster.gatewayUrl, ready.servedAs[0] ?? ready.model) : `curl ${cluster.gatewayUrl}/v1/models`}
              label="Copy the curl command"
            />
          )}
        </div>
        <div>
          <h3>Use kubectl</h3>
          <p>{kubeconfigWords(cluster)}</p>
          {cluster?.kubeconfig && (
            <CommandLine text={kubectlCommand(cluster, 'get aimendpoints --all-namespaces')} label="Copy the kubectl commands" />
          )}
        </div>
      </div>
    </Section>
  );
}
