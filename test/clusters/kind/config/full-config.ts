import type { KindConfig } from '../../../../clusters/kind/config/kind-config.ts';

/** Every field that v1alpha4 has. */
export const fullConfig: KindConfig = {
  kind: 'Cluster',
  apiVersion: 'kind.x-k8s.io/v1alpha4',
  name: 'dev',
  nodes: [
    {
      role: 'control-plane',
      image: `kindest/node:v1.36.3@sha256:${'a'.repeat(64)}`,
      labels: { 'ingress-ready': 'true', 'slipway.dev/simulated-gpu-count': '8' },
      extraMounts: [
        { hostPath: '/srv/models', containerPath: '/models', readOnly: true, selinuxRelabel: false, propagation: 'HostToContainer' },
      ],
      extraPortMappings: [{ containerPort: 80, hostPort: 8080, listenAddress: '127.0.0.1', protocol: 'TCP' }],
      kubeadmConfigPatches: ['kind: InitConfiguration\nnodeRegistration:\n  kubeletExtraArgs:\n    - name: v\n      value: "4"\n'],
      kubeadmConfigPatchesJSON6902: [
        { group: 'kubeadm.k8s.io', version: 'v1beta4', kind: 'InitConfiguration', patch: '- op: add\n  path: /a\n  value: 1\n' },
      ],
    },
    { role: 'worker' },
  ],
  networking: {
    ipFamily: 'dual',
    apiServerPort: 6443,
    apiServerAddress: '127.0.0.1',
    podSubnet: '10.244.0.0/16,fd00:10:244::/56',
    serviceSubnet: '10.96.0.0/16,fd00:10:96::/112',
    disableDefaultCNI: true,
    kubeProxyMode: 'nftables',
    dnsSearch: ['example.com'],
  },
  featureGates: { CSIMigration: true, Other: false },
  runtimeConfig: { 'api/alpha': 'false' },
  kubeadmConfigPatches: ['kind: ClusterConfiguration\n'],
  kubeadmConfigPatchesJSON6902: [{ kind: 'ClusterConfiguration', patch: '[{"op": "remove", "path": "/a"}]' }],
  containerdConfigPatches: ['[plugins."io.containerd.grpc.v1.cri"]\n  sandbox_image = "pause"\n'],
  containerdConfigPatchesJSON6902: ['[{"op": "replace", "path": "/version", "value": 2}]'],
};
