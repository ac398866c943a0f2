import type { Job } from 'kubernetes-types/batch/v1.d.ts';
import type { Container, Pod } from 'kubernetes-types/core/v1.d.ts';
import { jobs } from '../../../kinds.ts';
import type { Stored } from '../../../objects.ts';
import { controlledBy } from '../ownership.ts';
import { isReady } from '../pod-facts.ts';

/** Holds a pod until its job has counted it. */
export const trackingFinalizer = 'batch.kubernetes.io/job-tracking';

const indexKey = 'batch.kubernetes.io/job-completion-index';

/** A pod from the job's template; `index` for indexed jobs. */
export function podOfJob(job: Stored<Job>, index: number | undefined): Pod {
  const { metadata, spec } = job.spec?.template ?? {};
  const prefix = index === undefined ? job.metadata.name : `${job.metadata.name}-${index}`;
  const mark = index === undefined ? undefined : { [indexKey]: String(index) };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...metadata,
      ...(mark && { labels: { ...metadata?.labels, ...mark }, annotations: { ...metadata?.annotations, ...mark } }),
      generateName: `${prefix}-`,
      ...(job.metadata.namespace ? { namespace: job.metadata.namespace } : {}),
      finalizers: [...(metadata?.finalizers ?? []), trackingFinalizer],
      ownerReferences: [controlledBy(jobs, job)],
    },
    ...(spec && { spec: index === undefined ? spec : { hostname: prefix, ...withIndex(spec) } }),
  };
}

function withIndex(spec: NonNullable<Pod['spec']>): NonNullable<Pod['spec']> {
  const name = 'JOB_COMPLETION_INDEX';
  const variable = { name, valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: `metadata.labels['${indexKey}']` } } };
  const indexed = (container: Container): Container =>
    container.env?.some((known) => known.name === name) ? container : { ...container, env: [...(container.env ?? []), variable] };
  return {
    ...spec,
    containers: spec.containers.map(indexed),
    ...(spec.initContainers && { initContainers: spec.initContainers.map(indexed) }),
  };
}

/** The index of a pod of an indexed job. */
export function indexOf(pod: Pod): number | undefined {
  const text = pod.metadata?.annotations?.[indexKey];
  return text === undefined ? undefined : Number(text);
}

export function isTracked(pod: Pod): boolean {
  return pod.metadata?.finalizers?.includes(trackingFinalizer) ?? false;
}

/** Which pods are given up first: those that have come least far, then the youngest. */
export function leastAdvancedFirst(one: Stored<Pod>, other: Stored<Pod>): number {
  return (
    Number(Boolean(one.spec?.nodeName)) - Number(Boolean(other.spec?.nodeName)) ||
    Number(one.status?.phase === 'Running') - Number(other.status?.phase === 'Running') ||
    Number(isReady(one)) - Number(isReady(other)) ||
    other.metadata.creationTimestamp.localeCompare(one.metadata.creationTimestamp) ||
    other.metadata.name.localeCompare(one.metadata.name)
  );
}

/** When a finished pod ended, in milliseconds. */
export function finishedAt(pod: Stored<Pod>): number {
  const ends = (pod.status?.containerStatuses ?? []).flatMap(({ state }) => state?.terminated?.finishedAt ?? []);
  const last = ends.map((time) => Date.parse(String(time))).sort((one, other) => other - one)[0];
  return last ?? Date.parse(pod.metadata.deletionTimestamp ?? pod.metadata.creationTimestamp);
}
