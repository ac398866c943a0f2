import { Checkbox, NumberInput, SegmentedControl, Select, TextInput } from '@mantine/core';
import { ImageFields } from './image-fields.tsx';
import { canHaveWebhooks, type InstallChoice } from './install-options.ts';
import styles from './install-page.module.css';

const order: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error'];

/** What can be chosen of an installation. */
export function InstallFields(props: { choice: InstallChoice; provider: string; onChange(part: Partial<InstallChoice>): void }) {
  const { choice, provider, onChange } = props;
  const webhooksPossible = canHaveWebhooks(choice);
  const flag = (field: 'webhooks' | 'networkPolicy' | 'prometheus', label: string, description: string) => (
    <Checkbox
      size="xs"
      label={label}
      description={description}
      disabled={field === 'webhooks' && !webhooksPossible}
      checked={choice[field] && (field !== 'webhooks' || webhooksPossible)}
      onChange={(event) => onChange({ [field]: event.currentTarget.checked })}
    />
  );
  return (
    <section className={styles['options']} aria-label="Options">
      <h2>Where the operator runs</h2>
      <SegmentedControl
        aria-label="Where the operator runs"
        data={[
          { value: 'pods', label: 'In the cluster' },
          { value: 'local', label: 'On this machine' },
        ]}
        value={choice.operator}
        onChange={(operator) => onChange({ operator: operator as InstallChoice['operator'] })}
      />
      {choice.operator === 'local' && (
        <p className="dim">For clusters that can pull no image of ours. Endpoints change only while Slipway runs here.</p>
      )}
      <ImageFields choice={choice} provider={provider} onChange={onChange} />
      <h2>Size and scope</h2>
      <div className={styles['two']}>
        <NumberInput
          label="Operator replicas"
          min={1}
          allowDecimal={false}
          value={choice.operatorReplicas}
          onChange={(value) => onChange({ operatorReplicas: Number(value) || 1 })}
        />
        <NumberInput
          label="Gateway replicas"
          min={1}
          allowDecimal={false}
          value={choice.gatewayReplicas}
          onChange={(value) => onChange({ gatewayReplicas: Number(value) || 1 })}
        />
      </div>
      <TextInput
        label="Only one namespace"
        description="Without anything that needs an administrator of the cluster"
        inputWrapperOrder={order}
        classNames={{ input: 'mono' }}
        placeholder="the whole cluster"
        value={choice.onlyNamespace}
        onChange={(event) => onChange({ onlyNamespace: event.currentTarget.value.trim() })}
      />
      <h2>Security and metrics</h2>
      <Select
        label="Certificates of the webhooks"
        data={[
          { value: 'self-managed', label: 'Made and renewed by the operator' },
          { value: 'cert-manager', label: "cert-manager's" },
        ]}
        disabled={!choice.webhooks || !webhooksPossible}
        value={choice.certificates}
        onChange={(certificates) => onChange({ certificates: certificates as InstallChoice['certificates'] })}
      />
      {flag('webhooks', 'Webhooks', 'Wrong manifests are refused when they are applied, and defaults are written')}
      {flag('networkPolicy', 'Network policies', 'Only what must reach the operator and the gateway does')}
      {flag('prometheus', 'Prometheus annotations', 'Metrics are found by a Prometheus that looks for them')}
    </section>
  );
}
