/** The chart's templates, one file an object. */
import type { KubernetesObject } from '../../../../../clusters/objects.ts';
import { programObjects } from '../../objects/installation-objects.ts';
import { refKey, refOf } from '../../plan/refs.ts';
import { type Variant, variants } from './choices.ts';
import { conditionFor } from './conditions.ts';
import { withExpressions, withPlaceholders } from './placeholders.ts';
import { templateOf, type Version, wrapped } from './template.ts';

/** File name to text. */
export function chartTemplates(): Map<string, string> {
  const all = variants();
  const objects = Map.groupBy(all.flatMap(objectsOf), ({ object }) => refKey(refOf(object)));
  return new Map([...objects.values()].map((versions) => fileOf(versions, all)));
}

interface ObjectVersion {
  readonly variant: Variant;
  readonly object: KubernetesObject;
}

/** Helm makes the namespace itself, and definitions are in `crds/`. */
function objectsOf(variant: Variant): ObjectVersion[] {
  return programObjects(variant.options).map((object) => ({ variant, object: withPlaceholders(object) }));
}

function fileOf(objects: readonly ObjectVersion[], all: readonly Variant[]): [name: string, text: string] {
  const versions: Version[] = objects.map(({ variant, object }) => ({ variant, value: object }));
  const condition = conditionFor(
    objects.map(({ variant }) => variant),
    all,
  );
  const lines = wrapped(templateOf(versions), condition);
  return [`${nameOf(objects)}.yaml`, withExpressions(`${lines.join('\n')}\n`)];
}

function nameOf([first]: readonly ObjectVersion[]): string {
  const { kind, metadata } = first?.object ?? {};
  return `${metadata?.name}-${kind?.toLowerCase()}`;
}
