import type { EndpointView } from '../../../engine/contract/views/endpoint.ts';
import type { StatusView } from '../../../engine/contract/views/workbench.ts';
import { CommandLine } from '../../components/command-line.tsx';
import { Section } from '../../components/section.tsx';
import { curlCommand } from '../shared/curl-command.ts';
import styles from './start-page.module.css';

/** The lines that reach this cluster and its models from a terminal. */
export function ConnectCommands({ status, endpoints }: { status: StatusView | undefined; endpoints: EndpointView[] }) {
  const ready = endpoints.find((endpoint) => endpoint.state === 'ready' && endpoint.servedAs.length > 0);
  return (
    <Section title="From a terminal">
      <div className={styles['commands']}>
        <div>
          <h3>Talk to a model</h3>
          <p>{status?.gatewayUrl ? 'The gateway speaks the OpenAI API.' : 'The gateway is not up yet.'}</p>
          {status?.gatewayUrl && (
            <CommandLine
              text={ready ? curlCommand(status.gatewayUrl, ready.servedAs[0] ?? ready.model) : `curl ${status.gatewayUrl}/v1/models`}
              label="Copy the curl command"
            />
          )}
        </div>
        <div>
          <h3>Use kubectl</h3>
          <p>{status?.kubeconfig ? 'The cluster has a kubeconfig of its own; yours is not touched.' : 'No kubeconfig yet.'}</p>
          {status?.kubeconfig && (
            <CommandLine
              text={`export KUBECONFIG=${status.kubeconfig}\nkubectl get aimendpoints --all-namespaces`}
              label="Copy the kubectl commands"
            />
          )}
        </div>
      </div>
    </Section>
  );
}
