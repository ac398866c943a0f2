import type { RequestContext } from '../requests/context.ts';

/** Metrics in Prometheus' text format. */
export function metricsText({ registry, store }: RequestContext): string {
  const buckets = new Map(registry.all().map(({ bucket, plural, group }) => [bucket, group ? `${plural}.${group}` : plural]));
  const counts = [...buckets].map(([bucket, resource]) => `apiserver_storage_objects{resource="${resource}"} ${store.list(bucket).length}`);
  return [
    '# HELP apiserver_storage_objects Number of stored objects at the time of the last check, split by kind.',
    '# TYPE apiserver_storage_objects gauge',
    ...counts,
    '# HELP slipway_sandbox_resource_version Version of the latest change.',
    '# TYPE slipway_sandbox_resource_version counter',
    `slipway_sandbox_resource_version ${store.version}`,
    '',
  ].join('\n');
}
