import { stringify } from 'yaml';
import type { Clock } from '../../../clusters/clock.ts';
import type { Cluster } from '../../../clusters/cluster.ts';
import { apiVersionOf, type ResourceKind } from '../../../clusters/objects.ts';
import type { ManifestService } from '../../contract/cluster-services.ts';
import type { Problem } from '../../contract/errors.ts';
import type { CheckView } from '../../contract/views/workbench.ts';
import type { Endpoint } from '../../domain/endpoint.ts';
import type { Store } from '../../store/store.ts';
import type { ServedDialect } from '../dialects/served-dialect.ts';
import { applyManifests } from './apply-manifests.ts';
import { dryRun } from './dry-run.ts';
import type { IdentifiedManifest } from './identify.ts';
import { type ClusterFacts, recipeOptions } from './recipe-options.ts';

export interface ManifestServiceOptions {
  cluster: Cluster;
  dialects: readonly ServedDialect[];
  /** What recipes would be judged against for an endpoint of this dialect now. */
  facts: (dialect: ServedDialect) => Promise<ClusterFacts>;
  store: Store;
  clock: Clock;
}

/** Manifests of any kind: checked, applied, and written from the composer's fields. */
export function createManifestService(options: ManifestServiceOptions): ManifestService {
  const { cluster, dialects, store, clock } = options;
  return {
    check: (yaml) => check(yaml, options),
    async apply(yaml, { dryRun: only = false } = {}) {
      const applied = await applyManifests(cluster, yaml, { dryRun: only });
      if (!only) store.recordApply({ at: clock.now(), cluster: cluster.name, objects: applied, yaml });
      return applied;
    },
    async render(draft) {
      const [dialect] = dialects;
      if (!dialect) throw new Error('the engine was made without a dialect');
      return stringify(dialect.write(draft), { lineWidth: 0 });
    },
    history: async (limit) => store.applies(limit),
  };
}

async function check(yaml: string, { cluster, dialects, facts }: ManifestServiceOptions): Promise<CheckView> {
  const { manifests, problems } = await dryRun(cluster, yaml);
  const view: CheckView = { problems: [...problems], warnings: [], options: [] };
  for (const manifest of manifests) {
    const dialect = dialects.find(({ endpoints }) => sameKind(endpoints, manifest.kind));
    if (dialect) await judge(manifest, { dialect, facts, view });
  }
  return view;
}

/** Adds what the arithmetic says of an endpoint to what the server said. */
async function judge(
  manifest: IdentifiedManifest,
  asked: { dialect: ServedDialect; facts: ManifestServiceOptions['facts']; view: CheckView },
) {
  const { dialect, facts, view } = asked;
  const read = dialect.read(placed(manifest));
  if (isEndpoint(read)) {
    const { options, notes } = recipeOptions(read, await facts(dialect));
    view.options.push(...options);
    view.warnings.push(...notes);
  } else {
    const known = new Set(view.problems.map(({ field }) => field));
    view.problems.push(...read.filter(({ field }) => !known.has(field)).map((problem) => located(problem, manifest)));
  }
}

function placed({ object, namespace }: IdentifiedManifest): object {
  return { ...object, metadata: { ...object.metadata, namespace } };
}

function isEndpoint(read: Endpoint | Problem[]): read is Endpoint {
  return !Array.isArray(read);
}

function located(problem: Problem, { lineOf }: IdentifiedManifest): Problem {
  return { ...problem, line: lineOf(problem.field) };
}

function sameKind(left: ResourceKind, right: ResourceKind): boolean {
  return left.kind === right.kind && apiVersionOf(left) === apiVersionOf(right);
}
