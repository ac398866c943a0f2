import { join } from 'node:path';
import { systemClock } from '../../../../clusters/clock.ts';
import type { Cluster } from '../../../../clusters/cluster.ts';
import { silentLog } from '../../../../clusters/log.ts';
import { createCertificates, type ServerCertificates } from '../../../../clusters/sandbox/api/certificates.ts';
import { writeKubeconfig } from '../../../../clusters/sandbox/api/kubeconfig.ts';
import { createApiServer } from '../../../../clusters/sandbox/api/server.ts';
import { noPods } from '../../../helpers/no-pods.ts';
import { temporaryFolder } from '../../../helpers/temporary-folder.ts';

export interface Serving extends AsyncDisposable {
  url: string;
  folder: string;
  kubeconfig: string;
  certificates: ServerCertificates;
  cluster: Cluster;
}

/** An API server on a free port, in a folder of its own. Every container's log is `line 1` to `line 3`. */
export async function serve(): Promise<Serving> {
  const folder = await temporaryFolder();
  const podRuntime = {
    ...noPods,
    async *logs(_pod: object, { tailLines = 3 }: { tailLines?: number | undefined }) {
      yield* ['line 1', 'line 2', 'line 3'].slice(-tailLines);
    },
  };
  const server = createApiServer({ storage: join(folder.path, 'sandbox.db'), clock: systemClock, log: silentLog, podRuntime });
  const certificates = await createCertificates(Date.now());
  const tokens = new Map([['a-token', { name: 'tester', groups: [] }]]);
  const { url } = await server.listen({ host: '127.0.0.1', port: 0, certificates, tokens });
  const kubeconfig = join(folder.path, 'kubeconfig');
  await writeKubeconfig(kubeconfig, { url, certificates });
  return {
    url,
    folder: folder.path,
    kubeconfig,
    certificates,
    cluster: server.cluster(),
    async [Symbol.asyncDispose]() {
      await server.close();
      await folder[Symbol.asyncDispose]();
    },
  };
}
