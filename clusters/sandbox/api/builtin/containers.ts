import type { Container, ContainerPort, VolumeMount } from 'kubernetes-types/core/v1.d.ts';
import type { StatusCause } from '../../../api-error.ts';
import { duplicateValue, forbiddenField, invalidValue, notSupported, requiredValue } from '../causes.ts';
import { dnsLabelProblem, portNameProblems, portProblem } from '../validation/names.ts';
import { validateEnvironment } from './container-environment.ts';
import { validateHandler, validateProbe } from './container-probes.ts';
import { validateResources } from './container-resources.ts';

const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'];
const MESSAGE_POLICIES = ['FallbackToLogsOnError', 'File'];

interface Surroundings {
  place: string;
  /** The names of the pod's volumes. */
  volumes: ReadonlySet<string>;
  isInit: boolean;
}

/** What is wrong with one container of a pod. */
export function validateContainer(container: Container, { place, volumes, isInit }: Surroundings): StatusCause[] {
  const { name, image, imagePullPolicy = '', terminationMessagePolicy = '' } = container;
  const nameProblem = name ? dnsLabelProblem(name) : undefined;
  return [
    ...(name ? [] : [requiredValue(`${place}.name`)]),
    ...(nameProblem ? [invalidValue(`${place}.name`, name, nameProblem)] : []),
    ...(image ? [] : [requiredValue(`${place}.image`)]),
    ...(MESSAGE_POLICIES.includes(terminationMessagePolicy)
      ? []
      : [notSupported(`${place}.terminationMessagePolicy`, terminationMessagePolicy, MESSAGE_POLICIES)]),
    ...validatePorts(container.ports ?? [], `${place}.ports`),
    ...validateEnvironment(container, place),
    ...validateMounts(container.volumeMounts ?? [], { place: `${place}.volumeMounts`, volumes }),
    ...(PULL_POLICIES.includes(imagePullPolicy) ? [] : [notSupported(`${place}.imagePullPolicy`, imagePullPolicy, PULL_POLICIES)]),
    ...validateResources(container.resources, `${place}.resources`),
    ...securityProblems(container, `${place}.securityContext`),
    ...(isInit ? initOnlyProblems(container, place) : lifecycleProblems(container, place)),
  ];
}

/** Of pods only: a template may hold the place of an image with a space. */
export function spacedImageProblem(image: string, field: string): StatusCause[] {
  return image === image.trim() ? [] : [invalidValue(field, image, 'must not have leading or trailing whitespace')];
}

function validatePorts(ports: readonly ContainerPort[], field: string): StatusCause[] {
  const names = new Set<string>();
  return ports.flatMap((port, index) => {
    const place = `${field}[${index}]`;
    const nameProblems = port.name ? portNameProblems(port.name).map((problem) => invalidValue(`${place}.name`, port.name, problem)) : [];
    const isRepeated = port.name !== undefined && names.has(port.name);
    if (port.name) names.add(port.name);
    return [
      ...nameProblems,
      ...(isRepeated && nameProblems.length === 0 ? [duplicateValue(`${place}.name`, port.name)] : []),
      ...(port.containerPort ? numberProblem(port.containerPort, `${place}.containerPort`) : [requiredValue(`${place}.containerPort`)]),
      ...(port.hostPort ? numberProblem(port.hostPort, `${place}.hostPort`) : []),
      ...(PROTOCOLS.includes(port.protocol ?? '') ? [] : [notSupported(`${place}.protocol`, port.protocol, PROTOCOLS)]),
    ];
  });
}

function numberProblem(port: number, field: string): StatusCause[] {
  const problem = portProblem(port);
  return problem ? [invalidValue(field, port, problem)] : [];
}

function validateMounts(
  mounts: readonly VolumeMount[],
  { place, volumes }: { place: string; volumes: ReadonlySet<string> },
): StatusCause[] {
  return mounts.flatMap((mount, index) => {
    const where = `${place}[${index}]`;
    const isRepeated = mounts.slice(0, index).some((earlier) => earlier.mountPath === mount.mountPath);
    return [
      ...(mount.name ? [] : [requiredValue(`${where}.name`)]),
      ...(volumes.has(mount.name) ? [] : [{ reason: 'FieldValueNotFound', message: `Not found: "${mount.name}"`, field: `${where}.name` }]),
      ...(mount.mountPath ? [] : [requiredValue(`${where}.mountPath`)]),
      ...(isRepeated ? [invalidValue(`${where}.mountPath`, mount.mountPath, 'must be unique')] : []),
    ];
  });
}

function securityProblems({ securityContext }: Container, field: string): StatusCause[] {
  if (securityContext?.allowPrivilegeEscalation !== false || !securityContext.privileged) return [];
  return [invalidValue(field, securityContext, 'cannot set `allowPrivilegeEscalation` to false and `privileged` to true')];
}

function lifecycleProblems(container: Container, place: string): StatusCause[] {
  const { lifecycle, livenessProbe, readinessProbe, startupProbe } = container;
  const success = (probe: { successThreshold?: number } | undefined, field: string) =>
    probe && probe.successThreshold !== 1 ? [invalidValue(`${field}.successThreshold`, probe.successThreshold, 'must be 1')] : [];
  return [
    ...(lifecycle?.postStart ? validateHandler(lifecycle.postStart, `${place}.lifecycle.postStart`) : []),
    ...(lifecycle?.preStop ? validateHandler(lifecycle.preStop, `${place}.lifecycle.preStop`) : []),
    ...validateProbe(livenessProbe, `${place}.livenessProbe`),
    ...success(livenessProbe, `${place}.livenessProbe`),
    ...validateProbe(readinessProbe, `${place}.readinessProbe`),
    ...validateProbe(startupProbe, `${place}.startupProbe`),
    ...success(startupProbe, `${place}.startupProbe`),
  ];
}

/** What init containers that end cannot have. */
function initOnlyProblems(container: Container, place: string): StatusCause[] {
  // One that is restarted runs beside the others, as they do.
  if (container.restartPolicy === 'Always') return lifecycleProblems(container, place);
  return (['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'] as const)
    .filter((part) => container[part] !== undefined)
    .map((part) => forbiddenField(`${place}.${part}`, 'may not be set for init containers without restartPolicy=Always'));
}
