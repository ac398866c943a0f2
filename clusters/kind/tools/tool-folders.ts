import { posix, win32 } from 'node:path';
import type { Environment } from '../../containers/engine.ts';
import type { FoundTool, ToolName, ToolSearch, ToolSettings } from './tool.ts';

/** A file that may be the program. */
export interface ToolCandidate {
  path: string;
  source: FoundTool['source'];
}

type Place = Pick<ToolSearch, 'environment' | 'home' | 'platform'>;

/** Where the program may be, first things first. A path in the settings is the only one. */
export function toolCandidates(name: ToolName, search: ToolSearch): ToolCandidate[] {
  const given = settingOf(name, search.settings);
  if (given) return [{ path: given, source: 'settings' }];
  const file = fileName(name, search.platform);
  const { join } = pathsOf(search.platform);
  const onPath = pathFolders(search).map((folder) => ({ path: join(folder, file), source: 'path' as const }));
  const usual = usualFolders(search).map((folder) => ({ path: join(folder, file), source: 'usual folder' as const }));
  const seen = new Set<string>();
  return [...onPath, ...usual, { path: join(search.managedFolder, file), source: 'managed' as const }].filter(
    ({ path }) => !seen.has(path) && seen.add(path),
  );
}

/**
 * The PATH for programs that look for others on it, as kind does for docker: what the process was given, and the usual folders after
 * it. A program with a window does not get the PATH of its person's shell.
 */
export function fullPath(place: Place): string {
  const { delimiter } = pathsOf(place.platform);
  return [...new Set([...pathFolders(place), ...usualFolders(place)])].join(delimiter);
}

/** Files that may be that program, on the PATH first and then in the usual folders. */
export function programPaths(name: string, place: Place): string[] {
  const { join } = pathsOf(place.platform);
  return [...pathFolders(place), ...usualFolders(place)].map((folder) => join(folder, fileName(name, place.platform)));
}

function fileName(name: string, platform: NodeJS.Platform): string {
  return platform === 'win32' ? `${name}.exe` : name;
}

function settingOf(name: ToolName, settings: ToolSettings): string | undefined {
  return (name === 'kind' ? settings.kindPath : settings.kubectlPath) || undefined;
}

/** Relative entries are left out: what runs must not hang on the folder that Slipway was started in. */
function pathFolders({ environment, platform }: Place): string[] {
  const { delimiter, isAbsolute } = pathsOf(platform);
  return (variable(environment, 'PATH', platform) ?? '').split(delimiter).filter(isAbsolute);
}

/** Where installers, Homebrew, `go install` and desktop engines put programs. */
function usualFolders({ environment, home, platform }: Place): string[] {
  const { join } = pathsOf(platform);
  const go = [environment['GOBIN'], environment['GOPATH'] && join(environment['GOPATH'], 'bin'), join(home, 'go', 'bin')];
  if (platform === 'win32') {
    const data = variable(environment, 'ProgramData', platform);
    const local = variable(environment, 'LOCALAPPDATA', platform);
    const installers = [data && join(data, 'chocolatey', 'bin'), local && join(local, 'Microsoft', 'WinGet', 'Links')];
    return [...installers, join(home, 'scoop', 'shims'), ...go].filter(isFolder);
  }
  const apps =
    platform === 'darwin'
      ? ['/opt/homebrew/bin', '/Applications/Docker.app/Contents/Resources/bin']
      : ['/snap/bin', '/home/linuxbrew/.linuxbrew/bin'];
  const own = ['.local/bin', 'bin', '.rd/bin', '.orbstack/bin'].map((folder) => join(home, folder));
  return ['/usr/local/bin', ...apps, '/usr/bin', ...go, ...own].filter(isFolder);
}

function isFolder(folder: string | undefined): folder is string {
  return folder !== undefined && folder !== '';
}

/** Windows does not mind the case of letters in a variable's name. */
function variable(environment: Environment, name: string, platform: NodeJS.Platform): string | undefined {
  if (platform !== 'win32') return environment[name];
  const key = Object.keys(environment).find((candidate) => candidate.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : environment[key];
}

function pathsOf(platform: NodeJS.Platform): typeof posix {
  return platform === 'win32' ? win32 : posix;
}
