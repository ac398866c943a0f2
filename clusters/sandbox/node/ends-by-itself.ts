import type { Container, Pod } from 'kubernetes-types/core/v1.d.ts';

/** Whether others wait for the end of a container: those that prepare a pod, and those of a Job. Sidecars serve to the end. */
export function endsByItself({ metadata, spec }: Pod, container: Container): boolean {
  const isInitial = spec?.initContainers?.some(({ name }) => name === container.name) ?? false;
  if (isInitial) return container.restartPolicy !== 'Always';
  return metadata?.ownerReferences?.some(({ kind, controller }) => kind === 'Job' && controller) ?? false;
}
