import { ProviderError } from '../provider.ts';
import type { WantedEngine } from './engine.ts';
import type { Absence, AbsenceReason } from './probe-engine.ts';

export interface AbsenceFacts {
  platform: NodeJS.Platform;
  wanted?: WantedEngine | undefined;
  answerWithinMs: number;
}

/** One error for all places that were tried: what is nearest to working is what a person can act on. */
export function engineAbsent(absences: readonly Absence[], facts: AbsenceFacts): ProviderError {
  const [best] = absences.filter(worthTelling).toSorted((one, other) => rank(one) - rank(other));
  const { message, fix } = best ? explain(best, facts) : nothingFound(absences, facts);
  return new ProviderError('Unusable', message, { cause: best?.cause, fix });
}

/** A usual socket that is not there says nothing: most products are not installed. */
function worthTelling({ candidate, reason }: Absence): boolean {
  return candidate.named || (reason !== 'absent' && reason !== 'other kind');
}

const nearness: readonly AbsenceReason[] = [
  'denied',
  'silent',
  'certificate',
  'refused',
  'stranger',
  'malformed',
  'ssh',
  'other kind',
  'absent',
];

function rank({ reason, candidate }: Absence): number {
  return nearness.indexOf(reason) - (candidate.named ? 0.5 : 0);
}

interface Explained {
  message: string;
  fix: string;
}

function explain({ candidate, reason, cause }: Absence, facts: AbsenceFacts): Explained {
  const { host, source, named } = candidate;
  const start = candidate.start ?? 'Start the engine that it belongs to.';
  const where = named ? `the engine that ${source} points to (${host})` : `${source} (${host})`;
  const elsewhere = named ? `, or ${elsewhereThan(source)}` : '';
  switch (reason) {
    case 'malformed':
      return {
        message: `${capital(source)} says "${host}", which is no address of a container engine.`,
        fix: `Write it like unix:///var/run/docker.sock, npipe:////./pipe/docker_engine or tcp://127.0.0.1:2375${elsewhere}.`,
      };
    case 'ssh':
      return {
        message: `${capital(source)} points to ${host}. Slipway does not reach engines over SSH: the machine's key could not be checked, and kind's ports would be on that machine.`,
        fix: `Forward its socket yourself (ssh -NL /path/docker.sock:/var/run/docker.sock MACHINE) and set DOCKER_HOST to unix:///path/docker.sock${elsewhere}.`,
      };
    case 'absent':
      return { message: `${capital(source)} points to ${host}, and there is nothing.`, fix: `${withoutStop(start)}${elsewhere}.` };
    case 'denied':
      return { message: `This user may not use ${where}: permission denied.`, fix: permissionFix(facts.platform, source) };
    case 'refused':
      return { message: `Nothing answers at ${where}: the engine is not running.`, fix: `${withoutStop(start)}${elsewhere}.` };
    case 'silent':
      return {
        message: `${capital(where)} accepted the connection and did not answer within ${facts.answerWithinMs / 1000} s.`,
        fix: `Restart it: it may still be starting, or hang${elsewhere}.`,
      };
    case 'stranger':
      return { message: `What answers at ${where} is no container engine: ${saidBy(cause)}.`, fix: `Check that address${elsewhere}.` };
    case 'other kind':
      return {
        message: `${capital(where)} is not ${facts.wanted?.kind === 'podman' ? 'Podman' : 'Docker'}, which was asked for.`,
        fix: 'Ask for the other engine, or say the address of the one you want.',
      };
    case 'certificate':
      return {
        message: `There is no trusted connection to ${where}: ${saidBy(cause)}.`,
        fix: `Put ca.pem, cert.pem and key.pem into DOCKER_CERT_PATH (~/.docker where it is not set)${elsewhere}.`,
      };
  }
}

function nothingFound(absences: readonly Absence[], { platform, wanted }: AbsenceFacts): Explained {
  const looked = [...new Set(absences.map(({ candidate }) => candidate.source))].join(', ');
  const what = wanted?.kind === 'podman' ? 'Podman' : wanted?.kind === 'docker' ? 'Docker' : 'No container engine';
  const message = what === 'No container engine' ? `${what} is on this machine` : `${what} is not on this machine`;
  return { message: `${message}: kind runs each node as a container. Looked for ${looked}.`, fix: installFix(platform) };
}

function installFix(platform: NodeJS.Platform): string {
  const sandbox = 'The sandbox needs none.';
  if (platform === 'linux') return `Install Docker (https://docs.docker.com/engine/install/) or Podman (https://podman.io). ${sandbox}`;
  return `Install Docker Desktop, ${platform === 'darwin' ? 'OrbStack, Colima, ' : ''}Rancher Desktop or Podman, and start it. ${sandbox}`;
}

function permissionFix(platform: NodeJS.Platform, source: string): string {
  if (source === 'Podman') return "Use your own Podman (systemctl --user start podman.socket) instead of the system's.";
  if (platform !== 'linux') return 'Start the engine as this user, or give this user access to its socket.';
  return 'Add yourself to the group docker (sudo usermod -aG docker "$USER") and log in again, or use rootless Docker: https://docs.docker.com/engine/security/rootless/.';
}

function elsewhereThan(source: string): string {
  if (source === 'the settings') return 'choose another engine in the settings';
  if (source.startsWith('the Docker context')) return 'choose another context (docker context use NAME)';
  return `unset ${source}, so that the usual places are tried`;
}

function saidBy(cause: unknown): string {
  return cause instanceof Error ? cause.message : 'it does not say a version';
}

function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, '');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
