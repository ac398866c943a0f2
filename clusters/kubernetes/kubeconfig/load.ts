import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { ClusterUnreachable } from '../../api-error.ts';
import { brokenEntry, unreadable } from './errors.ts';
import type { Kubeconfig } from './kubeconfig.ts';
import { mergeKubeconfigs } from './merge.ts';
import { type OnBroken, type Origin, parseKubeconfig } from './parse.ts';

/** Environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Which kubeconfig, and which context of it. */
export interface KubeconfigChoice {
  /** The text itself; relative file names in it begin at the working folder. */
  kubeconfig?: string | undefined;
  /** One file. Without either: the files that KUBECONFIG names, else `~/.kube/config`, else the pod's service account. */
  kubeconfigPath?: string | undefined;
  /** Default: the current context. */
  context?: string | undefined;
  /** For KUBECONFIG, HOME, proxies and programs. Default: this process's. */
  environment?: Environment | undefined;
}

export interface LoadedKubeconfig {
  config: Kubeconfig;
  /** For sentences: `the kubeconfig /home/me/.kube/config`. */
  source: string;
}

/**
 * Reads and merges as kubectl does. Rejects with `ClusterUnreachable` when the file that is chosen is not there, or one is
 * broken; with `onBroken`, what is broken within them is told by a sentence each and left out.
 */
export async function loadKubeconfig(choice: KubeconfigChoice, onBroken?: OnBroken): Promise<LoadedKubeconfig> {
  const { kubeconfig, kubeconfigPath, environment = process.env } = choice;
  if (kubeconfig !== undefined) {
    return { config: parse(kubeconfig, { name: 'given', folder: process.cwd() }, onBroken), source: 'The kubeconfig' };
  }
  if (kubeconfigPath !== undefined) {
    return { config: parse(await read(kubeconfigPath), originOf(kubeconfigPath), onBroken), source: `The kubeconfig ${kubeconfigPath}` };
  }
  const paths = defaultPaths(environment);
  const outcomes = await Promise.allSettled(paths.map((path) => readUnlessMissing(path, onBroken)));
  return { config: mergeKubeconfigs(configsOf(outcomes, onBroken)), source: `The kubeconfig ${paths.join(delimiter)}` };
}

function defaultPaths(environment: Environment): string[] {
  const listed = environment['KUBECONFIG'] ?? '';
  if (listed === '') return [join(environment['HOME'] ?? homedir(), '.kube', 'config')];
  return [...new Set(listed.split(delimiter))].filter((path) => path !== '');
}

/** All that is wrong is said at once. */
function configsOf(outcomes: readonly PromiseSettledResult<Kubeconfig | undefined>[], onBroken: OnBroken | undefined): Kubeconfig[] {
  const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as ClusterUnreachable] : []));
  const [first, ...others] = failures;
  if (onBroken) for (const { message } of failures) onBroken(message);
  else if (first)
    throw others.length === 0 ? first : new ClusterUnreachable(first.server, failures.map(({ message }) => message).join(' '));
  return outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' && outcome.value ? [outcome.value] : []));
}

async function readUnlessMissing(path: string, onBroken: OnBroken | undefined): Promise<Kubeconfig | undefined> {
  try {
    return parse(await read(path), originOf(path), onBroken);
  } catch (error) {
    const cause = error instanceof ClusterUnreachable ? (error.cause as NodeJS.ErrnoException | undefined) : undefined;
    if (cause?.code === 'ENOENT') return undefined;
    throw error;
  }
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw unreadable(path, error);
  }
}

function parse(text: string, origin: Origin, onBroken: OnBroken | undefined): Kubeconfig {
  try {
    return parseKubeconfig(text, origin, onBroken && ((problem) => onBroken(brokenEntry(origin.name, problem))));
  } catch (error) {
    throw unreadable(origin.name, error);
  }
}

function originOf(path: string): Origin {
  return { name: path, folder: dirname(resolve(path)) };
}
