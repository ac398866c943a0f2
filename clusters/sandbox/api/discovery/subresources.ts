import { builtInKinds, type SubresourceKind } from '../builtin/kinds.ts';
import type { Resource, Verb } from '../resource.ts';

const writable: Verb[] = ['get', 'patch', 'update'];

/** The subresources of a resource as discovery describes them. */
export function subresourceKinds({ group, version, plural, kind, subresources, custom }: Resource): readonly SubresourceKind[] {
  if (!custom) return builtIn().get(`${group}/${version}/${plural}`) ?? [];
  return subresources.map((name) =>
    name === 'scale' ? { name, group: 'autoscaling', version: 'v1', kind: 'Scale', verbs: writable } : { name, kind, verbs: writable },
  );
}

let index: Map<string, readonly SubresourceKind[]> | undefined;

function builtIn(): Map<string, readonly SubresourceKind[]> {
  index ??= new Map(builtInKinds.map(({ group, version, plural, subresources }) => [`${group}/${version}/${plural}`, subresources]));
  return index;
}
