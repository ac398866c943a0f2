import { hostname } from 'node:os';
import { askEngine, EngineSilent, NotAnEngine } from './ask-engine.ts';
import { dockerClient } from './docker-client.ts';
import type { ContainerEngine, Environment } from './engine.ts';
import { parseEngineAddress } from './engine-address.ts';
import type { EngineCandidate } from './engine-candidates.ts';
import { connectionTo } from './engine-connection.ts';
import { engineFacts } from './engine-facts.ts';

/** Why a candidate is not the engine. */
export type AbsenceReason =
  /** The text is no address. */
  | 'malformed'
  /** Over SSH, which Slipway does not speak to engines. */
  | 'ssh'
  /** No socket, or no machine of that name. */
  | 'absent'
  /** The system does not let this user in. */
  | 'denied'
  /** The address is there, and nobody listens. */
  | 'refused'
  /** Connected, and no answer. */
  | 'silent'
  /** Answered, and not as an engine. */
  | 'stranger'
  /** An engine, and of another sort than was asked for. */
  | 'other kind'
  /** Its TLS or the client's certificates. */
  | 'certificate';

export interface Absence {
  candidate: EngineCandidate;
  reason: AbsenceReason;
  cause?: unknown;
}

export interface ProbeOptions {
  environment: Environment;
  home: string;
  platform: NodeJS.Platform;
  /** Longest silence of an engine. A loaded virtual machine may need seconds. */
  answerWithinMs: number;
  signal?: AbortSignal | undefined;
}

/** Asks one candidate who it is. Rejects with the signal's reason alone. */
export async function probeEngine(candidate: EngineCandidate, options: ProbeOptions): Promise<{ engine: ContainerEngine } | Absence> {
  const { environment, home, platform, answerWithinMs: timeoutMs, signal } = options;
  const address = parseEngineAddress(candidate.host);
  if (!address) return { candidate, reason: 'malformed' };
  // docker-modem's SSH accepts any host key, so that another machine could answer for the one that is meant.
  if (address.via === 'ssh') return { candidate, reason: 'ssh' };
  try {
    const connection = await connectionTo(address, environment, home);
    const version = await askEngine(connection, { path: '/version', timeoutMs, signal });
    const info = await askEngine(connection, { path: '/info', timeoutMs, signal });
    const facts = engineFacts({ version, info, host: candidate.host, address, machine: { hostname: hostname(), platform } });
    if (facts.version === '') return { candidate, reason: 'stranger' };
    if (candidate.kind && candidate.kind !== facts.kind) return { candidate, reason: 'other kind' };
    return { engine: { ...facts, client: await dockerClient(connection) } };
  } catch (cause) {
    signal?.throwIfAborted();
    return { candidate, reason: reasonOf(cause), cause };
  }
}

function reasonOf(cause: unknown): AbsenceReason {
  if (cause instanceof EngineSilent) return 'silent';
  if (cause instanceof NotAnEngine) return 'stranger';
  const { code = '', path = '' } = cause as NodeJS.ErrnoException;
  if (path.endsWith('.pem') || /CERT|SSL|TLS|SIGNATURE|ALTNAME|EPROTO/.test(code)) return 'certificate';
  return reasons[code] ?? 'stranger';
}

const reasons: Readonly<Record<string, AbsenceReason>> = {
  ENOENT: 'absent',
  ENOTDIR: 'absent',
  ENOTFOUND: 'absent',
  EAI_AGAIN: 'absent',
  EHOSTUNREACH: 'absent',
  ENETUNREACH: 'absent',
  EACCES: 'denied',
  EPERM: 'denied',
  ECONNREFUSED: 'refused',
  // A file that is no socket.
  ENOTSOCK: 'refused',
  ETIMEDOUT: 'silent',
};
