import type { Deployment } from 'kubernetes-types/apps/v1.d.ts';
import type { Stored } from '../../../../../clusters/objects.ts';
import { gatewayName, operatorName } from '../../objects/metadata.ts';
import type { Health, HealthCheck, HealthFacts, HealthFailure, HealthPart, ProbeAnswer } from './health.ts';
import { lastingTroubles, podTrouble } from './pod-trouble.ts';

/** What the facts mean: which parts are well, what they wait for, and what waiting will not heal. */
export function judgeHealth(facts: HealthFacts): Health {
  const checks = checksOf(facts);
  const failures = [...refusedPods(facts), ...lastingTroubles(partPods(facts), facts.lastLines)];
  return { healthy: failures.length === 0 && checks.every(({ healthy }) => healthy), checks, failures };
}

function checksOf(facts: HealthFacts): HealthCheck[] {
  const { options } = facts;
  if (options.operator === 'local') return [kinds(facts)];
  return [
    kinds(facts),
    program('operator', operatorName, facts),
    program('gateway', gatewayName, facts),
    leader(facts),
    probed('answers', facts.gateway, {
      well: 'The gateway answers.',
      ill: 'The gateway does not answer',
      unasked: 'The gateway was not asked yet.',
    }),
    ...(options.webhooks ? [webhook(facts)] : []),
  ];
}

function kinds({ unservedKinds }: HealthFacts): HealthCheck {
  const healthy = unservedKinds.length === 0;
  return {
    part: 'kinds',
    healthy,
    message: healthy ? "Slipway's kinds are served." : `The API server does not serve ${unservedKinds.join(', ')} yet.`,
  };
}

function webhook({ webhook: answer }: HealthFacts): HealthCheck {
  return probed('webhook', answer, {
    well: 'The webhooks answer.',
    ill: 'The webhooks do not answer',
    unasked: 'The webhooks were not asked yet.',
  });
}

function probed(part: HealthPart, answer: ProbeAnswer | null, words: { well: string; ill: string; unasked: string }): HealthCheck {
  if (answer === null) return { part, healthy: false, message: words.unasked };
  return answer.ok ? { part, healthy: true, message: words.well } : { part, healthy: false, message: `${words.ill}: ${answer.reason}` };
}

function program(part: 'operator' | 'gateway', name: string, facts: HealthFacts): HealthCheck {
  const deployment = facts.deployments.find(({ metadata }) => metadata.name === name);
  if (!deployment) return { part, healthy: false, message: `Deployment ${name} is not there.` };
  const { available, wanted } = readyPods(deployment);
  if (available === wanted) return { part, healthy: true, message: `${name}: ${wanted} of ${wanted} pods are ready.` };
  const trouble = partPods(facts)
    .filter(({ metadata }) => metadata.labels?.['app.kubernetes.io/component'] === part)
    .map((pod) => podTrouble(pod, facts.lastLines.get(pod.metadata.name)))
    .find((each) => each !== undefined);
  const why = trouble ? ` ${trouble.message}` : '';
  return { part, healthy: false, message: `${name}: ${available} of ${wanted} pods are ready.${why}` };
}

/** Of the version that is wanted: pods of the one before do not count, though they still serve. */
function readyPods({ metadata, spec, status = {} }: Stored<Deployment>): { available: number; wanted: number } {
  const wanted = spec?.replicas ?? 1;
  if (status.observedGeneration !== metadata.generation) return { available: 0, wanted };
  const old = (status.replicas ?? 0) - (status.updatedReplicas ?? 0);
  const updated = Math.min(status.updatedReplicas ?? 0, (status.availableReplicas ?? 0) - old);
  return { available: Math.max(0, Math.min(wanted, updated)), wanted };
}

/** Who leads must be a pod that is there. Times are not compared: the cluster's clock is not this one. */
function leader({ lease, pods }: HealthFacts): HealthCheck {
  const { holderIdentity = '' } = lease?.spec ?? {};
  const isHeld = pods.some(({ metadata }) => holderIdentity.startsWith(`${metadata.name}_`) && !metadata.deletionTimestamp);
  return {
    part: 'leader',
    healthy: isHeld,
    message: isHeld ? `${holderIdentity} leads.` : 'No replica of the operator leads yet.',
  };
}

/** Pods that the API server does not even let in: a quota, an admission policy, a missing account. */
function refusedPods({ deployments }: HealthFacts): HealthFailure[] {
  return deployments.flatMap(({ metadata, status }) =>
    (status?.conditions ?? [])
      .filter(({ type, status: is }) => type === 'ReplicaFailure' && is === 'True')
      .map(({ message = '' }) => ({
        message: `The cluster lets no pod of Deployment ${metadata.name} in: ${message}`,
        fix: 'Change the quota or the policy that refuses it, or install into another namespace.',
      })),
  );
}

function partPods({ pods }: HealthFacts) {
  return pods.filter(({ metadata }) => metadata.labels?.['app.kubernetes.io/part-of'] === 'slipway');
}
