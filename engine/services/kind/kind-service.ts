import type { Clock } from '../../../clusters/clock.ts';
import { type Problem, SlipwayError } from '../../contract/errors.ts';
import type { KindService } from '../../contract/services.ts';
import type { KindDraft, ToolView } from '../../contract/views/kind.ts';
import type { Store } from '../../store/store.ts';
import type { ClusterNames } from '../clusters/cluster-names.ts';
import type { Flows } from '../flows/flows.ts';
import { forPeople, toSlipwayError } from '../shared/to-slipway-error.ts';
import { createFactsCache } from './facts-cache.ts';
import type { KindHost } from './kind-host.ts';

export interface KindServiceOptions {
  host: KindHost;
  /** Must have the definitions of `kindFlows(host)`. */
  flows: Pick<Flows, 'start'>;
  names: Pick<ClusterNames, 'assertFree'>;
  store: Pick<Store, 'setSetting' | 'removeSetting'>;
  clock: Clock;
}

/** kind clusters of this machine: what they are made from, and the programs that they need. */
export function createKindService({ host, flows, names, store, clock }: KindServiceOptions): KindService {
  const facts = createFactsCache({ host, clock });

  async function nameProblems(name: string): Promise<Problem[]> {
    try {
      await names.assertFree(name, 'kind');
      return [];
    } catch (error) {
      const { message, fix } = toSlipwayError(error);
      return [{ field: 'name', message, fix }];
    }
  }

  async function toolOf(tool: ToolView['name']): Promise<ToolView> {
    const found = (await host.tools()).find(({ name }) => name === tool);
    if (!found) throw new Error(`the host does not look for ${tool}`);
    return found;
  }

  return {
    presets: async () => [...host.presets],
    async check(draft) {
      const { yaml, problems } = host.read(draft);
      const [taken, records] = await Promise.all([
        nameProblems(draft.name),
        forPeople(facts.of(draft).then((known) => host.judge(draft, known))),
      ]);
      return { config: yaml, problems: [...problems, ...taken], records: [...records] };
    },
    async create(draft) {
      const { yaml, problems } = host.read(draft);
      const all = [...problems, ...(await nameProblems(draft.name))];
      if (all.length > 0) throw notMade(draft, all);
      return flows.start('cluster.create', { name: draft.name, config: yaml });
    },
    loadImage: (cluster, image) => flows.start('cluster.load-image', { cluster, image }),
    exportLogs: (cluster, folder) => flows.start('cluster.export-logs', { cluster, folder }),
    tools: () => forPeople(host.tools()),
    async setToolPath(tool, path) {
      const problem = path === '' ? null : await host.toolProblem(tool, path);
      if (problem !== null) throw notThatTool(tool, problem);
      if (path === '') store.removeSetting(`tool.${tool}`);
      else store.setSetting(`tool.${tool}`, path);
      facts.forget();
      return forPeople(toolOf(tool));
    },
    async downloadTool(tool) {
      const { download } = await forPeople(toolOf(tool));
      if (download === null) throw noDownload(tool);
      return flows.start('tool.download', { tool });
    },
  };
}

function notMade({ name }: KindDraft, problems: Problem[]): SlipwayError {
  const [first] = problems;
  const rest = problems.length === 1 ? '' : ` (and ${problems.length - 1} more)`;
  return new SlipwayError('invalid_input', `The kind cluster ${name} was not made: ${first?.message ?? ''}${rest}`, {
    fix: first?.fix,
    problems,
  });
}

function notThatTool(tool: string, message: string): SlipwayError {
  return new SlipwayError('invalid_input', message, {
    fix: `Give the path of the ${tool} program itself, or leave it empty to have it looked for.`,
    problems: [{ field: 'path', message }],
  });
}

function noDownload(tool: string): SlipwayError {
  return new SlipwayError('refused', `Slipway offers no download of ${tool} for this machine: it knows no checksum of one.`, {
    fix: `Install ${tool} by its own instructions, and give its path in the settings if it is not on the PATH.`,
  });
}
