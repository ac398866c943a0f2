import type { ClusterView } from '../../engine/contract/views/cluster.ts';
import type { ClusterCheckView } from '../../engine/contract/views/cluster-check.ts';

const since = Date.now() - 724_000;

export const sandbox: ClusterView = {
  name: 'sandbox',
  provider: 'sandbox',
  state: 'running',
  connection: 'connected',
  problem: null,
  simulated: true,
  freshness: { state: 'live', since },
  version: 'v1.34.0',
  server: 'https://127.0.0.1:6443',
  nodes: 3,
  gatewayUrl: 'http://127.0.0.1:7601',
  kubeconfig: '/home/ada/.local/share/slipway/sandbox/kubeconfig',
  context: null,
  readOnly: false,
  namespace: null,
  installation: { state: 'in_process', version: '0.1.0' },
};

const dev: ClusterView = {
  ...sandbox,
  name: 'dev',
  provider: 'kind',
  freshness: { state: 'live', since: Date.now() - 95_000 },
  version: 'v1.36.3',
  server: 'https://127.0.0.1:40123',
  nodes: 4,
  gatewayUrl: 'http://127.0.0.1:40777',
  kubeconfig: '/home/ada/.local/share/slipway/kind/dev/kubeconfig',
  context: 'kind-dev',
  installation: { state: 'complete', version: '0.1.0' },
};

/** One cluster in every state that a person can meet. */
export const clusters: ClusterView[] = [
  sandbox,
  dev,
  { ...dev, name: 'bare', installation: { state: 'none', version: null }, gatewayUrl: null },
  { ...dev, name: 'old', state: 'stopped', connection: 'none', freshness: null, simulated: null, installation: null, gatewayUrl: null },
  {
    ...dev,
    name: 'half',
    state: 'partial',
    connection: 'none',
    freshness: null,
    simulated: null,
    installation: null,
    version: null,
    nodes: 1,
  },
  {
    ...dev,
    name: 'prod-eu',
    provider: 'remote',
    simulated: false,
    server: 'https://api.prod-eu.example.com',
    nodes: 48,
    kubeconfig: '/home/ada/.kube/config',
    context: 'prod-eu',
    readOnly: true,
    namespace: 'serving',
  },
  {
    ...dev,
    name: 'lab',
    provider: 'remote',
    connection: 'failed',
    problem: {
      code: 'unauthorized',
      message: 'The API server of lab at https://lab.example.com refused the credentials: the token expired 3 h ago.',
      fix: 'Sign in again with the program that writes your kubeconfig, then try again.',
      problems: [],
    },
    freshness: null,
    simulated: null,
    nodes: null,
    version: null,
    installation: null,
    gatewayUrl: null,
    context: 'lab',
  },
];

export function clusterCheck(cluster: string): ClusterCheckView {
  return {
    cluster,
    latencyMs: 41.7,
    version: 'v1.35.1',
    rights: [
      { what: 'apply endpoints', allowed: true, rule: '' },
      { what: 'read logs of pods', allowed: true, rule: '' },
      {
        what: 'install custom resource definitions',
        allowed: false,
        rule: 'apiGroups: [apiextensions.k8s.io]\nresources: [customresourcedefinitions]\nverbs: [get, create, patch]',
      },
    ],
    gpus: [{ resourceName: 'amd.com/gpu', model: 'MI300X', nodes: 6, total: 48 }],
    installed: [
      { project: 'KServe', version: '0.17.0', evidence: 'Deployment kserve/kserve-controller-manager' },
      { project: 'Prometheus', version: null, evidence: 'Service monitoring/prometheus-operated' },
    ],
    records: [
      { id: 'reach', subject: 'cluster', verdict: 'pass', message: 'The API server answers in 42 ms.' },
      {
        id: 'crd-rights',
        subject: 'cluster',
        verdict: 'warning',
        message: 'You may not install custom resource definitions, so Slipway cannot be installed for the whole cluster.',
        fix: 'Ask an administrator to apply the YAML of the installation, or attach one namespace only.',
      },
    ],
  };
}
