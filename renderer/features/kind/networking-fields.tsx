import { Checkbox, NumberInput, Select, TextInput } from '@mantine/core';
import type { FormProps } from './form-edit.ts';
import group from './group.module.css';
import { Group } from './group.tsx';

/** Addresses, subnets and the network plug-in. */
export function NetworkingFields({ form: { networking }, edit, errorAt }: FormProps) {
  const at = (field: string) => ['networking', field];
  const text = (field: string) => String(networking[field] ?? '');
  const set = (field: string, value: unknown) => edit.set(at(field), value === '' || value === null ? undefined : value);
  const input = (field: string, label: string, placeholder: string) => (
    <TextInput
      label={label}
      classNames={{ input: 'mono' }}
      placeholder={placeholder}
      value={text(field)}
      error={errorAt(at(field))}
      onChange={(event) => set(field, event.currentTarget.value)}
    />
  );
  const dnsSearch = Array.isArray(networking['dnsSearch']) ? networking['dnsSearch'].map(String) : [];
  return (
    <Group title="Networking" summary={Object.keys(networking).join(', ') || 'as kind has it'}>
      <div className={group['row']}>
        <Select
          label="IP family"
          clearable
          placeholder="ipv4"
          data={['ipv4', 'ipv6', 'dual']}
          value={text('ipFamily') || null}
          error={errorAt(at('ipFamily'))}
          onChange={(value) => set('ipFamily', value)}
        />
        <Select
          label="kube-proxy mode"
          clearable
          placeholder="iptables"
          data={['iptables', 'ipvs', 'nftables', 'none']}
          value={text('kubeProxyMode') || null}
          error={errorAt(at('kubeProxyMode'))}
          onChange={(value) => set('kubeProxyMode', value)}
        />
        {input('apiServerAddress', 'API server address', '127.0.0.1')}
        <NumberInput
          label="API server port"
          placeholder="any free"
          hideControls
          allowDecimal={false}
          clampBehavior="none"
          value={text('apiServerPort')}
          error={errorAt(at('apiServerPort'))}
          onChange={(value) => set('apiServerPort', value)}
        />
        {input('podSubnet', 'Pod subnet', '10.244.0.0/16')}
        {input('serviceSubnet', 'Service subnet', '10.96.0.0/16')}
      </div>
      <TextInput
        label="DNS search domains"
        classNames={{ input: 'mono' }}
        placeholder="as this machine has them"
        value={dnsSearch.join(' ')}
        error={errorAt(at('dnsSearch'))}
        onChange={(event) => set('dnsSearch', event.currentTarget.value === '' ? undefined : event.currentTarget.value.split(' '))}
      />
      <Checkbox
        size="xs"
        label="Leave out kind's network plug-in; nodes stay not ready until another is installed"
        checked={networking['disableDefaultCNI'] === true}
        onChange={(event) => set('disableDefaultCNI', event.currentTarget.checked || null)}
      />
    </Group>
  );
}
