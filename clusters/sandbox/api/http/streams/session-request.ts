/** What a request to exec or attach asks for, in its query. */
import type { Status } from '../../../../api-error.ts';
import { badRequest } from '../../refusals.ts';

export interface SessionRequest {
  container: string | undefined;
  command: string[];
  stdin: boolean;
  stdout: boolean;
  stderr: boolean;
  tty: boolean;
}

/** Throws 400 for one that asks for no stream. */
export function sessionRequest(query: URLSearchParams): SessionRequest {
  const is = (name: string) => ['true', '1'].includes(query.get(name) ?? '');
  const tty = is('tty');
  // A terminal has one output.
  const request = { stdin: is('stdin'), stdout: is('stdout'), stderr: is('stderr') && !tty, tty };
  if (!request.stdin && !request.stdout && !request.stderr) throw badRequest('you must specify at least 1 of stdin, stdout, stderr');
  return { container: query.get('container') || undefined, command: query.getAll('command'), ...request };
}

/** How a command ended, as its client reads it. */
export function exitStatus(code: number): Partial<Status> {
  const base = { metadata: {} };
  if (code === 0) return { ...base, status: 'Success' };
  return {
    ...base,
    status: 'Failure',
    message: `command terminated with non-zero exit code: command terminated with exit code ${code}`,
    reason: 'NonZeroExitCode',
    details: { causes: [{ reason: 'ExitCode', message: String(code) }] },
  };
}
