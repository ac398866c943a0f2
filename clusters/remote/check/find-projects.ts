/** Reads what tells of the projects that a cluster has: definitions and Deployments, a few at once. */
import { ApiError } from '../../api-error.ts';
import type { Cluster } from '../../cluster.ts';
import { customResourceDefinitions, deployments } from '../../kinds.ts';
import type { ResourceKind } from '../../objects.ts';
import { fewAtOnce } from '../few-at-once.ts';
import { answerTo } from './answers.ts';
import type { InstalledProject } from './cluster-check.ts';
import { judgeProject } from './judge-project.ts';
import { type ProjectSigns, projects } from './projects.ts';

export interface FoundProjects {
  installed: InstalledProject[];
  /** Why versions may be missing: a sentence each. */
  refusals: string[];
}

const mostAtOnce = 6;

/** What is installed, by the kinds that the server has and what may be read beside them. */
export async function findProjects(cluster: Cluster, kinds: readonly ResourceKind[], signal?: AbortSignal): Promise<FoundProjects> {
  const refusals = new Set<string>();
  const found = await fewAtOnce(mostAtOnce, projects, async (signs) => {
    const own = kinds.filter(({ group }) => signs.groups.includes(group));
    const foremost = own.filter(({ plural }) => plural === signs.resource);
    const [definition, deployed] = await Promise.all([
      foremost[0] ? told(definitionOf(cluster, foremost[0], signal)) : undefined,
      // Prometheus alone is often there without kinds of its own.
      signs.selector && (own.length > 0 || signs.project === 'Prometheus') ? told(deploymentsOf(cluster, signs, signal)) : undefined,
    ]);
    return judgeProject(signs, { kinds: foremost, definition, deployments: deployed ?? [] });
  });
  return { installed: found.flatMap((project) => project ?? []), refusals: [...refusals] };

  async function told<T>(question: Promise<T>): Promise<T | undefined> {
    const { value, refusal } = await answerTo(question, signal);
    if (refusal !== undefined) refusals.add(refusal);
    return value;
  }
}

/** Kinds of another API server have none. */
async function definitionOf(cluster: Cluster, { plural, group }: ResourceKind, signal: AbortSignal | undefined) {
  try {
    return await cluster.get(customResourceDefinitions, { name: `${plural}.${group}` }, { signal });
  } catch (error) {
    if (error instanceof ApiError && error.code === 404) return undefined;
    throw error;
  }
}

async function deploymentsOf(cluster: Cluster, { selector: labelSelector }: ProjectSigns, signal: AbortSignal | undefined) {
  // The first page has it: nobody runs hundreds of one controller.
  return (await cluster.list(deployments, { labelSelector, limit: 100, signal })).items;
}
