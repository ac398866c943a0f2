import type { Environment } from '../../containers/engine.ts';

export type ToolName = 'kind' | 'kubectl';

/** A program that is there and said its version. */
export interface FoundTool {
  found: true;
  name: ToolName;
  /** Of the executable file. */
  path: string;
  /** `0.33.0`, without a `v`. */
  version: string;
  /** Where it was looked for: the settings, the PATH, a usual folder that programs with a window do not have on their PATH, or Slipway's own. */
  source: 'settings' | 'path' | 'usual folder' | 'managed';
}

/** A program that is not there, or does not run. */
export interface MissingTool {
  found: false;
  name: ToolName;
  /** Why, as a sentence. */
  message: string;
  /** What a person can do, as a sentence. */
  fix: string;
}

export interface FoundTools {
  kind: FoundTool | MissingTool;
  kubectl: FoundTool | MissingTool;
}

/** Paths that a person gave. */
export interface ToolSettings {
  kindPath?: string | undefined;
  kubectlPath?: string | undefined;
}

export interface ToolSearch {
  environment: Environment;
  /** The person's home folder. */
  home: string;
  platform: NodeJS.Platform;
  settings: ToolSettings;
  /** Where Slipway puts programs that it downloaded. */
  managedFolder: string;
  signal?: AbortSignal | undefined;
}
