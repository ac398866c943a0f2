import type { FormProps } from './form-edit.ts';
import { Group } from './group.tsx';
import { TextList } from './text-list.tsx';

/** Patches of containerd's configuration on every node. */
export function ContainerdFields({ form, edit, errorAt }: FormProps) {
  const count = form.containerdConfigPatches.length + form.containerdConfigPatchesJSON6902.length;
  return (
    <Group title="containerd" summary={count === 0 ? 'as the node image has it' : count === 1 ? '1 patch' : `${count} patches`}>
      <TextList
        title="Patches, TOML"
        add="Add patch"
        texts={form.containerdConfigPatches}
        path={['containerdConfigPatches']}
        first={'[plugins."io.containerd.cri.v1.images"]\n'}
        edit={edit}
        errorAt={errorAt}
      />
      <TextList
        title="Patches, RFC 6902"
        add="Add patch"
        texts={form.containerdConfigPatchesJSON6902}
        path={['containerdConfigPatchesJSON6902']}
        first={'- op: add\n  path: /\n  value: ""\n'}
        edit={edit}
        errorAt={errorAt}
      />
    </Group>
  );
}
