import { dirname, resolve } from 'node:path';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { SlipwayError } from '../../contract/errors.ts';

/** The parts of https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/ that are looked at; the rest is passed on. */
const named = z.looseObject({ name: z.string() });
const kubeconfig = z.looseObject({
  contexts: z.array(named.extend({ context: z.looseObject({ cluster: z.string(), user: z.string().optional() }) })).nullish(),
  clusters: z.array(named.extend({ cluster: z.looseObject({}) })).nullish(),
  users: z.array(named.extend({ user: z.looseObject({}).nullish() })).nullish(),
});

/** Fields that are paths of files, relative to the kubeconfig. */
const pathsOfCluster = ['certificate-authority'];
const pathsOfUser = ['client-certificate', 'client-key', 'tokenFile'];

/**
 * A kubeconfig with one context, its cluster and its user: what belongs to other clusters does not leave the file.
 * It is right wherever it is put: the files that it names are absolute. Throws `not_found` when the context is not there.
 */
export function onlyContext(text: string, { context: name, path }: { context: string; path: string }): string {
  const { contexts, clusters, users } = kubeconfig.parse(parse(text));
  const context = contexts?.find((each) => each.name === name);
  if (!context) throw noContext(name, path);
  const folder = dirname(path);
  const clustersKept = (clusters ?? []).filter((each) => each.name === context.context.cluster);
  const usersKept = (users ?? []).filter((each) => each.name === context.context.user);
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': name,
    contexts: [context],
    clusters: clustersKept.map((each) => ({ ...each, cluster: absolute(each.cluster, pathsOfCluster, folder) })),
    users: usersKept.map((each) => ({ ...each, user: absolute(each.user ?? {}, pathsOfUser, folder) })),
  });
}

function absolute(entry: Record<string, unknown>, fields: readonly string[], folder: string): Record<string, unknown> {
  const paths = fields.filter((field) => typeof entry[field] === 'string' && entry[field] !== '');
  return { ...entry, ...Object.fromEntries(paths.map((field) => [field, resolve(folder, String(entry[field]))])) };
}

function noContext(name: string, path: string): SlipwayError {
  return new SlipwayError('not_found', `The kubeconfig ${path} has no context "${name}" any more.`, {
    fix: 'Attach the cluster again from a kubeconfig that has it.',
  });
}
