import type { Deployment, ReplicaSet } from 'kubernetes-types/apps/v1.d.ts';
import type { Job } from 'kubernetes-types/batch/v1.d.ts';
import type { Pod, PodTemplateSpec } from 'kubernetes-types/core/v1.d.ts';
import type { Column } from './column.ts';
import { ageColumn, ageOf, nameColumn, numberColumn, selectorText, textColumn } from './common-columns.ts';
import { durationText } from './duration.ts';
import { podReady, podRestarts, podStatus } from './pod-status.ts';

export const workloadColumns: Record<string, readonly Column[]> = {
  pods: [
    nameColumn,
    textColumn<Pod>('Ready', podReady),
    textColumn<Pod>('Status', podStatus),
    textColumn<Pod>('Restarts', podRestarts),
    ageColumn,
    textColumn<Pod>('IP', ({ status }) => status?.podIP || '<none>', true),
    textColumn<Pod>('Node', ({ spec }) => spec?.nodeName || '<none>', true),
    textColumn<Pod>('Nominated Node', ({ status }) => status?.nominatedNodeName || '<none>', true),
    textColumn<Pod>('Readiness Gates', readinessGates, true),
  ],
  'apps/deployments': [
    nameColumn,
    textColumn<Deployment>('Ready', ({ spec, status }) => `${status?.readyReplicas ?? 0}/${spec?.replicas ?? 0}`),
    textColumn<Deployment>('Up-to-date', ({ status }) => status?.updatedReplicas ?? 0),
    textColumn<Deployment>('Available', ({ status }) => status?.availableReplicas ?? 0),
    ageColumn,
    ...templateColumns(),
  ],
  'apps/replicasets': [
    nameColumn,
    numberColumn<ReplicaSet>('Desired', ({ spec }) => spec?.replicas ?? 0),
    numberColumn<ReplicaSet>('Current', ({ status }) => status?.replicas ?? 0),
    numberColumn<ReplicaSet>('Ready', ({ status }) => status?.readyReplicas ?? 0),
    ageColumn,
    ...templateColumns(),
  ],
  'batch/jobs': [
    nameColumn,
    textColumn<Job>('Status', jobStatus),
    textColumn<Job>('Completions', ({ spec, status }) => `${status?.succeeded ?? 0}/${spec?.completions ?? 1}`),
    textColumn<Job>('Duration', jobDuration),
    ageColumn,
    ...templateColumns(),
  ],
};

function templateColumns(): Column[] {
  const containers = (object: { spec?: { template?: PodTemplateSpec } }) => object.spec?.template?.spec?.containers ?? [];
  return [
    textColumn<Deployment>(
      'Containers',
      (object) =>
        containers(object)
          .map(({ name }) => name)
          .join(','),
      true,
    ),
    textColumn<Deployment>(
      'Images',
      (object) =>
        containers(object)
          .map(({ image }) => image)
          .join(','),
      true,
    ),
    textColumn<Deployment>('Selector', ({ spec }) => selectorText(spec?.selector), true),
  ];
}

function readinessGates({ spec, status }: Pod): string {
  const gates = spec?.readinessGates ?? [];
  if (gates.length === 0) return '<none>';
  const isTrue = (type: string) => status?.conditions?.some((condition) => condition.type === type && condition.status === 'True');
  return `${gates.filter(({ conditionType }) => isTrue(conditionType)).length}/${gates.length}`;
}

function jobStatus({ status }: Job): string {
  const held = (type: string) => status?.conditions?.some((condition) => condition.type === type && condition.status === 'True');
  return ['Complete', 'Failed', 'Suspended'].find(held) ?? 'Running';
}

function jobDuration({ status }: Job, now: number): string {
  if (!status?.startTime) return '';
  if (!status.completionTime) return ageOf(status.startTime, now);
  return durationText(Date.parse(status.completionTime) - Date.parse(status.startTime));
}
