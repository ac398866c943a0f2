import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { CommandLine } from '../../components/command-line.tsx';
import { downloadText } from '../../components/download.ts';
import { Icon } from '../../components/icon.tsx';
import { YamlPane } from '../../components/yaml-pane.tsx';
import { useClusterView } from '../../live/use-cluster.ts';
import { kubectlCommand } from '../shared/cluster-commands.ts';
import { useEndpoint } from '../shared/use-endpoint.ts';
import styles from './endpoint-page.module.css';

// Until the cluster's own kubeconfig is known, the reader's.
const nowhere = { provider: 'remote', kubeconfig: null, context: null } as const;

/** The live resource, to read, copy and keep. */
export function YamlTab() {
  const { data, key } = useEndpoint();
  const view = useClusterView();
  const clipboard = useClipboard({ timeout: 1500 });
  if (!data?.endpoint) return null;
  const kind = data.endpoint.kind.toLowerCase();
  return (
    <div className={styles['yaml']}>
      <div className={styles['yamlTools']}>
        <CommandLine
          text={kubectlCommand(view ?? nowhere, `get ${kind} ${key.name} -n ${key.namespace} -o yaml`)}
          label="Copy the kubectl command"
        />
        <Button
          variant="default"
          leftSection={<Icon name={clipboard.copied ? 'check' : 'copy'} size={14} />}
          onClick={() => clipboard.copy(data.yaml)}
        >
          Copy YAML
        </Button>
        <Button
          variant="default"
          leftSection={<Icon name="download" size={14} />}
          onClick={() => downloadText(data.yaml, `${key.name}.yaml`)}
        >
          Download YAML
        </Button>
      </div>
      <YamlPane text={data.yaml} label={`YAML of ${key.name}`} />
    </div>
  );
}
