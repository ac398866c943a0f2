import { patchColumns } from './columns.ts';
import type { FormProps } from './form-edit.ts';
import { Group } from './group.tsx';
import { PairsInput } from './pairs-input.tsx';
import { RowList } from './row-list.tsx';
import { TextList } from './text-list.tsx';

/** Feature gates, APIs and kubeadm patches for the whole cluster. */
export function KubeadmFields({ form, edit, errorAt }: FormProps) {
  const gates = Object.keys(form.featureGates).length;
  const patches = form.kubeadmConfigPatches.length + form.kubeadmConfigPatchesJSON6902.length;
  const summary = gates + patches > 0 ? `${gates} gates, ${patches} patches` : 'as Kubernetes has them';
  return (
    <Group title="Feature gates, APIs, kubeadm" summary={summary}>
      <PairsInput
        label="Feature gates"
        help="One a line, NAME=true or false"
        type="boolean"
        pairs={form.featureGates}
        error={errorAt(['featureGates'])}
        onChange={(pairs) => edit.set(['featureGates'], pairs)}
      />
      <PairsInput
        label="Runtime configuration of the API server"
        help="One a line, such as api/alpha=true"
        type="text"
        pairs={form.runtimeConfig}
        error={errorAt(['runtimeConfig'])}
        onChange={(pairs) => edit.set(['runtimeConfig'], pairs)}
      />
      <TextList
        title="kubeadm patches of all nodes"
        add="Add patch"
        texts={form.kubeadmConfigPatches}
        path={['kubeadmConfigPatches']}
        first={'kind: ClusterConfiguration\napiServer:\n  extraArgs: []\n'}
        edit={edit}
        errorAt={errorAt}
      />
      <RowList
        title="kubeadm patches of all nodes, RFC 6902"
        add="Add patch"
        columns={patchColumns}
        rows={form.kubeadmConfigPatchesJSON6902}
        path={['kubeadmConfigPatchesJSON6902']}
        edit={edit}
        errorAt={errorAt}
      />
    </Group>
  );
}
