import { ActionIcon, Select, TextInput } from '@mantine/core';
import { Icon } from '../../components/icon.tsx';
import { mountColumns, patchColumns, portColumns } from './columns.ts';
import type { FormEdit, FormProps } from './form-edit.ts';
import group from './group.module.css';
import { Group } from './group.tsx';
import type { NodeForm } from './kind-form.ts';
import { nodeSummary } from './node-summary.ts';
import { PairsInput } from './pairs-input.tsx';
import { RowList } from './row-list.tsx';
import { TextList } from './text-list.tsx';

/** One node: role, image, labels, mounts, ports, kubeadm patches. */
export function NodeFields({
  index,
  node,
  edit,
  errorAt,
}: {
  index: number;
  node: NodeForm;
  edit: FormEdit;
  errorAt: FormProps['errorAt'];
}) {
  const at = (field: string) => ['nodes', index, field];
  return (
    <Group
      title={`Node ${index + 1}: ${node.role}`}
      summary={nodeSummary(node)}
      open={index === 0}
      tools={
        <ActionIcon aria-label={`Remove node ${index + 1}`} onClick={() => edit.set(['nodes', index], undefined)}>
          <Icon name="trash" size={14} />
        </ActionIcon>
      }
    >
      <div className={group['row']}>
        <Select
          label="Role"
          data={['control-plane', 'worker']}
          value={node.role}
          error={errorAt(at('role'))}
          onChange={(role) => edit.set(at('role'), role)}
        />
        <TextInput
          label="Image"
          classNames={{ input: 'mono' }}
          placeholder="kind's own"
          value={node.image}
          error={errorAt(at('image'))}
          onChange={(event) => edit.set(at('image'), event.currentTarget.value || undefined)}
        />
      </div>
      <PairsInput
        label="Labels"
        help="One a line, KEY=VALUE"
        type="text"
        pairs={node.labels}
        error={errorAt(at('labels'))}
        onChange={(pairs) => edit.set(at('labels'), pairs)}
      />
      <RowList
        title="Port mappings"
        add="Add port"
        columns={portColumns}
        rows={node.extraPortMappings}
        path={at('extraPortMappings')}
        edit={edit}
        errorAt={errorAt}
      />
      <RowList
        title="Mounts"
        add="Add mount"
        columns={mountColumns}
        rows={node.extraMounts}
        path={at('extraMounts')}
        edit={edit}
        errorAt={errorAt}
      />
      <TextList
        title="kubeadm patches"
        add="Add patch"
        texts={node.kubeadmConfigPatches}
        path={at('kubeadmConfigPatches')}
        first={'kind: JoinConfiguration\nnodeRegistration:\n  kubeletExtraArgs: {}\n'}
        edit={edit}
        errorAt={errorAt}
      />
      <RowList
        title="kubeadm patches, RFC 6902"
        add="Add patch"
        columns={patchColumns}
        rows={node.kubeadmConfigPatchesJSON6902}
        path={at('kubeadmConfigPatchesJSON6902')}
        edit={edit}
        errorAt={errorAt}
      />
    </Group>
  );
}
