/** The operator's program with webhooks, with no more rights to Secrets and webhook configurations than it is installed with. */
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../clusters/clock.ts';
import type { Cluster } from '../../../clusters/cluster.ts';
import { createAuthority, issueCertificate } from '../../../clusters/issue-certificates.ts';
import { mutatingWebhookConfigurations, namespaces, secrets, validatingWebhookConfigurations } from '../../../clusters/kinds.ts';
import { createKubernetesCluster } from '../../../clusters/kubernetes/kubernetes-cluster.ts';
import { silentLog } from '../../../clusters/log.ts';
import { installCustomResources } from '../../../engine/operator/install-custom-resources.ts';
import { webhookConfigurations } from '../../../engine/operator/webhooks/configuration.ts';
import { kubernetesForTests, startControlPlane } from '../../helpers/control-plane.ts';
import { eventually } from '../../helpers/eventually.ts';
import { freePort } from '../../helpers/free-port.ts';
import { operatorProgram } from '../../helpers/operator-program.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';
import { grant, writeKubeconfigAs } from './account.ts';

const namespace = 'slipway-system';
const account = { name: 'slipway-operator', namespace };
const name = 'slipway-operator-webhook';
const patience = { timeoutMs: 30_000 };

/** Secrets and webhook configurations by their names alone, as far as Kubernetes can say that. */
const inOwnNamespace = [
  { apiGroups: [''], resources: ['secrets'], verbs: ['create'] },
  { apiGroups: [''], resources: ['secrets'], resourceNames: [name], verbs: ['get', 'list', 'watch', 'update', 'patch'] },
];
const everywhere = [
  {
    apiGroups: ['admissionregistration.k8s.io'],
    resources: ['validatingwebhookconfigurations', 'mutatingwebhookconfigurations'],
    resourceNames: ['slipway-operator'],
    verbs: ['get', 'list', 'watch', 'patch'],
  },
  { apiGroups: ['aim.engine.amd.com', 'slipway.dev', 'apps', 'coordination.k8s.io', 'discovery.k8s.io'], resources: ['*'], verbs: ['*'] },
  { apiGroups: [''], resources: ['pods', 'services', 'configmaps', 'serviceaccounts', 'events', 'nodes'], verbs: ['*'] },
];

describe.skipIf(!kubernetesForTests)("the operator's program with webhooks on a real API server (SLIPWAY_TEST_KUBERNETES)", () => {
  const started = new AsyncDisposableStack();
  let cluster: Cluster;
  let folder: string;
  let kubeconfig: string;

  beforeAll(async () => {
    const { kubeconfigPath } = started.use(await startControlPlane());
    folder = started.use(await temporaryFolder()).path;
    cluster = createKubernetesCluster({ kubeconfigPath, clock: systemClock, log: silentLog });
    await cluster.create(namespaces, { metadata: { name: namespace } });
    await installCustomResources({ cluster, clock: systemClock, log: silentLog });
    await grant(cluster, account, 'own namespace', inOwnNamespace);
    await grant(cluster, account, 'everywhere', everywhere);
    const [validating, mutating] = webhookConfigurations((path) => ({ service: { name, namespace, path, port: 443 } }));
    await cluster.create(validatingWebhookConfigurations, validating);
    await cluster.create(mutatingWebhookConfigurations, mutating);
    kubeconfig = join(folder, 'kubeconfig');
    await writeKubeconfigAs(account, { from: kubeconfigPath, to: kubeconfig });
  });
  afterAll(() => started.disposeAsync());

  /** Whom the server says it is, to a client that trusts `ca` and asks for the Service's name. */
  async function subjectAt(port: number, ca: string): Promise<string> {
    const socket = connect({ host: '127.0.0.1', port, ca, servername: `${name}.${namespace}.svc` });
    await once(socket, 'secureConnect');
    const { CN } = socket.getPeerCertificate().subject;
    socket.destroy();
    return String(CN);
  }

  it('makes its certificate, says whom to trust, and serves by it, with those rights and nothing refused', async () => {
    const port = await freePort();
    const flags = ['--leader-elect', '--namespace', namespace, '--webhook-port', String(port)];
    await using operator = operatorProgram(kubeconfig, flags);
    const url = await operator.url;
    await eventually(async () => (await fetch(`${url}/readyz`)).status === 200, patience);
    const { data = {} } = await cluster.get(secrets, { namespace, name });
    const bundle = Buffer.from(data['ca.crt'] ?? '', 'base64').toString('utf8');
    await eventually(async () => {
      const { webhooks = [] } = await cluster.get(validatingWebhookConfigurations, { name: 'slipway-operator' });
      return webhooks[0]?.clientConfig.caBundle === Buffer.from(bundle).toString('base64');
    }, patience);
    expect(await subjectAt(port, bundle)).toBe(name);
    await cluster.delete(secrets, { namespace, name });
    await eventually(async () => {
      const made = await cluster.get(secrets, { namespace, name });
      const trusted = Buffer.from(made.data?.['ca.crt'] ?? '', 'base64').toString('utf8');
      return trusted !== bundle && (await subjectAt(port, trusted)) === name;
    }, patience);
    expect(operator.said()).not.toMatch(/forbidden/i);
    operator.process.kill('SIGTERM');
    expect(await operator.exited).toBe(0);
  }, 60_000);

  it('serves by a certificate that somebody else keeps in a folder, once it is there', async () => {
    const port = await freePort();
    const certificates = ['--certificates', 'files', '--certificate-folder', folder];
    await using operator = operatorProgram(kubeconfig, ['--namespace', namespace, '--webhook-port', String(port), ...certificates]);
    const url = await operator.url;
    await eventually(
      async () => (await (await fetch(`${url}/readyz`)).text()).includes(`webhooks: waiting for tls.crt and tls.key in ${folder}`),
      patience,
    );
    const authority = await createAuthority('somebody-else', Date.now());
    const { certificate, key } = await issueCertificate(
      authority,
      { commonName: 'theirs', use: 'server', names: [`${name}.${namespace}.svc`] },
      Date.now(),
    );
    await writeFile(join(folder, 'tls.crt'), certificate);
    await writeFile(join(folder, 'tls.key'), key);
    await eventually(async () => (await fetch(`${url}/readyz`)).status === 200, patience);
    expect(await subjectAt(port, authority.certificate)).toBe('theirs');
  }, 60_000);

  it('ends with a sentence when the port is taken', async () => {
    await using first = operatorProgram(kubeconfig, ['--namespace', namespace]);
    const taken = new URL(await first.url).port;
    await using operator = operatorProgram(kubeconfig, ['--namespace', namespace, '--webhook-port', taken]);
    expect(await operator.exited).toBe(1);
    expect(operator.said()).toContain(`The operator cannot listen on 127.0.0.1:${taken}: another program does.`);
    await using third = operatorProgram(kubeconfig, ['--metrics-port', taken]);
    expect(await third.exited).toBe(1);
    expect(third.said()).toContain(`The operator cannot listen on 127.0.0.1:${taken}: another program does.`);
  }, 60_000);
});
