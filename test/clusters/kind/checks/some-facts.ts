import type { CheckRecord } from '../../../../clusters/check-record.ts';
import type { EngineFacts } from '../../../../clusters/containers/engine-facts.ts';
import { checkKindConfig } from '../../../../clusters/kind/checks/check-kind-config.ts';
import type { EngineState, MachineFacts } from '../../../../clusters/kind/checks/machine-facts.ts';
import { type KindConfig, kindApiVersion } from '../../../../clusters/kind/config/kind-config.ts';

export const goodEngine: EngineFacts = {
  kind: 'docker',
  label: 'Docker 29.1.2',
  host: 'unix:///var/run/docker.sock',
  version: '29.1.2',
  apiVersion: '1.52',
  rootless: false,
  cgroupVersion: 2,
  limitsResources: true,
  memoryBytes: 32e9,
  processors: 8,
  storageFolder: '/var/lib/docker',
  runtimes: ['runc'],
  defaultRuntime: 'runc',
  operatingSystem: 'Debian GNU/Linux 13',
  remote: false,
  onThisMachine: true,
  warnings: [],
};

/** A machine on which nothing is in the way. */
export const goodFacts: MachineFacts = {
  platform: 'linux',
  engine: { found: true, facts: goodEngine, program: '/usr/bin/docker', clusters: ['other'], images: [] },
  tools: {
    kind: { found: true, name: 'kind', path: '/usr/bin/kind', version: '0.33.0', source: 'path' },
    kubectl: { found: true, name: 'kubectl', path: '/usr/bin/kubectl', version: '1.36.3', source: 'path' },
  },
  ports: {},
  memoryAvailableBytes: 16e9,
  diskFreeBytes: 100e9,
  inotify: { instances: 1_024, watches: 524_288 },
  devices: { kfd: false, dri: false, nvidia: false },
  nvidiaVolumeMounts: undefined,
  missingMounts: [],
};

/** Those facts with another engine, or more about the same one. */
export function withEngine(facts: Partial<EngineFacts>, more: Partial<Extract<EngineState, { found: true }>> = {}): MachineFacts {
  return {
    ...goodFacts,
    engine: { found: true, program: '/usr/bin/docker', clusters: [], images: [], ...more, facts: { ...goodEngine, ...facts } },
  };
}

export function configOf(config: Omit<KindConfig, 'kind' | 'apiVersion'> = {}): KindConfig {
  return { kind: 'Cluster', apiVersion: kindApiVersion, ...config };
}

/** What the checks say besides that all is well. */
export function findings(config: Omit<KindConfig, 'kind' | 'apiVersion'>, facts: MachineFacts): CheckRecord[] {
  return checkKindConfig(configOf(config), facts).filter(({ verdict }) => verdict !== 'pass');
}
