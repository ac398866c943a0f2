import { stringify } from 'yaml';
import { isReason } from '../../../clusters/api-error.ts';
import type { Clock } from '../../../clusters/clock.ts';
import type { Cluster } from '../../../clusters/cluster.ts';
import type { Stored } from '../../../clusters/objects.ts';
import type { EndpointService } from '../../contract/cluster-services.ts';
import { SlipwayError } from '../../contract/errors.ts';
import type { EndpointDetailView, EndpointListView, EndpointView } from '../../contract/views/endpoint.ts';
import type { ObjectRef } from '../../contract/views/state.ts';
import { deploymentSteps } from '../../machines/deployment-steps.ts';
import type { ServedDialect } from '../dialects/served-dialect.ts';
import { createChangeHub } from '../live/change-hub.ts';
import { leastFresh } from '../live/freshness.ts';
import { snapshots } from '../live/snapshots.ts';
import { reach } from '../manifests/dry-run.ts';
import { endpointView } from './endpoint-view.ts';
import { byLatest, eventView } from './event-view.ts';
import { observeDeployment } from './observe-deployment.ts';
import { podView } from './pod-view.ts';
import type { EndpointSources } from './sources.ts';

interface Found {
  resource: Stored;
  dialect: ServedDialect;
}

/** Endpoints of every dialect, live. */
export function createEndpointService(options: {
  cluster: Cluster;
  sources: EndpointSources;
  clock: Clock;
}): EndpointService & { close(): void } {
  const { cluster, sources, clock } = options;
  const hub = createChangeHub(sources.informers);
  const viewOf = rememberedViews(sources);
  const list = (): EndpointListView => ({ freshness: freshnessOf(sources), endpoints: found(sources).map(viewOf).sort(byPlace) });
  const detail = (key: ObjectRef) => detailOf(sources, findOne(sources, key), viewOf);
  const synced = () => Promise.all(sources.informers.map((informer) => informer.synced));
  return {
    watchList: (signal) => snapshots({ subscribe: hub.subscribe, read: list, clock, signal }),
    watchOne: (key, signal) => snapshots({ subscribe: hub.subscribe, read: () => detail(key), clock, signal }),
    async list() {
      await synced();
      return list();
    },
    async get(key) {
      await synced();
      const view = detail(key);
      if (!view.endpoint) throw missing(key);
      return view;
    },
    async remove(key) {
      await synced();
      const one = findOne(sources, key);
      if (!one) throw missing(key);
      await deleteResource(cluster, one, key);
    },
    close: hub.close,
  };
}

/** Rows are made again only when their resource or its names changed: a cached object that changed is a new one. */
function rememberedViews(sources: EndpointSources): (one: Found) => EndpointView {
  const made = new WeakMap<Stored, EndpointView>();
  return ({ resource, dialect }) => {
    const names = sources.namesOf(resource);
    const before = made.get(resource);
    if (before && before.servedAs.length === names.length && before.servedAs.every((name, index) => name === names[index])) return before;
    const view = endpointView(resource, names, dialect);
    made.set(resource, view);
    return view;
  };
}

function detailOf(sources: EndpointSources, one: Found | null, viewOf: (one: Found) => EndpointView): EndpointDetailView {
  const freshness = freshnessOf(sources);
  if (!one) return { freshness, endpoint: null, conditions: [], refused: [], steps: [], pods: [], events: [], yaml: '' };
  const { resource, dialect } = one;
  const { conditions, refused, replicas } = dialect.describe(resource);
  const pods = sources.podsOf(resource).toSorted((left, right) => left.metadata.name.localeCompare(right.metadata.name));
  const staying = pods.filter((pod) => pod.metadata.deletionTimestamp === undefined);
  const facts = observeDeployment({ createdAt: resource.metadata.creationTimestamp, conditions, wanted: replicas.wanted, pods: staying });
  return {
    freshness,
    endpoint: viewOf(one),
    conditions,
    refused,
    steps: deploymentSteps(facts),
    pods: pods.map(podView),
    events: sources.eventsOf(resource).map(eventView).sort(byLatest),
    yaml: stringify(resource, { lineWidth: 0 }),
  };
}

function found(sources: EndpointSources): Found[] {
  return sources.dialects.flatMap(({ dialect, informer }) => informer.list().map((resource) => ({ resource, dialect })));
}

function findOne(sources: EndpointSources, key: ObjectRef): Found | null {
  for (const { dialect, informer } of sources.dialects) {
    const resource = informer.get(key);
    if (resource) return { resource, dialect };
  }
  return null;
}

function freshnessOf(sources: EndpointSources) {
  return leastFresh(sources.informers.map((informer) => informer.freshness));
}

async function deleteResource(cluster: Cluster, { dialect, resource }: Found, key: ObjectRef): Promise<void> {
  try {
    await reach(cluster.delete(dialect.endpoints, key, { propagation: 'Background', preconditions: { uid: resource.metadata.uid } }));
  } catch (error) {
    if (isReason(error, 'NotFound')) throw missing(key);
    throw error;
  }
}

function byPlace(left: EndpointView, right: EndpointView): number {
  return left.key.namespace.localeCompare(right.key.namespace) || left.key.name.localeCompare(right.key.name);
}

function missing({ namespace, name }: ObjectRef): SlipwayError {
  return new SlipwayError('not_found', `There is no endpoint ${name} in the namespace ${namespace}.`, {
    fix: 'Look at the list of endpoints: it may have been deleted, or be in another namespace.',
  });
}
