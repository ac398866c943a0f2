import type { FlowFailure } from '../flow-failure.ts';

/** What is to be installed, as plain data. */
export interface InstallationRequest {
  /** The cluster's name. */
  cluster: string;
  /** The options of the installation; only the effects read them. */
  options: unknown;
}

/** What the plan says that the machine decides by. */
export interface PlannedInstallation {
  /** The version that is installed; null for a first installation. */
  from: string | null;
  /** Names of the images that must be built and loaded; none where they come from a registry. */
  images: string[];
}

/** The machine's context: plain data, so that it can be stored after every step. */
export interface InstallationFlow {
  request: InstallationRequest;
  planned: PlannedInstallation | null;
  error: FlowFailure | null;
  failedAt: InstallationStep | null;
  /** What a person should know of how it ended. */
  note: string | null;
}

export type InstallationStep = 'plan' | 'build' | 'load' | 'apply' | 'healthy' | 'clean' | 'done' | 'failed' | 'cancelled';
