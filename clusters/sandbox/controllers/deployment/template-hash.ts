import { isDeepStrictEqual } from 'node:util';
import type { PodTemplateSpec } from 'kubernetes-types/core/v1.d.ts';

export const templateHashLabel = 'pod-template-hash';

// kubernetes' own alphabet for generated names: no vowels, so no words.
const alphabet = 'bcdfghjklmnpqrstvwxz2456789';

/** The suffix of a replica set's name: the same for the same template, another after a collision. */
export function templateHash(template: PodTemplateSpec, collisionCount = 0): string {
  const hash = fnv32(`${canonicalText(template)}${collisionCount === 0 ? '' : collisionCount}`);
  return [...String(hash)].map((digit) => alphabet[Number(digit) % alphabet.length]).join('');
}

/** True when two templates are the same but for the hash label, which only replica sets carry. */
export function sameTemplate(one: PodTemplateSpec | undefined, other: PodTemplateSpec | undefined): boolean {
  return isDeepStrictEqual(withoutHash(one), withoutHash(other));
}

function withoutHash(template: PodTemplateSpec | undefined): PodTemplateSpec | undefined {
  if (!template?.metadata?.labels) return template;
  const { [templateHashLabel]: _, ...labels } = template.metadata.labels;
  return { ...template, metadata: { ...template.metadata, labels } };
}

function canonicalText(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part && typeof part === 'object' && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort(byName)) : part,
  );
}

function byName([one]: [string, unknown], [other]: [string, unknown]): number {
  return one < other ? -1 : 1;
}

/** FNV-1a, 32 bits. */
function fnv32(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}
