/** What a value in a configuration must look like: enough of a schema for `v1alpha4`, read by read-shape.ts. */
export type Shape =
  | { type: 'text' | 'flag' | 'whole number' }
  /** One of a few words; `anyCase` where kind does not mind the case of letters. */
  | { type: 'choice'; choices: readonly string[]; anyCase?: boolean }
  | { type: 'list' | 'map'; of: Shape }
  | { type: 'object'; fields: Readonly<Record<string, Shape>> };

const text: Shape = { type: 'text' };
const flag: Shape = { type: 'flag' };
const whole: Shape = { type: 'whole number' };
const texts: Shape = { type: 'list', of: text };

const jsonPatches: Shape = { type: 'list', of: { type: 'object', fields: { group: text, version: text, kind: text, patch: text } } };

const mount: Shape = {
  type: 'object',
  fields: {
    hostPath: text,
    containerPath: text,
    readOnly: flag,
    selinuxRelabel: flag,
    propagation: { type: 'choice', choices: ['None', 'HostToContainer', 'Bidirectional'] },
  },
};

const portMapping: Shape = {
  type: 'object',
  fields: {
    containerPort: whole,
    hostPort: whole,
    listenAddress: text,
    protocol: { type: 'choice', choices: ['TCP', 'UDP', 'SCTP'], anyCase: true },
  },
};

const node: Shape = {
  type: 'object',
  fields: {
    role: { type: 'choice', choices: ['control-plane', 'worker'] },
    image: text,
    labels: { type: 'map', of: text },
    extraMounts: { type: 'list', of: mount },
    extraPortMappings: { type: 'list', of: portMapping },
    kubeadmConfigPatches: texts,
    kubeadmConfigPatchesJSON6902: jsonPatches,
  },
};

const networking: Shape = {
  type: 'object',
  fields: {
    ipFamily: { type: 'choice', choices: ['ipv4', 'ipv6', 'dual'] },
    apiServerPort: whole,
    apiServerAddress: text,
    podSubnet: text,
    serviceSubnet: text,
    disableDefaultCNI: flag,
    kubeProxyMode: { type: 'choice', choices: ['iptables', 'ipvs', 'nftables', 'none'] },
    dnsSearch: texts,
  },
};

/** `KindConfig` (kind-config.ts), its keys in the order in which they are written. */
export const clusterShape = {
  type: 'object',
  fields: {
    kind: text,
    apiVersion: text,
    name: text,
    nodes: { type: 'list', of: node },
    networking,
    featureGates: { type: 'map', of: flag },
    runtimeConfig: { type: 'map', of: text },
    kubeadmConfigPatches: texts,
    kubeadmConfigPatchesJSON6902: jsonPatches,
    containerdConfigPatches: texts,
    containerdConfigPatchesJSON6902: texts,
  },
} satisfies Shape;
