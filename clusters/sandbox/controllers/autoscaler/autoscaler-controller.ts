import { isDeepStrictEqual } from 'node:util';
import type { HorizontalPodAutoscaler, HorizontalPodAutoscalerStatus } from 'kubernetes-types/autoscaling/v2.d.ts';
import { ApiError, isReason } from '../../../api-error.ts';
import { horizontalPodAutoscalers, pods } from '../../../kinds.ts';
import { type KubernetesObject, keyOf, keyText, type ResourceKind, type Stored } from '../../../objects.ts';
import { createPodScraper, type PodScraper } from '../../metrics/pod-scraper.ts';
import { type Again, createControlLoop } from '../control-loop.ts';
import type { Controller, ControllerContext } from '../controller-context.ts';
import { keyFromText } from '../keys.ts';
import { writeStatus } from '../write-status.ts';
import { createConditions, decideAutoscaler, isOutOfRange, type MetricProposal } from './decide-autoscaler.ts';
import type { ScaleHistory } from './limit-change.ts';
import { proposeReplicas } from './propose-replicas.ts';

interface AutoscalerContext extends ControllerContext {
  scraper: PodScraper;
  histories: Map<string, ScaleHistory>;
}

/** How often metrics are looked at. */
const interval = 15_000;
const longestMemory = 3_600_000;

/** Keeps targets as large as their metrics ask for. */
export function startAutoscalerController(base: ControllerContext): Controller {
  const { caches, clock, log } = base;
  const context: AutoscalerContext = { ...base, scraper: createPodScraper(clock), histories: new Map() };
  const loop = createControlLoop({ name: 'horizontalpodautoscaler', reconcile: (key) => reconcile(context, key), clock, log });
  const specs = new Map<string, unknown>();
  const stop = caches.horizontalPodAutoscalers.onChange(({ type, object }) => {
    const { uid } = object.metadata;
    if (type === 'deleted') {
      specs.delete(uid);
      context.histories.delete(uid);
    } else if (!isDeepStrictEqual(specs.get(uid), object.spec)) {
      // The status is its own work: to look at once again because of that would make the interval pointless.
      specs.set(uid, object.spec);
      loop.enqueue(keyText(keyOf(object)));
    }
  });
  return {
    async stop() {
      stop();
      await loop.stop();
    },
  };
}

interface Scale extends KubernetesObject {
  spec?: { replicas?: number };
  status?: { replicas?: number; selector?: string };
}

async function reconcile(context: AutoscalerContext, key: string): Promise<Again | undefined> {
  const autoscaler = context.caches.horizontalPodAutoscalers.get(keyFromText(key));
  if (!autoscaler || autoscaler.metadata.deletionTimestamp) return undefined;
  try {
    const kind = await targetKind(context, autoscaler);
    const scale = await context.cluster.get(kind, targetKey(autoscaler), { subresource: 'scale' });
    await follow(context, autoscaler, { kind, scale });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    await tellNoScale(context, autoscaler, error);
  }
  return { afterMilliseconds: interval };
}

async function follow(
  context: AutoscalerContext,
  autoscaler: Stored<HorizontalPodAutoscaler>,
  { kind, scale }: { kind: ResourceKind<Scale>; scale: Stored<Scale> },
): Promise<void> {
  const { cluster, clock, events } = context;
  const history = historyOf(context, autoscaler);
  const current = scale.spec?.replicas ?? 0;
  const proposals = isOutOfRange(autoscaler, current) ? [] : await propose(context, autoscaler, scale);
  const now = clock.now();
  const decision = decideAutoscaler({ autoscaler, current, proposals, history, now });
  if (decision.recommendation !== undefined) history.recommendations.push({ at: now, replicas: decision.recommendation });
  if (decision.scaleTo !== undefined) {
    const body = { spec: { replicas: decision.scaleTo } };
    await cluster.patch(kind, targetKey(autoscaler), { type: 'merge', body }, { subresource: 'scale' });
    history.changes.push({ at: now, by: decision.scaleTo - current });
  }
  for (const event of decision.events) events.record(autoscaler, event);
  await write(context, autoscaler, decision.status);
}

async function propose(
  context: AutoscalerContext,
  autoscaler: Stored<HorizontalPodAutoscaler>,
  scale: Stored<Scale>,
): Promise<MetricProposal[]> {
  const { namespace } = autoscaler.metadata;
  const { items } = await context.cluster.list(pods, { namespace, labelSelector: scale.status?.selector ?? '' });
  const proposals: MetricProposal[] = [];
  for (const metric of autoscaler.spec?.metrics ?? []) {
    proposals.push(await proposeReplicas(context.scraper, { autoscaler, current: scale.spec?.replicas ?? 0, pods: items }, metric));
  }
  return proposals;
}

function historyOf({ histories, clock }: AutoscalerContext, { metadata: { uid } }: Stored<HorizontalPodAutoscaler>): ScaleHistory {
  const history = histories.get(uid) ?? { recommendations: [], changes: [] };
  const since = clock.now() - longestMemory;
  history.recommendations = history.recommendations.filter(({ at }) => at > since);
  history.changes = history.changes.filter(({ at }) => at > since);
  histories.set(uid, history);
  return history;
}

async function targetKind({ cluster }: ControllerContext, { spec }: HorizontalPodAutoscaler): Promise<ResourceKind<Scale>> {
  const { apiVersion = '', kind = '' } = spec?.scaleTargetRef ?? {};
  const group = apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
  const found = (await cluster.discover()).find((candidate) => candidate.group === group && candidate.kind === kind);
  if (!found) throw new ApiError(404, 'NotFound', `no matches for kind "${kind}" in group "${group}"`);
  return found as ResourceKind<Scale>;
}

function targetKey({ spec, metadata }: Stored<HorizontalPodAutoscaler>) {
  return { namespace: metadata.namespace, name: spec?.scaleTargetRef.name ?? '' };
}

async function tellNoScale(context: AutoscalerContext, autoscaler: Stored<HorizontalPodAutoscaler>, { message }: ApiError): Promise<void> {
  const conditions = createConditions({ autoscaler, now: context.clock.now() });
  const why = `the HPA controller was unable to get the target's current scale: ${message}`;
  conditions.set('AbleToScale', 'False', 'FailedGetScale', why);
  context.events.record(autoscaler, { type: 'Warning', reason: 'FailedGetScale', message });
  const { currentReplicas = 0, desiredReplicas = 0 } = autoscaler.status ?? {};
  await write(context, autoscaler, { ...autoscaler.status, currentReplicas, desiredReplicas, conditions: conditions.list });
}

async function write(
  { cluster }: ControllerContext,
  autoscaler: Stored<HorizontalPodAutoscaler>,
  status: HorizontalPodAutoscalerStatus,
): Promise<void> {
  if (isDeepStrictEqual(status, autoscaler.status)) return;
  try {
    await writeStatus(cluster, horizontalPodAutoscalers, autoscaler, status);
  } catch (error) {
    if (!isReason(error, 'NotFound')) throw error;
  }
}
