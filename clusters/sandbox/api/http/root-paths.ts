import { customMetricsPaths } from '../discovery/custom-metrics.ts';
import { servedGroups } from '../discovery/groups.ts';
import type { Registry } from '../registry.ts';
import { healthPaths } from './health.ts';

const PATHS = [
  '/.well-known/openid-configuration',
  '/api',
  '/api/v1',
  '/apis',
  '/apis/',
  '/metrics',
  '/openapi/v2',
  '/openapi/v3',
  '/openapi/v3/',
  '/openid/v1/jwks',
  '/version',
];

/** What `/` answers: all paths that lead to something. */
export function rootPaths(registry: Registry): object {
  const groups = servedGroups(registry).filter(({ name }) => name !== '');
  const apis = groups.flatMap(({ name, versions }) => [`/apis/${name}`, ...versions.map(({ version }) => `/apis/${name}/${version}`)]);
  return { paths: [...PATHS, ...healthPaths(), ...apis, ...customMetricsPaths()].sort() };
}
