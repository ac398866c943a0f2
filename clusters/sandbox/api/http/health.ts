import type { Call } from './call.ts';
import { sendPlain, sendUnknown } from './respond.ts';

/** What is looked at: as soon as the server answers, all of it is well. */
const CHECKS: Record<string, string[]> = {
  healthz: ['ping', 'log', 'etcd'],
  livez: ['ping', 'log', 'etcd'],
  readyz: ['ping', 'log', 'etcd', 'etcd-readiness', 'informer-sync', 'shutdown'],
};

/** `/readyz`, `/readyz?verbose` and `/readyz/CHECK`: the words that kubectl users and probes know. */
export function sendHealth({ response, query }: Call, { endpoint, check }: { endpoint: string; check: string }): void {
  const checks = CHECKS[endpoint] ?? [];
  if (check !== '' && !checks.includes(check)) sendUnknown(response);
  else if (query.has('verbose')) sendPlain(response, 200, verboseText(endpoint, check === '' ? checks : [check], query));
  else sendPlain(response, 200, 'ok');
}

function verboseText(endpoint: string, checks: string[], query: URLSearchParams): string {
  const excluded = query.getAll('exclude');
  const lines = checks.map((name) => (excluded.includes(name) ? `[+]${name} excluded: ok\n` : `[+]${name} ok\n`));
  return `${lines.join('')}${endpoint} check passed\n`;
}

/** The paths of all checks, for the list of what is served. */
export function healthPaths(): string[] {
  return Object.entries(CHECKS).flatMap(([endpoint, checks]) => [`/${endpoint}`, ...checks.map((check) => `/${endpoint}/${check}`)]);
}
