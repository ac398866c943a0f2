/** Which accepted fields of an AIMEndpoint nothing acts on yet. */
import type { Endpoint } from '../../domain/endpoint.ts';

/** Paths, in the order in which they were written. What is switched off, or asks for what happens anyway, is not listed. */
export function notYetActedUpon({ extensions, scaling }: Endpoint): string[] {
  const kept = Object.entries(extensions).filter(([path, value]) => !isIdle(path, value, extensions));
  const bound = scaling.maximum !== undefined && scaling.maximum > scaling.minimum;
  return [...kept.map(([path]) => path), ...(bound ? ['spec.scaling.maxReplicas (bounds scaling by hand; nothing scales by load)'] : [])];
}

function isIdle(path: string, value: unknown, extensions: Endpoint['extensions']): boolean {
  if (path === 'spec.model.version') return value === 'latest';
  if (path.endsWith('.enabled') && value === false) return true;
  const [, section] = /^(spec\.[^.]+(?:\.canary)?)/.exec(path) ?? [];
  if (section !== undefined && extensions[`${section}.enabled`] === false) return true;
  return isSwitchedOff(value);
}

function isSwitchedOff(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'enabled' in value && value.enabled === false;
}
