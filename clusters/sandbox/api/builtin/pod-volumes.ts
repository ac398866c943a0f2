import type { Volume } from 'kubernetes-types/core/v1.d.ts';
import type { StatusCause } from '../../../api-error.ts';
import { duplicateValue, forbiddenField, invalidValue, requiredValue } from '../causes.ts';
import { dnsLabelProblem } from '../validation/names.ts';

/** The names of the volumes that are right, and what is wrong with the others. */
export function validateVolumes(volumes: readonly Volume[], field: string): { volumes: ReadonlySet<string>; causes: StatusCause[] } {
  const names = new Set<string>();
  const causes: StatusCause[] = [];
  for (const [index, volume] of volumes.entries()) {
    const place = `${field}[${index}]`;
    const problems = [...sourceProblems(volume, place), ...nameProblems(volume.name, `${place}.name`)];
    if (names.has(volume.name)) problems.push(duplicateValue(`${place}.name`, volume.name));
    if (problems.length === 0) names.add(volume.name);
    causes.push(...problems);
  }
  return { volumes: names, causes };
}

function nameProblems(name: string, field: string): StatusCause[] {
  if (!name) return [requiredValue(field)];
  const problem = dnsLabelProblem(name);
  return problem ? [invalidValue(field, name, problem)] : [];
}

/** The order in which the server looks at them: the first one is the volume's, another is one too many. */
const SOURCES = [
  'emptyDir',
  'hostPath',
  'gitRepo',
  'secret',
  'nfs',
  'persistentVolumeClaim',
  'configMap',
  'downwardAPI',
  'projected',
  'csi',
  'ephemeral',
] as const;

function sourceProblems(volume: Volume, place: string): StatusCause[] {
  const present = SOURCES.filter((source) => volume[source] !== undefined);
  const [first, ...others] = present;
  if (!first) return [];
  return [
    ...detailProblems(volume, first, place),
    ...others.map((source) => forbiddenField(`${place}.${source}`, 'may not specify more than 1 volume type')),
  ];
}

function detailProblems(volume: Volume, source: (typeof SOURCES)[number], place: string): StatusCause[] {
  switch (source) {
    case 'hostPath':
      return hostPathProblems(volume.hostPath?.path ?? '', `${place}.hostPath.path`);
    case 'secret':
      return volume.secret?.secretName ? [] : [requiredValue(`${place}.secret.secretName`)];
    case 'configMap':
      return volume.configMap?.name ? [] : [requiredValue(`${place}.configMap.name`)];
    case 'persistentVolumeClaim':
      return volume.persistentVolumeClaim?.claimName ? [] : [requiredValue(`${place}.persistentVolumeClaim.claimName`)];
    default:
      return [];
  }
}

function hostPathProblems(path: string, field: string): StatusCause[] {
  if (path === '') return [requiredValue(field)];
  return path.split('/').includes('..') ? [invalidValue(field, path, "must not contain '..'")] : [];
}
