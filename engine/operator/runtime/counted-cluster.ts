import { Counter, type Registry } from 'prom-client';
import { ApiError } from '../../../clusters/api-error.ts';
import type { Cluster } from '../../../clusters/cluster.ts';

/** The cluster with its requests counted by verb and answer, under the name that client-go has for it. A watch counts once, when it begins. */
export function countedCluster(cluster: Cluster, registry: Registry): Cluster {
  const requests = new Counter({
    name: 'rest_client_requests_total',
    help: 'Requests to the API server, by verb and status code; the code is empty where no answer came.',
    labelNames: ['verb', 'code'],
    registers: [registry],
  });

  function counted<T>(verb: string, request: Promise<T>): Promise<T> {
    request.then(
      () => requests.inc({ verb, code: '200' }),
      (error: unknown) => requests.inc({ verb, code: error instanceof ApiError ? String(error.code) : '' }),
    );
    return request;
  }

  return {
    name: cluster.name,
    version: (options) => counted('get', cluster.version(options)),
    discover: (options) => counted('discover', cluster.discover(options)),
    get: (kind, key, options) => counted('get', cluster.get(kind, key, options)),
    list: (kind, options) => counted('list', cluster.list(kind, options)),
    watch(kind, options) {
      requests.inc({ verb: 'watch', code: '200' });
      return cluster.watch(kind, options);
    },
    create: (kind, object, options) => counted('create', cluster.create(kind, object, options)),
    update: (kind, object, options) => counted('update', cluster.update(kind, object, options)),
    patch: (kind, key, patch, options) => counted('patch', cluster.patch(kind, key, patch, options)),
    apply: (kind, object, options) => counted('apply', cluster.apply(kind, object, options)),
    delete: (kind, key, options) => counted('delete', cluster.delete(kind, key, options)),
    logs: (pod, options) => cluster.logs(pod, options),
    exec: (pod, options) => counted('exec', cluster.exec(pod, options)),
    forward: (pod, port, options) => counted('forward', cluster.forward(pod, port, options)),
  };
}
