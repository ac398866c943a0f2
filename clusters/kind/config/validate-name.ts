import type { Problem } from './kind-config.ts';

/** kind warns above it: the name is a part of names of containers and hosts, which end at 63. */
export const longestClusterName = 50;

/**
 * kind itself allows what the engine allows in a container's name; nodes have the cluster's name in theirs, though, and Kubernetes wants
 * those to be RFC 1123 names.
 */
export function nameProblems(name: string | undefined, path = 'name'): Problem[] {
  if (name === undefined) return [];
  if (name.length > longestClusterName) {
    return [
      {
        path,
        message: `The name has ${name.length} characters: more than ${longestClusterName} do not fit into the names of its nodes.`,
        fix: 'Shorten it.',
      },
    ];
  }
  if (/^[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)*$/.test(name)) return [];
  const better = name
    .toLowerCase()
    .replaceAll(/[^a-z\d.-]+/g, '-')
    .replaceAll(/^[.-]+|[.-]+$/g, '')
    .replaceAll(/[.-]*\.[.-]*/g, '.');
  const fix = better === '' ? 'Choose another, such as dev.' : `Choose another, such as ${better}.`;
  return [
    {
      path,
      message: `"${name}" cannot be a cluster's name: small letters, digits, dots and dashes, with a letter or digit at both ends.`,
      fix,
    },
  ];
}
