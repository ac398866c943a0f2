import { parseDocument } from 'yaml';
import { type KindConfig, type KindJsonPatch, nodesOf, type Problem } from './kind-config.ts';

/** Patches are text inside of text: a mistake in one comes up minutes later, in kubeadm or containerd, unless it is looked for here. */
export function patchProblems(config: KindConfig): Problem[] {
  return [
    ...kubeadmProblems(config, ''),
    ...nodesOf(config).flatMap((node, index) => kubeadmProblems(node, `nodes[${index}].`)),
    ...(config.containerdConfigPatches ?? []).flatMap((patch, index) => tomlProblems(patch, `containerdConfigPatches[${index}]`)),
    ...(config.containerdConfigPatchesJSON6902 ?? []).flatMap((patch, index) =>
      operationProblems(patch, `containerdConfigPatchesJSON6902[${index}]`),
    ),
  ];
}

function kubeadmProblems(patched: Pick<KindConfig, 'kubeadmConfigPatches' | 'kubeadmConfigPatchesJSON6902'>, prefix: string): Problem[] {
  const { kubeadmConfigPatches: merges = [], kubeadmConfigPatchesJSON6902: patches = [] } = patched;
  return [
    ...merges.flatMap((patch, index) => mergeProblems(patch, `${prefix}kubeadmConfigPatches[${index}]`)),
    ...patches.flatMap((patch, index) => jsonPatchProblems(patch, `${prefix}kubeadmConfigPatchesJSON6902[${index}]`)),
  ];
}

function mergeProblems(patch: string, path: string): Problem[] {
  const { value, problem } = yamlValue(patch, path);
  if (problem) return [problem];
  if (typeof value === 'object' && value !== null && 'kind' in value) return [];
  return [
    {
      path,
      message: 'The patch does not say its kind, so that it changes nothing.',
      fix: 'Begin it with kind: ClusterConfiguration, InitConfiguration, JoinConfiguration, KubeletConfiguration or KubeProxyConfiguration.',
    },
  ];
}

function jsonPatchProblems({ kind, patch }: KindJsonPatch, path: string): Problem[] {
  const missing: Problem[] = kind
    ? []
    : [
        {
          path: `${path}.kind`,
          message: 'The patch does not say which kind it changes.',
          fix: 'Write kind: ClusterConfiguration, or another of kubeadm.',
        },
      ];
  return [...missing, ...operationProblems(patch ?? '', `${path}.patch`)];
}

/** RFC 6902. */
const operations = ['add', 'remove', 'replace', 'move', 'copy', 'test'];

function operationProblems(patch: string, path: string): Problem[] {
  const { value, problem } = yamlValue(patch, path);
  if (problem) return [problem];
  if (!Array.isArray(value))
    return [{ path, message: 'The patch is no list of operations.', fix: 'Write it like [{"op": "add", "path": "/a", "value": 1}].' }];
  return value.flatMap((operation, index) => {
    if (operations.includes(operation?.op) && typeof operation?.path === 'string') return [];
    return [{ path, message: `Operation ${index + 1} of the patch needs an op (${operations.join(', ')}) and a path.` }];
  });
}

function yamlValue(text: string, path: string): { value?: unknown; problem?: Problem } {
  const document = parseDocument(text, { prettyErrors: false });
  const [error] = document.errors;
  if (error) return { problem: { path, message: `The patch is no YAML: ${error.message.replace(/\.$/, '')}.` } };
  return { value: document.toJS({ maxAliasCount: 100 }) };
}

/** Not a reader of TOML: it finds what people forget, a section's closing bracket and the equals sign. */
function tomlProblems(patch: string, path: string): Problem[] {
  if (/"""|'''/.test(patch)) return [];
  const lines = patch.split('\n').map((line) => line.replace(/(?:^|\s)#.*$/, '').trim());
  const depths = lines.map((line) => count(line, '[{') - count(line, ']}'));
  const open = depths.reduce((sum, depth) => sum + depth, 0);
  const inside = depths.some((depth) => depth !== 0);
  if (open !== 0)
    return [{ path, message: 'The patch is no TOML: its brackets do not match.', fix: 'Close each [section] and each list.' }];
  const wrong = inside ? undefined : lines.find((line) => line !== '' && !line.startsWith('[') && !line.includes('='));
  return wrong === undefined ? [] : [{ path, message: `The patch is no TOML: "${wrong}" is neither a [section] nor a name = value.` }];
}

function count(line: string, characters: string): number {
  const outside = line.replaceAll(/"(?:\\.|[^"\\])*"|'[^']*'/g, '');
  return [...outside].filter((character) => characters.includes(character)).length;
}
