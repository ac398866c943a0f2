/** metrics.k8s.io and custom.metrics.k8s.io: what `kubectl top` and autoscalers ask for, read from the pods when asked. */
import type { Node, Pod } from 'kubernetes-types/core/v1.d.ts';
import type { Stored } from '../../../objects.ts';
import { podUsage, totalUsage } from '../../metrics/pod-usage.ts';
import { metricNamed } from '../../metrics/prometheus-text.ts';
import type { Usage } from '../../metrics/usage-model.ts';
import { quantityText } from '../../quota/exact-quantity.ts';
import { customMetricsGroup, metricsGroup } from '../builtin/metrics-resources.ts';
import { isCustomMetricsVersion } from '../discovery/custom-metrics.ts';
import { type JsonObject, typed } from '../json.ts';
import { methodNotAllowed, notFound, unknownPath } from '../refusals.ts';
import type { RequestContext } from '../requests/context.ts';
import { parseLabelSelector } from '../selectors/label-selector.ts';
import { timestamp } from '../timestamp.ts';
import type { Call } from './call.ts';
import { sendJson } from './respond.ts';
import type { ResourcePath } from './route.ts';

export function isMetricsGroup(group: string): boolean {
  return group === metricsGroup || group === customMetricsGroup;
}

export async function handleMetrics(call: Call, path: ResourcePath): Promise<void> {
  if (call.request.method !== 'GET') throw methodNotAllowed();
  const answer = path.group === customMetricsGroup ? await customMetrics(call, path) : await resourceMetrics(call, path);
  sendJson(call.response, 200, answer);
}

async function resourceMetrics({ context, query }: Call, { plural, namespace, name, version }: ResourcePath): Promise<JsonObject> {
  if (version !== 'v1beta1' || (plural !== 'pods' && plural !== 'nodes')) throw unknownPath();
  const selects = selection(query, name);
  const items: JsonObject[] = [];
  if (plural === 'pods') {
    for (const pod of podsOf(context, namespace).filter(selects)) items.push(...(await podMetrics(context, pod)));
  } else {
    for (const node of nodesOf(context).filter(selects)) items.push(await nodeMetrics(context, node));
  }
  const kind = plural === 'pods' ? 'PodMetrics' : 'NodeMetrics';
  if (name === undefined) return { kind: `${kind}List`, apiVersion: `${metricsGroup}/v1beta1`, metadata: {}, items };
  const [found] = items;
  if (!found) throw notFound({ group: metricsGroup, plural }, name);
  return found;
}

async function podMetrics(context: RequestContext, pod: Stored<Pod>): Promise<JsonObject[]> {
  const usages = await podUsage(context.scraper, pod);
  if (usages.size === 0) return [];
  const containers = [...usages].map(([name, usage]) => ({ name, usage: usageOf(usage) }));
  return [{ ...measurement(context, 'PodMetrics', pod), containers }];
}

/** What a node's own programs take, besides its pods. */
const nodeBase: Usage = { cpuMilli: 100, memoryBytes: 512 * 2 ** 20 };

async function nodeMetrics(context: RequestContext, node: Stored<Node>): Promise<JsonObject> {
  const own = podsOf(context, undefined).filter(({ spec }) => spec?.nodeName === node.metadata.name);
  const usages = await Promise.all(own.map(async (pod) => totalUsage((await podUsage(context.scraper, pod)).values())));
  return { ...measurement(context, 'NodeMetrics', node), usage: usageOf(totalUsage([nodeBase, ...usages])) };
}

function measurement({ clock }: RequestContext, kind: string, { metadata }: Stored<Pod | Node>): JsonObject {
  const { name, namespace, labels } = metadata;
  const now = timestamp(clock.now());
  return {
    kind,
    apiVersion: `${metricsGroup}/v1beta1`,
    metadata: { name, ...(namespace && { namespace }), creationTimestamp: now, ...(labels && { labels }) },
    timestamp: now,
    window: '15s',
  };
}

function usageOf({ cpuMilli, memoryBytes }: Usage): JsonObject {
  return { cpu: `${cpuMilli}m`, memory: `${Math.ceil(memoryBytes / 1024)}Ki` };
}

/** `/namespaces/NAMESPACE/pods/NAME/METRIC`, with a star for the name: metrics of pods, and of nothing else. */
async function customMetrics(
  { context, query }: Call,
  { plural, namespace, name, subresource = '', version }: ResourcePath,
): Promise<JsonObject> {
  if (!isCustomMetricsVersion(version) || plural !== 'pods' || name === undefined || subresource === '') throw unknownPath();
  const items: JsonObject[] = [];
  for (const pod of podsOf(context, namespace).filter(selection(query, name === '*' ? undefined : name))) {
    const samples = pod.status?.phase === 'Running' ? await context.scraper.samples(pod) : undefined;
    const value = samples && metricNamed(samples, subresource);
    if (value === undefined) continue;
    items.push({
      describedObject: { kind: 'Pod', namespace: pod.metadata.namespace, name: pod.metadata.name, apiVersion: '/v1' },
      // The earlier version has a plain name, and the same selector beside it.
      ...(version === 'v1beta1' ? { metricName: subresource, selector: null } : { metric: { name: subresource, selector: null } }),
      timestamp: timestamp(context.clock.now()),
      value: quantityText({ milli: BigInt(Math.round(value * 1000)), binary: false }),
    });
  }
  if (items.length === 0) throw notFound({ group: customMetricsGroup, plural: `${plural}/${subresource}` }, name);
  return { kind: 'MetricValueList', apiVersion: `${customMetricsGroup}/${version}`, metadata: {}, items };
}

function selection(query: URLSearchParams, name: string | undefined): (object: Stored) => boolean {
  const matches = parseLabelSelector(query.get('labelSelector') ?? '');
  return ({ metadata }) => (name === undefined || metadata.name === name) && matches(metadata.labels ?? {});
}

function podsOf({ store }: RequestContext, namespace: string | undefined): Stored<Pod>[] {
  const all = store.list('pods').map(({ object }) => typed<Stored<Pod>>(object));
  return namespace === undefined ? all : all.filter(({ metadata }) => metadata.namespace === namespace);
}

function nodesOf({ store }: RequestContext): Stored<Node>[] {
  return store.list('nodes').map(({ object }) => typed<Stored<Node>>(object));
}
