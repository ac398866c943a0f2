import type { ControllerRevision, DaemonSet, Deployment, ReplicaSet, StatefulSet } from 'kubernetes-types/apps/v1.d.ts';
import type { CronJob, Job } from 'kubernetes-types/batch/v1.d.ts';
import type { Pod, PodTemplate, PodTemplateSpec, ReplicationController } from 'kubernetes-types/core/v1.d.ts';
import type { LabelSelector } from 'kubernetes-types/meta/v1.d.ts';
import type { PodDisruptionBudget } from 'kubernetes-types/policy/v1.d.ts';
import { labelSelectorText } from '../selectors/label-selector-text.ts';
import { age, ageOf, type Cell, cell, labelsText, name, selectorText } from './common-columns.ts';
import { jobCompletions, jobDuration, jobStatus } from './job-texts.ts';
import { metricsText } from './metric-texts.ts';
import { podReady, podRestarts, podStatus, readinessGates } from './pod-status.ts';

interface WithTemplate {
  spec?: { template?: PodTemplateSpec };
}

const containers = cell<WithTemplate>(({ spec }) => containerNames(spec?.template));
const images = cell<WithTemplate>(({ spec }) => containerImages(spec?.template));
const selector = cell<{ spec?: { selector?: LabelSelector } }>(({ spec }) => selectorText(spec?.selector));

const replicaCells: readonly Cell[] = [
  name,
  cell<ReplicaSet>(({ spec }) => spec?.replicas ?? 0),
  cell<ReplicaSet>(({ status }) => status?.replicas ?? 0),
  cell<ReplicaSet>(({ status }) => status?.readyReplicas ?? 0),
  age,
  containers,
  images,
];

export const workloadCells: Record<string, readonly Cell[]> = {
  pods: [
    name,
    cell<Pod>(podReady),
    cell<Pod>(podStatus),
    cell<Pod>(podRestarts),
    age,
    cell<Pod>(({ status }) => status?.podIPs?.[0]?.ip || '<none>'),
    cell<Pod>(({ spec }) => spec?.nodeName || '<none>'),
    cell<Pod>(({ status }) => status?.nominatedNodeName || '<none>'),
    cell<Pod>(readinessGates),
  ],
  podtemplates: [
    name,
    cell<PodTemplate>(({ template }) => containerNames(template)),
    cell<PodTemplate>(({ template }) => containerImages(template)),
    cell<PodTemplate>(({ template }) => labelsText(template?.metadata?.labels)),
  ],
  replicationcontrollers: [...replicaCells, cell<ReplicationController>(({ spec }) => labelsText(spec?.selector))],
  'apps/replicasets': [...replicaCells, selector],
  'apps/controllerrevisions': [
    name,
    cell<ControllerRevision>(controllerOf),
    cell<ControllerRevision>(({ revision }) => revision ?? 0),
    age,
  ],
  'apps/daemonsets': [
    name,
    cell<DaemonSet>(({ status }) => status?.desiredNumberScheduled ?? 0),
    cell<DaemonSet>(({ status }) => status?.currentNumberScheduled ?? 0),
    cell<DaemonSet>(({ status }) => status?.numberReady ?? 0),
    cell<DaemonSet>(({ status }) => status?.updatedNumberScheduled ?? 0),
    cell<DaemonSet>(({ status }) => status?.numberAvailable ?? 0),
    cell<DaemonSet>(({ spec }) => labelsText(spec?.template?.spec?.nodeSelector)),
    age,
    containers,
    images,
    selector,
  ],
  'apps/deployments': [
    name,
    cell<Deployment>(({ spec, status }) => `${status?.readyReplicas ?? 0}/${spec?.replicas ?? 0}`),
    cell<Deployment>(({ status }) => status?.updatedReplicas ?? 0),
    cell<Deployment>(({ status }) => status?.availableReplicas ?? 0),
    age,
    containers,
    images,
    cell<Deployment>(({ spec }) => labelSelectorText(spec?.selector)),
  ],
  'apps/statefulsets': [
    name,
    cell<StatefulSet>(({ spec, status }) => `${status?.readyReplicas ?? 0}/${spec?.replicas ?? 0}`),
    age,
    containers,
    images,
  ],
  'autoscaling/horizontalpodautoscalers': [
    name,
    cell<Autoscaler>(({ spec }) => `${spec?.scaleTargetRef?.kind}/${spec?.scaleTargetRef?.name}`),
    cell<Autoscaler>(({ spec, status }) => metricsText(spec?.metrics, status?.currentMetrics ?? [])),
    cell<Autoscaler>(({ spec }) => String(spec?.minReplicas ?? '<unset>')),
    cell<Autoscaler>(({ spec }) => spec?.maxReplicas ?? 0),
    cell<Autoscaler>(({ status }) => status?.currentReplicas ?? 0),
    age,
  ],
  'batch/cronjobs': [
    name,
    cell<CronJob>(({ spec }) => spec?.schedule ?? ''),
    cell<CronJob>(({ spec }) => (spec as { timeZone?: string } | undefined)?.timeZone ?? '<none>'),
    cell<CronJob>(({ spec }) => (spec?.suspend === undefined ? '<unset>' : spec.suspend ? 'True' : 'False')),
    cell<CronJob>(({ status }) => status?.active?.length ?? 0),
    cell<CronJob>(({ status }, now) => (status?.lastScheduleTime ? ageOf(status.lastScheduleTime, now) : '<none>')),
    age,
    cell<CronJob>(({ spec }) => containerNames(spec?.jobTemplate?.spec?.template)),
    cell<CronJob>(({ spec }) => containerImages(spec?.jobTemplate?.spec?.template)),
    cell<CronJob>(({ spec }) => selectorText(spec?.jobTemplate?.spec?.selector)),
  ],
  'batch/jobs': [name, cell<Job>(jobStatus), cell<Job>(jobCompletions), cell<Job>(jobDuration), age, containers, images, selector],
  'policy/poddisruptionbudgets': [
    name,
    cell<PodDisruptionBudget>(({ spec }) => String(spec?.minAvailable ?? 'N/A')),
    cell<PodDisruptionBudget>(({ spec }) => String(spec?.maxUnavailable ?? 'N/A')),
    cell<PodDisruptionBudget>(({ status }) => status?.disruptionsAllowed ?? 0),
    age,
  ],
};

interface Autoscaler {
  spec?: { scaleTargetRef?: { kind: string; name: string }; metrics?: never[]; minReplicas?: number; maxReplicas?: number };
  status?: { currentMetrics?: never[] | null; currentReplicas?: number };
}

function containerNames(template: PodTemplateSpec | undefined): string {
  return (template?.spec?.containers ?? []).map((container) => container.name).join(',');
}

function containerImages(template: PodTemplateSpec | undefined): string {
  return (template?.spec?.containers ?? []).map(({ image }) => image ?? '').join(',');
}

/** `statefulset.apps/web`. */
function controllerOf({ metadata }: ControllerRevision): string {
  const owner = metadata?.ownerReferences?.find(({ controller }) => controller);
  if (!owner) return '<none>';
  const group = owner.apiVersion.includes('/') ? `.${owner.apiVersion.split('/')[0]}` : '';
  return `${owner.kind}${group}`.toLowerCase().concat(`/${owner.name}`);
}
