import { SlipwayError } from '../../engine/contract/errors.ts';
import type { EndpointDetailView, EndpointView } from '../../engine/contract/views/endpoint.ts';
import { clusterArgument, dataDirectoryArgument, defineCommand, jsonArgument, namespaceArgument } from '../command.ts';
import { type EngineClient, withEngineFor } from '../engine-client.ts';
import { age, print, printJson, styled, table } from '../output.ts';
import { nodeTable } from './sandbox-nodes.ts';

type Call = EngineClient['call'];

export const get = defineCommand({
  name: 'get',
  description: 'Show endpoints, nodes or models.',
  examples: ['slipway get', 'slipway get endpoints -n aim-engine', 'slipway get endpoints qwen-7b-demo', 'slipway get nodes --json'],
  args: {
    kind: { type: 'positional', required: false, default: 'endpoints', description: 'endpoints, nodes or models' },
    name: { type: 'positional', required: false, description: 'One endpoint, with its steps, pods and conditions' },
    ...namespaceArgument,
    ...clusterArgument,
    ...jsonArgument,
    ...dataDirectoryArgument,
  },
  async run(args) {
    const show = kinds[args.kind];
    if (!show) throw unknownKind(args.kind);
    const wanted = { name: args.name, namespace: args.namespace, cluster: args.cluster };
    const { value, text } = await withEngineFor(args, (call) => show(call, wanted));
    if (args.json) printJson(value);
    else print(text());
  },
});

interface Wanted {
  name: string | undefined;
  namespace: string | undefined;
  cluster: string | undefined;
}

type Show = (call: Call, wanted: Wanted) => Promise<{ value: unknown; text: () => string }>;

const kinds: Record<string, Show> = {
  endpoints: showEndpoints,
  endpoint: showEndpoints,
  async nodes(call, { cluster }) {
    const nodes = await call.hardware.nodes.query({ cluster });
    return { value: nodes, text: () => nodeTable(nodes) };
  },
  async models(call) {
    const models = await call.catalog.models.query();
    const rows = models.map(({ id, parameters, contextLength }) => [
      id,
      parameters === null ? '-' : `${(parameters / 1e9).toPrecision(3)}B`,
      String(contextLength ?? '-'),
    ]);
    return { value: models, text: () => table(['MODEL', 'PARAMETERS', 'CONTEXT'], rows) };
  },
};

async function showEndpoints(call: Call, { name, namespace, cluster }: Wanted) {
  if (name !== undefined) {
    const detail = await call.endpoints.get.query({ cluster, ...(await findEndpoint(call, { name, namespace, cluster })) });
    return { value: detail, text: () => detailText(detail) };
  }
  const { endpoints } = await call.endpoints.list.query({ cluster });
  const shown = endpoints.filter((endpoint) => namespace === undefined || endpoint.key.namespace === namespace);
  return { value: shown, text: () => (shown.length === 0 ? 'No endpoints.' : endpointTable(shown)) };
}

/** Where an endpoint of this name is. Rejects when there is none, or there are several and no namespace was given. */
export async function findEndpoint(call: Call, { name, namespace, cluster }: Wanted & { name: string }) {
  if (namespace !== undefined) return { namespace, name };
  const { endpoints } = await call.endpoints.list.query({ cluster });
  const on = cluster === undefined ? '' : ` --cluster ${cluster}`;
  const found = endpoints.filter(({ key }) => key.name === name).map(({ key }) => key);
  if (found.length === 1 && found[0]) return found[0];
  if (found.length === 0)
    throw new SlipwayError('not_found', `There is no endpoint ${name}.`, { fix: `slipway get endpoints${on} lists them.` });
  const places = found.map((key) => key.namespace).join(', ');
  throw new SlipwayError('invalid_input', `There are endpoints ${name} in ${places}.`, { fix: 'Choose one with -n.' });
}

function endpointTable(endpoints: EndpointView[]): string {
  const rows = endpoints.map((endpoint) => [
    endpoint.key.namespace,
    endpoint.key.name,
    endpoint.model,
    recipeText(endpoint),
    stateText(endpoint),
    `${endpoint.replicas.ready}/${endpoint.replicas.wanted}`,
    age(Date.parse(endpoint.createdAt), Date.now()),
  ]);
  return table(['NAMESPACE', 'NAME', 'MODEL', 'RECIPE', 'STATE', 'REPLICAS', 'AGE'], rows);
}

/** `MI300X x4 bf16 vllm` */
function recipeText({ recipe }: EndpointView): string {
  if (!recipe) return '-';
  const parts = [recipe.gpuModel, recipe.gpuCount === null ? null : `x${recipe.gpuCount}`, recipe.precision, recipe.engine];
  return parts.filter((part) => part !== null).join(' ') || recipe.name;
}

const colours = { ready: 'green', progressing: 'cyan', degraded: 'yellow', failed: 'red', idle: 'gray', unknown: 'gray' } as const;

function stateText({ state }: EndpointView): string {
  return styled(colours[state], state);
}

function detailText({ endpoint, steps, pods, conditions, refused }: EndpointDetailView): string {
  if (!endpoint) return 'The endpoint is gone.';
  const sections = [
    `${endpoint.key.namespace}/${endpoint.key.name}  ${endpoint.model}  ${recipeText(endpoint)}  ${stateText(endpoint)}`,
    endpoint.message,
    table(
      ['STEP', 'STATE', 'WHY'],
      steps.map((step) => [step.title, step.state, step.message ?? '']),
    ),
    table(
      ['POD', 'STATUS', 'READY', 'RESTARTS', 'NODE'],
      pods.map((pod) => [pod.name, pod.status, pod.ready, String(pod.restarts), pod.node ?? '-']),
    ),
    table(
      ['CONDITION', 'STATUS', 'REASON', 'MESSAGE'],
      conditions.map((each) => [each.type, each.status, each.reason, each.message]),
    ),
  ];
  if (refused.length > 0)
    sections.push(
      table(
        ['REFUSED', 'VERDICT', 'REASON'],
        refused.map((each) => [each.option, each.verdict, each.reason]),
      ),
    );
  return sections.filter((section) => section !== '').join('\n\n');
}

function unknownKind(kind: string): SlipwayError {
  return new SlipwayError('invalid_input', `slipway get knows no kind "${kind}".`, {
    fix: 'Kinds: endpoints, nodes, models. For other Kubernetes objects use kubectl with the file that "slipway kubeconfig --path" names.',
  });
}
