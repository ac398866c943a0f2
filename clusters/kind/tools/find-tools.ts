import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import type { FoundTool, FoundTools, MissingTool, ToolName, ToolSearch } from './tool.ts';
import { programPaths, type ToolCandidate, toolCandidates } from './tool-folders.ts';
import { runVersion } from './tool-version.ts';

/**
 * kind and kubectl: the path of the settings, else the first on the PATH, in a usual folder or in Slipway's own that runs and says its
 * version. Rejects with the signal's reason alone.
 */
export async function findTools(search: ToolSearch): Promise<FoundTools> {
  search.signal?.throwIfAborted();
  const [kind, kubectl] = await Promise.all([findTool('kind', search), findTool('kubectl', search)]);
  return { kind, kubectl };
}

/** The path of a program that kind itself runs; undefined where it is neither on the PATH nor in a usual folder. */
export async function findProgram(
  name: 'docker' | 'podman',
  search: Pick<ToolSearch, 'environment' | 'home' | 'platform'>,
): Promise<string | undefined> {
  for (const path of programPaths(name, search)) {
    if ((await isFile(path)) && (await isExecutable(path))) return path;
  }
  return undefined;
}

async function findTool(name: ToolName, search: ToolSearch): Promise<FoundTool | MissingTool> {
  const failures: string[] = [];
  for (const candidate of toolCandidates(name, search)) {
    const tried = await tryTool(name, candidate, search);
    if ('version' in tried) return { found: true, name, ...candidate, version: tried.version };
    if (tried.why !== undefined) failures.push(tried.why);
    else if (candidate.source === 'settings') failures.push(`there is no program ${candidate.path}`);
  }
  search.signal?.throwIfAborted();
  return missing(name, failures, search);
}

/** Nothing but `{}` where there is no such file. */
async function tryTool(name: ToolName, { path }: ToolCandidate, search: ToolSearch): Promise<{ version: string } | { why?: string }> {
  if (!(await isFile(path))) return {};
  if (!(await isExecutable(path))) return { why: `${path} is no program, or this user may not run it` };
  return runVersion(name, path, search);
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (facts) => facts.isFile(),
    // Not there, or in a folder that cannot be looked into: no candidate either way.
    () => false,
  );
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    // Whatever the reason, it cannot be run.
    () => false,
  );
}

const pages = {
  kind: 'https://kind.sigs.k8s.io/docs/user/quick-start/#installation',
  kubectl: 'https://kubernetes.io/docs/tasks/tools/',
};

function missing(name: ToolName, [failure, ...others]: readonly string[], { settings }: ToolSearch): MissingTool {
  const isSet = Boolean(name === 'kind' ? settings.kindPath : settings.kubectlPath);
  if (isSet)
    return {
      found: false,
      name,
      message: `The settings say where ${name} is, and ${failure}.`,
      fix: `Correct the path of ${name} in the settings, or clear it: Slipway then looks for it.`,
    };
  const install = `Install it (${pages[name]}), let Slipway download it, or say its path in the settings.`;
  if (failure === undefined)
    return { found: false, name, message: `${name} is not on this machine: neither on the PATH nor in the usual folders.`, fix: install };
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  return {
    found: false,
    name,
    message: `${name} is there and does not work: ${failure}${more}.`,
    fix: `Repair it, or say the path of another in the settings. ${install}`,
  };
}
