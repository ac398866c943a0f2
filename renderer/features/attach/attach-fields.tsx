import { Checkbox, TextInput } from '@mantine/core';
import type { ContextView } from '../../../engine/contract/views/cluster.ts';
import { Section } from '../../components/section.tsx';
import type { AttachChoice } from './attach-choice.ts';
import styles from './attach-page.module.css';
import { Consent } from './consent.tsx';

const order: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error'];

/** How the chosen context is attached. */
export function AttachFields(props: {
  choice: AttachChoice;
  context: ContextView | undefined;
  onChange(part: Partial<AttachChoice>): void;
}) {
  const { choice, context, onChange } = props;
  return (
    <Section title={context ? `Attach ${context.name}` : 'Attach'}>
      <div className={styles['fields']}>
        {!context && <p className="dim">Choose a context on the left.</p>}
        {context?.program && <Consent program={context.program} consent={choice.consent} onConsent={(consent) => onChange({ consent })} />}
        <div className={styles['row']}>
          <TextInput
            label="Name here"
            description="What Slipway calls it"
            inputWrapperOrder={order}
            classNames={{ input: 'mono' }}
            placeholder={context?.name ?? ''}
            value={choice.name}
            onChange={(event) => onChange({ name: event.currentTarget.value })}
          />
          <TextInput
            label="Only one namespace"
            description="For people who are not administrators: nothing outside it is read or written"
            inputWrapperOrder={order}
            classNames={{ input: 'mono' }}
            placeholder="all namespaces"
            value={choice.namespace}
            onChange={(event) => onChange({ namespace: event.currentTarget.value.trim() })}
          />
        </div>
        <Checkbox
          size="xs"
          label="Read-only"
          description="Slipway looks at it and changes nothing"
          checked={choice.readOnly}
          onChange={(event) => onChange({ readOnly: event.currentTarget.checked })}
        />
        <Checkbox
          size="xs"
          label="Simulate models"
          description="For a cluster without GPUs: the simulator runs in place of model servers, and pages say so"
          checked={choice.simulated}
          onChange={(event) => onChange({ simulated: event.currentTarget.checked })}
        />
      </div>
    </Section>
  );
}
