import { TextInput } from '@mantine/core';
import type { Problem, WireError } from '../../../engine/contract/errors.ts';
import { ErrorNotice, Remark } from '../../components/notice.tsx';
import { ContainerdFields } from './containerd-fields.tsx';
import { errorAtField } from './field-errors.ts';
import { type FormProps, pathText } from './form-edit.ts';
import styles from './kind-page.module.css';
import { KubeadmFields } from './kubeadm-fields.tsx';
import { MirrorFields } from './mirror-fields.tsx';
import { NetworkingFields } from './networking-fields.tsx';
import { NodeList } from './node-list.tsx';
import { Presets } from './presets.tsx';
import type { KindDraftControls } from './use-kind-draft.ts';

/** The configuration as a form, all of `v1alpha4`. */
export function KindFields(props: { controls: KindDraftControls; problems: readonly Problem[]; createError: WireError | undefined }) {
  const { controls, problems, createError } = props;
  const { form, edit } = controls;
  if (!form) {
    return (
      <section className={styles['fields']} aria-label="Fields">
        <Remark>The YAML cannot be read, so the fields wait. Its problem is marked beside it.</Remark>
      </section>
    );
  }
  const parts: FormProps = { form, edit, errorAt: (path) => errorAtField(problems, pathText(path)) };
  return (
    <section className={styles['fields']} aria-label="Fields">
      {createError && <ErrorNotice error={createError} />}
      <Presets controls={controls} />
      <TextInput
        label="Name"
        classNames={{ input: 'mono' }}
        description="Lower case letters, digits and dashes; kubectl's context is kind-NAME"
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={form.name}
        error={parts.errorAt(['name'])}
        onChange={(event) => edit.set(['name'], event.currentTarget.value)}
      />
      <NodeList {...parts} />
      <NetworkingFields {...parts} />
      <KubeadmFields {...parts} />
      <ContainerdFields {...parts} />
      <MirrorFields {...parts} />
    </section>
  );
}
