import { Select, TextInput } from '@mantine/core';
import type { ImageSource, InstallChoice } from './install-options.ts';

const order: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error'];
const sources: { value: ImageSource; label: string }[] = [
  { value: 'built', label: 'Built here and loaded' },
  { value: 'registry', label: 'From a registry' },
  { value: 'named', label: 'Each by its name or digest' },
];

/** Where the images of operator, gateway and simulator come from. */
export function ImageFields(props: { choice: InstallChoice; provider: string; onChange(part: Partial<InstallChoice>): void }) {
  const { choice, provider, onChange } = props;
  const text = (
    field: 'registry' | 'operatorImage' | 'gatewayImage' | 'simulatorImage' | 'imageBase' | 'pullSecrets',
    label: string,
    placeholder: string,
    help?: string,
  ) => (
    <TextInput
      label={label}
      description={help}
      inputWrapperOrder={order}
      classNames={{ input: 'mono' }}
      placeholder={placeholder}
      value={choice[field]}
      onChange={(event) => onChange({ [field]: event.currentTarget.value })}
    />
  );
  return (
    <>
      <Select
        label="Images"
        data={provider === 'kind' ? sources : sources.filter(({ value }) => value !== 'built')}
        value={choice.source}
        onChange={(source) => onChange({ source: source as ImageSource })}
      />
      {choice.source === 'built' && text('imageBase', 'Built from', "Slipway's own base", 'An image with Node 24')}
      {choice.source === 'registry' && text('registry', 'Registry', 'registry.example.com/slipway', 'Names and tags are added')}
      {choice.source === 'named' && (
        <>
          {text('operatorImage', 'Operator', 'registry.example.com/operator@sha256:...')}
          {text('gatewayImage', 'Gateway', 'registry.example.com/gateway@sha256:...')}
          {text('simulatorImage', 'Simulator', 'only for simulated models')}
        </>
      )}
      {choice.source !== 'built' && text('pullSecrets', 'Pull secrets', 'none', 'Names of Secrets, with spaces between')}
    </>
  );
}
