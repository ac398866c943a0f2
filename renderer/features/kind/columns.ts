/** A field of a row: its name in the configuration, and how it is edited. */
export interface Column {
  field: string;
  label: string;
  type: 'text' | 'number' | 'choice' | 'flag' | 'lines';
  placeholder?: string;
  choices?: string[];
}

export const portColumns: Column[] = [
  { field: 'containerPort', label: 'Port in the node', type: 'number', placeholder: '30080' },
  { field: 'hostPort', label: 'Port here', type: 'number', placeholder: 'any free' },
  { field: 'listenAddress', label: 'Address here', type: 'text', placeholder: '0.0.0.0' },
  { field: 'protocol', label: 'Protocol', type: 'choice', choices: ['TCP', 'UDP', 'SCTP'] },
];

export const mountColumns: Column[] = [
  { field: 'hostPath', label: 'Path here', type: 'text', placeholder: '/srv/models' },
  { field: 'containerPath', label: 'Path in the node', type: 'text', placeholder: '/models' },
  { field: 'propagation', label: 'Propagation', type: 'choice', choices: ['None', 'HostToContainer', 'Bidirectional'] },
  { field: 'readOnly', label: 'Read-only', type: 'flag' },
  { field: 'selinuxRelabel', label: 'SELinux relabel', type: 'flag' },
];

export const patchColumns: Column[] = [
  { field: 'group', label: 'Group', type: 'text', placeholder: 'kubeadm.k8s.io' },
  { field: 'version', label: 'Version', type: 'text', placeholder: 'v1beta4' },
  { field: 'kind', label: 'Kind', type: 'text', placeholder: 'ClusterConfiguration' },
  { field: 'patch', label: 'Patch', type: 'lines', placeholder: '- op: add' },
];
