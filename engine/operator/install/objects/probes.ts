import type { Container } from 'kubernetes-types/core/v1.d.ts';

/** Probes of `/healthz` and `/readyz` on a named port, which both programs serve. A minute to start; ended after half a minute without an answer. */
export function probesOn(port: string): Pick<Container, 'startupProbe' | 'livenessProbe' | 'readinessProbe'> {
  const alive = { path: '/healthz', port };
  return {
    startupProbe: { httpGet: alive, periodSeconds: 2, timeoutSeconds: 3, failureThreshold: 30 },
    livenessProbe: { httpGet: alive, periodSeconds: 10, timeoutSeconds: 3, failureThreshold: 3 },
    readinessProbe: { httpGet: { path: '/readyz', port }, periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 2 },
  };
}
