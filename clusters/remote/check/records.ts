/** What a check has to say, in sentences. Pure. */
import type { Node } from 'kubernetes-types/core/v1.d.ts';
import type { CheckRecord } from '../../check-record.ts';
import type { Answer } from './answers.ts';
import type { GpuKind, InstalledProject, Right } from './cluster-check.ts';
import type { FoundProjects } from './find-projects.ts';
import { brokenGpus } from './gpus.ts';

/** An answer that takes longer makes every page slow. */
const slowMs = 1_000;

export function reachRecord(server: string, latencyMs: number, version: string): CheckRecord & { latencyMs: number } {
  const message = `${server} answers in ${latencyMs} ms as Kubernetes ${version}.`;
  if (latencyMs <= slowMs) return { id: 'reach', subject: 'cluster', verdict: 'pass', message, latencyMs };
  return { id: 'reach', subject: 'cluster', verdict: 'warning', message, latencyMs, fix: 'Check the network, VPN or proxy in between.' };
}

export function unreachableRecord(message: string): CheckRecord & { latencyMs: null } {
  return { id: 'reach', subject: 'cluster', verdict: 'problem', message, latencyMs: null };
}

/** Whether Slipway can be installed by the asking user. */
export function rightsRecord({ value: rights, refusal }: Answer<Right[]>, namespace: string): CheckRecord {
  const about = { id: 'rights-install', subject: 'rights' };
  if (rights === undefined) return unasked(about, 'What you may do', refusal);
  // Who may not install a kind need not hear that they may not change it either.
  const missing = missingOf(rights, 'create').length > 0 ? missingOf(rights, 'create') : missingOf(rights, 'patch');
  if (missing.length === 0) return { ...about, verdict: 'pass', message: `You may install Slipway here, in the namespace ${namespace}.` };
  const most = 3;
  const more = missing.length > most ? `, and ${missing.length - most} more` : '';
  return {
    ...about,
    verdict: 'warning',
    message: `You may not install Slipway here: you may not ${missing
      .slice(0, most)
      .map(({ what }) => what)
      .join(', ')}${more}.`,
    fix: 'Give the manifests to an administrator (slipway install --dry-run -o yaml), or ask for the missing rules in a ClusterRole.',
  };
}

function missingOf(rights: readonly Right[], wanted: string): Right[] {
  return rights.filter(({ allowed, verb }) => !allowed && verb === wanted);
}

export function nodesRecords({ value: nodes, refusal }: Answer<Node[]>, gpus: readonly GpuKind[]): CheckRecord[] {
  const about = { id: 'gpus', subject: 'nodes' };
  if (nodes === undefined) return [unasked(about, 'Which nodes and GPUs there are', refusal)];
  const broken = brokenGpus(nodes);
  const warnings = broken.length > 0 ? [brokenRecord(broken)] : [];
  if (gpus.length > 0) return [{ ...about, verdict: 'pass', message: `${gpus.map(gpuText).join(', ')}.` }, ...warnings];
  const count = `${nodes.length} node${nodes.length === 1 ? ' offers no' : 's offer no'} GPU`;
  const fix = "Install the vendor's device plugin where there are GPUs, or mark the cluster as simulated to try things out.";
  return [{ ...about, verdict: 'note', message: `Its ${count}.`, fix }];
}

export function installedRecords({ value: found, refusal }: Answer<FoundProjects>, cluster: string): CheckRecord[] {
  const about = { id: 'installed', subject: 'installed' };
  if (found === undefined) return [unasked(about, 'What is installed', refusal)];
  const ours = found.installed.find(({ project }) => project === 'Slipway');
  const others = found.installed.filter((project) => project !== ours);
  return [
    ours
      ? {
          id: 'slipway',
          subject: 'installed',
          verdict: 'pass',
          message: `Slipway ${ours.version ?? 'of an unknown version'} is installed.`,
        }
      : {
          id: 'slipway',
          subject: 'installed',
          verdict: 'note',
          message: 'Slipway is not installed.',
          fix: `slipway install --cluster ${cluster}`,
        },
    ...others.map(
      (project): CheckRecord => ({ ...about, id: `installed-${project.project}`, verdict: 'note', message: installedText(project) }),
    ),
    ...found.refusals.map(
      (message): CheckRecord => ({ ...about, id: 'versions', verdict: 'note', message: `Some versions are not known: ${message}` }),
    ),
  ];
}

function installedText({ project, version, evidence }: InstalledProject): string {
  return `${project}${version === null ? '' : ` ${version}`} is installed: ${evidence}.`;
}

function gpuText({ resourceName, model, nodes, total }: GpuKind): string {
  return `${total} ${model ?? 'GPUs of an unknown model'} (${resourceName}) on ${nodes} node${nodes === 1 ? '' : 's'}`;
}

function brokenRecord(broken: readonly string[]): CheckRecord {
  return {
    id: 'gpus-usable',
    subject: 'nodes',
    verdict: 'warning',
    message: `Some GPUs cannot be used now: ${broken.join('; ')}.`,
    fix: "Look at the device plugin's pods on these nodes.",
  };
}

function unasked(about: { id: string; subject: string }, what: string, refusal: string | undefined): CheckRecord {
  return { ...about, verdict: 'note', message: `${what} cannot be told: ${refusal ?? 'nobody was asked'}` };
}
