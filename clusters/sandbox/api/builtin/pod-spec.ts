import type { Container, PodSpec, Probe } from 'kubernetes-types/core/v1.d.ts';
import type { StatusCause } from '../../../api-error.ts';
import { duplicateValue, invalidValue, notSupported, requiredValue } from '../causes.ts';
import { dnsLabelProblem, portProblem } from '../validation/names.ts';
import { validateResources } from './container-resources.ts';

/** The defaults of a pod's spec, also inside templates. @see https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/v1/defaults.go */
export function defaultPodSpec(spec: PodSpec): void {
  spec.restartPolicy ??= 'Always';
  spec.terminationGracePeriodSeconds ??= 30;
  spec.dnsPolicy ??= 'ClusterFirst';
  spec.securityContext ??= {};
  spec.schedulerName ??= 'default-scheduler';
  if (spec.serviceAccountName) spec.serviceAccount ??= spec.serviceAccountName;
  for (const container of [...(spec.containers ?? []), ...(spec.initContainers ?? [])]) defaultContainer(container);
  for (const volume of spec.volumes ?? []) {
    if (volume.configMap) volume.configMap.defaultMode ??= 420;
    if (volume.secret) volume.secret.defaultMode ??= 420;
    if (volume.hostPath) volume.hostPath.type ??= '';
  }
}

function defaultContainer(container: Container): void {
  container.terminationMessagePath ??= '/dev/termination-log';
  container.terminationMessagePolicy ??= 'File';
  container.imagePullPolicy ??= isLatest(container.image ?? '') ? 'Always' : 'IfNotPresent';
  container.resources ??= {};
  for (const port of container.ports ?? []) port.protocol ??= 'TCP';
  for (const probe of [container.readinessProbe, container.livenessProbe, container.startupProbe]) if (probe) defaultProbe(probe);
  for (const { valueFrom } of container.env ?? []) if (valueFrom?.fieldRef) valueFrom.fieldRef.apiVersion ??= 'v1';
}

function isLatest(image: string): boolean {
  const name = image.slice(image.lastIndexOf('/') + 1);
  return !name.includes('@') && (!name.includes(':') || name.endsWith(':latest'));
}

function defaultProbe(probe: Probe): void {
  probe.timeoutSeconds ??= 1;
  probe.periodSeconds ??= 10;
  probe.successThreshold ??= 1;
  probe.failureThreshold ??= 3;
  if (!probe.httpGet) return;
  probe.httpGet.path ??= '/';
  probe.httpGet.scheme ??= 'HTTP';
}

/** What is wrong with a pod's spec; `field` is where it is (`spec.template.spec`). */
export function validatePodSpec(spec: PodSpec | undefined, field: string): StatusCause[] {
  if (!spec?.containers?.length) return [requiredValue(`${field}.containers`)];
  const causes: StatusCause[] = [];
  if (!['Always', 'OnFailure', 'Never'].includes(spec.restartPolicy ?? '')) {
    causes.push(notSupported(`${field}.restartPolicy`, spec.restartPolicy, ['Always', 'OnFailure', 'Never']));
  }
  const volumes = new Set((spec.volumes ?? []).map(({ name }) => name));
  for (const list of ['initContainers', 'containers'] as const) {
    const names = new Set<string>();
    for (const [index, container] of (spec[list] ?? []).entries()) {
      const place = `${field}.${list}[${index}]`;
      causes.push(...validateContainer(container, place), ...validateMounts(container, place, volumes));
      if (names.has(container.name)) causes.push(duplicateValue(`${place}.name`, container.name));
      names.add(container.name);
    }
  }
  return causes;
}

function validateContainer(container: Container, place: string): StatusCause[] {
  const causes: StatusCause[] = [];
  const nameProblem = container.name ? dnsLabelProblem(container.name) : undefined;
  if (!container.name) causes.push(requiredValue(`${place}.name`));
  if (nameProblem) causes.push(invalidValue(`${place}.name`, container.name, nameProblem));
  if (!container.image) causes.push(requiredValue(`${place}.image`));
  for (const [index, port] of (container.ports ?? []).entries()) {
    const problem = portProblem(port.containerPort);
    if (problem) causes.push(invalidValue(`${place}.ports[${index}].containerPort`, port.containerPort, problem));
  }
  for (const [index, variable] of (container.env ?? []).entries()) {
    if (!variable.name) causes.push(requiredValue(`${place}.env[${index}].name`));
  }
  return [...causes, ...validateResources(container.resources, `${place}.resources`)];
}

function validateMounts(container: Container, place: string, volumes: Set<string>): StatusCause[] {
  return (container.volumeMounts ?? []).flatMap((mount, index) => {
    const where = `${place}.volumeMounts[${index}]`;
    if (!volumes.has(mount.name)) return [{ reason: 'FieldValueNotFound', message: `Not found: "${mount.name}"`, field: `${where}.name` }];
    return mount.mountPath ? [] : [requiredValue(`${where}.mountPath`)];
  });
}
