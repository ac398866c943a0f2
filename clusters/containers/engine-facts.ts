import type { ContainerEngine } from './engine.ts';
import { type EngineAddress, isOfThisMachine } from './engine-address.ts';

/** Everything about an engine but the way to talk to it. */
export type EngineFacts = Omit<ContainerEngine, 'client'>;

export interface EngineAnswers {
  /** The body of GET /version. */
  version: Readonly<Record<string, unknown>>;
  /** The body of GET /info. */
  info: Readonly<Record<string, unknown>>;
  host: string;
  address: EngineAddress;
  /** This machine's name and platform. */
  machine: { hostname: string; platform: NodeJS.Platform };
}

/** Reads an engine's own words. Facts: https://docs.docker.com/reference/api/engine/ and Podman's compatible API. */
export function engineFacts(answers: EngineAnswers): EngineFacts {
  const { version, info, host, address, machine } = answers;
  const kind = isPodman(version) ? 'podman' : 'docker';
  const release = text(version['Version']);
  const remote = !isOfThisMachine(address);
  const onThisMachine = !remote && machine.platform === 'linux' && text(info['Name']) === machine.hostname;
  const storage = text(info['DockerRootDir']);
  return {
    kind,
    // Without what a distribution adds: 20.10.24+dfsg1.
    label: `${kind === 'podman' ? 'Podman' : 'Docker'} ${release.split('+')[0]}`,
    host,
    version: release,
    apiVersion: text(version['ApiVersion']),
    rootless: texts(info['SecurityOptions']).some((option) => option.split(',').includes('name=rootless')),
    cgroupVersion: text(info['CgroupVersion']).replace('v', '') === '1' ? 1 : 2,
    limitsResources: ['MemoryLimit', 'PidsLimit', 'CPUShares'].every((limit) => info[limit] === true),
    memoryBytes: number(info['MemTotal']),
    processors: number(info['NCPU']),
    ...(onThisMachine && storage !== '' ? { storageFolder: storage } : {}),
    runtimes: Object.keys(info['Runtimes'] ?? {}),
    defaultRuntime: text(info['DefaultRuntime']),
    operatingSystem: text(info['OperatingSystem']),
    remote,
    onThisMachine,
    warnings: remote ? [remoteWarning(address)] : [],
  };
}

function isPodman(version: EngineAnswers['version']): boolean {
  const components = Array.isArray(version['Components']) ? version['Components'] : [];
  return components.some((component) => /podman/i.test(text(component?.Name)));
}

function remoteWarning(address: EngineAddress): string {
  const where = address.via === 'socket' ? 'another machine' : address.hostname;
  return `Containers run on ${where}, not on this machine: kind opens the cluster's ports there, on its loopback unless the configuration says otherwise.`;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.map(text) : [];
}

function number(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}
