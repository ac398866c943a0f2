import { Autocomplete, NumberInput, Select, TextInput } from '@mantine/core';
import { useLive } from '../../live/engine-context.tsx';
import { useClusterSources } from '../../live/use-cluster.ts';
import styles from './compose-page.module.css';
import type { FormProps } from './form-props.ts';

const order: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error'];

/** Where the endpoint is, how many replicas it has and how its Service looks. */
export function EndpointFields({ draft, edit, errorAt }: FormProps) {
  const namespaces = useNamespaces();
  return (
    <>
      <h2>Endpoint</h2>
      <div className={styles['row']}>
        <TextInput
          label="Name"
          classNames={{ input: 'mono' }}
          description="Also a name under which clients ask for it"
          inputWrapperOrder={order}
          value={draft.name}
          error={errorAt('name')}
          onChange={(event) => edit({ name: event.currentTarget.value })}
        />
        <Autocomplete
          label="Namespace"
          size="xs"
          classNames={{ input: 'mono' }}
          description="It must exist"
          inputWrapperOrder={order}
          data={namespaces}
          value={draft.namespace}
          error={errorAt('namespace')}
          onChange={(namespace) => edit({ namespace })}
        />
      </div>
      <div className={styles['row']}>
        <NumberInput
          label="Replicas"
          description="Model servers, each with the recipe's GPUs"
          inputWrapperOrder={order}
          allowDecimal={false}
          clampBehavior="none"
          value={draft.minReplicas}
          error={errorAt('minReplicas')}
          onChange={(value) => edit({ minReplicas: value === '' ? null : value })}
        />
        <Select
          label="Service type"
          data={['ClusterIP', 'NodePort', 'LoadBalancer']}
          value={draft.serviceType}
          error={errorAt('serviceType')}
          onChange={(value) => edit({ serviceType: value })}
        />
        <NumberInput
          label="Port"
          description="Of the Service in the cluster"
          inputWrapperOrder={order}
          allowDecimal={false}
          clampBehavior="none"
          value={draft.port}
          error={errorAt('port')}
          onChange={(value) => edit({ port: value === '' ? null : value })}
        />
      </div>
    </>
  );
}

/** Namespaces that are known to exist: where endpoints are, and the one that every cluster has. */
function useNamespaces(): string[] {
  const { data } = useLive(useClusterSources().endpoints);
  return [...new Set(['default', ...(data?.endpoints ?? []).map(({ key }) => key.namespace)])].sort();
}
