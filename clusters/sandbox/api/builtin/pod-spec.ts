import type { Container, PodSpec, Probe, Volume } from 'kubernetes-types/core/v1.d.ts';
import type { StatusCause } from '../../../api-error.ts';
import { duplicateValue, invalidValue, notSupported, requiredValue } from '../causes.ts';
import { validateLabels } from '../validation/metadata.ts';
import { dnsSubdomainProblem } from '../validation/names.ts';
import { validateContainer } from './containers.ts';
import { validatePlacement } from './pod-placement.ts';
import { validateVolumes } from './pod-volumes.ts';

/** The defaults of a pod's spec, also inside templates. @see https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/v1/defaults.go */
export function defaultPodSpec(spec: PodSpec): void {
  spec.restartPolicy ||= 'Always';
  spec.terminationGracePeriodSeconds ??= 30;
  spec.dnsPolicy ||= 'ClusterFirst';
  spec.securityContext ??= {};
  spec.schedulerName ||= 'default-scheduler';
  if (spec.serviceAccountName) spec.serviceAccount ??= spec.serviceAccountName;
  for (const container of [...(spec.containers ?? []), ...(spec.initContainers ?? [])]) defaultContainer(container);
  for (const volume of spec.volumes ?? []) defaultVolume(volume);
  if (spec.hostNetwork) for (const container of [...(spec.containers ?? []), ...(spec.initContainers ?? [])]) defaultHostPorts(container);
}

function defaultVolume(volume: Volume): void {
  const { name: _, ...source } = volume;
  if (Object.keys(source).length === 0) volume.emptyDir = {};
  if (volume.configMap) volume.configMap.defaultMode ??= 420;
  if (volume.secret) volume.secret.defaultMode ??= 420;
  if (volume.projected) volume.projected.defaultMode ??= 420;
  if (volume.downwardAPI) volume.downwardAPI.defaultMode ??= 420;
  if (volume.hostPath) volume.hostPath.type ??= '';
}

/** In the host's network a container's port is the host's. */
function defaultHostPorts({ ports = [] }: Container): void {
  for (const port of ports) port.hostPort ||= port.containerPort;
}

function defaultContainer(container: Container): void {
  container.terminationMessagePath ||= '/dev/termination-log';
  container.terminationMessagePolicy ||= 'File';
  container.imagePullPolicy ||= isLatest(container.image ?? '') ? 'Always' : 'IfNotPresent';
  container.resources ??= {};
  for (const port of container.ports ?? []) port.protocol ||= 'TCP';
  for (const probe of [container.readinessProbe, container.livenessProbe, container.startupProbe]) if (probe) defaultProbe(probe);
  for (const handler of [container.lifecycle?.preStop, container.lifecycle?.postStart]) if (handler) defaultHttpGet(handler);
  for (const { valueFrom } of container.env ?? []) if (valueFrom?.fieldRef) valueFrom.fieldRef.apiVersion ||= 'v1';
}

function isLatest(image: string): boolean {
  // What is no image name has no tag.
  if (/\s/.test(image)) return false;
  const name = image.slice(image.lastIndexOf('/') + 1);
  return !name.includes('@') && (!name.includes(':') || name.endsWith(':latest'));
}

function defaultProbe(probe: Probe): void {
  probe.timeoutSeconds ||= 1;
  probe.periodSeconds ||= 10;
  probe.successThreshold ||= 1;
  probe.failureThreshold ||= 3;
  if (probe.grpc) probe.grpc.service ??= '';
  defaultHttpGet(probe);
}

function defaultHttpGet({ httpGet }: Pick<Probe, 'httpGet'>): void {
  if (!httpGet) return;
  httpGet.path ||= '/';
  httpGet.scheme ||= 'HTTP';
}

const RESTART_POLICIES = ['Always', 'OnFailure', 'Never'];
const DNS_POLICIES = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];

/** What is wrong with a pod's spec; `field` is where it is (`spec.template.spec`). */
export function validatePodSpec(spec: PodSpec | undefined, field: string): StatusCause[] {
  const { restartPolicy = '', dnsPolicy = '', serviceAccountName } = spec ?? { containers: [] };
  const { volumes, causes } = validateVolumes(spec?.volumes ?? [], `${field}.volumes`);
  const accountProblem = serviceAccountName ? dnsSubdomainProblem(serviceAccountName) : undefined;
  return [
    ...causes,
    ...validateContainers(spec, { field, volumes }),
    ...(restartPolicy && !RESTART_POLICIES.includes(restartPolicy)
      ? [notSupported(`${field}.restartPolicy`, restartPolicy, RESTART_POLICIES)]
      : []),
    ...(dnsPolicy && !DNS_POLICIES.includes(dnsPolicy) ? [notSupported(`${field}.dnsPolicy`, dnsPolicy, DNS_POLICIES)] : []),
    ...(spec?.nodeSelector ? validateLabels(spec.nodeSelector, `${field}.nodeSelector`) : []),
    ...validatePodSecurity(spec, field),
    ...(accountProblem ? [invalidValue(`${field}.serviceAccountName`, serviceAccountName, accountProblem)] : []),
    ...(spec ? validatePlacement(spec, field) : []),
  ];
}

function validateContainers(spec: PodSpec | undefined, { field, volumes }: { field: string; volumes: ReadonlySet<string> }): StatusCause[] {
  const causes = spec?.containers?.length ? [] : [requiredValue(`${field}.containers`)];
  const names = new Set<string>();
  for (const list of ['containers', 'initContainers'] as const) {
    for (const [index, container] of (spec?.[list] ?? []).entries()) {
      const place = `${field}.${list}[${index}]`;
      causes.push(...validateContainer(container, { place, volumes, isInit: list === 'initContainers' }));
      if (names.has(container.name)) causes.push(duplicateValue(`${place}.name`, container.name));
      else if (container.name) names.add(container.name);
    }
  }
  return causes;
}

const HIGHEST_USER = 2 ** 31 - 1;

function validatePodSecurity(spec: PodSpec | undefined, field: string): StatusCause[] {
  const { runAsUser, runAsGroup, fsGroup } = spec?.securityContext ?? {};
  return Object.entries({ runAsUser, runAsGroup, fsGroup }).flatMap(([name, value]) => {
    const isFine = value === undefined || (value >= 0 && value <= HIGHEST_USER);
    return isFine ? [] : [invalidValue(`${field}.securityContext.${name}`, value, `must be between 0 and ${HIGHEST_USER}, inclusive`)];
  });
}
