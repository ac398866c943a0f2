import { type KindConfig, type KindNode, nodesOf, type Problem } from './kind-config.ts';
import { addressProblems } from './validate-addresses.ts';
import { labelProblems } from './validate-labels.ts';
import { mountProblems } from './validate-mounts.ts';
import { nameProblems } from './validate-name.ts';
import { patchProblems } from './validate-patches.ts';
import { portProblems } from './validate-ports.ts';

/**
 * What kind, the engine or Kubernetes would refuse, in the order of the configuration. Checks the values alone; what this machine has to
 * say is checked in `checks/`.
 */
export function validateKindConfig(config: KindConfig): Problem[] {
  return [
    ...nameProblems(config.name),
    ...roleProblems(nodesOf(config)),
    ...nodesOf(config).flatMap((node, index) => nodeProblems(node, `nodes[${index}]`)),
    ...portProblems(config),
    ...addressProblems(config.networking),
    ...patchProblems(config),
  ];
}

function roleProblems(nodes: readonly KindNode[]): Problem[] {
  if (nodes.some(({ role }) => role !== 'worker')) return [];
  return [
    {
      path: 'nodes',
      message: 'None of the nodes is a control plane: a cluster has at least one.',
      fix: 'Add a node with role: control-plane.',
    },
  ];
}

function nodeProblems(node: KindNode, path: string): Problem[] {
  return [
    ...imageProblems(node.image, path),
    ...labelProblems(node.labels, `${path}.labels`),
    ...mountProblems(node.extraMounts, `${path}.extraMounts`),
  ];
}

/** A registry with its port, a path in lower case, a tag, a digest: https://github.com/distribution/reference. */
const imageName =
  /^(?:[a-z\d](?:[a-z\d.-]*[a-z\d])?(?::\d{1,5})?\/)?[a-z\d]+(?:(?:[._]|__|-+)[a-z\d]+)*(?:\/[a-z\d]+(?:(?:[._]|__|-+)[a-z\d]+)*)*(?::\w[\w.-]{0,127})?(?:@sha256:[a-f\d]{64})?$/i;

function imageProblems(image: string | undefined, path: string): Problem[] {
  if (image === undefined || imageName.test(image)) return [];
  return [
    {
      path: `${path}.image`,
      message: `"${image}" is no name of an image.`,
      fix: 'Write it like kindest/node:v1.36.3, or with its digest: kindest/node:v1.36.3@sha256:….',
    },
  ];
}
