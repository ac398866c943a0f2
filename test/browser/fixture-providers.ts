import type { ContextView, ProviderView } from '../../engine/contract/views/cluster.ts';
import type { ToolView } from '../../engine/contract/views/kind.ts';

export const providers: ProviderView[] = [
  {
    id: 'sandbox',
    label: 'Sandbox',
    usable: true,
    message: 'A Kubernetes inside Slipway, with a made-up GPU fleet.',
    fix: null,
    capabilities: { create: false, attach: false, pause: false },
  },
  {
    id: 'kind',
    label: 'kind',
    usable: false,
    message: 'Docker is installed, but its engine does not answer at unix:///var/run/docker.sock.',
    fix: 'Start it with "systemctl start docker", or open Docker Desktop, Rancher Desktop or Colima.',
    capabilities: { create: true, attach: false, pause: true },
  },
  {
    id: 'remote',
    label: 'Remote cluster',
    usable: true,
    message: '4 contexts in /home/ada/.kube/config.',
    fix: null,
    capabilities: { create: false, attach: true, pause: false },
  },
];

export const tools: ToolView[] = [
  {
    name: 'kind',
    path: null,
    version: null,
    from: null,
    problem: 'kind was found neither on PATH nor in the settings.',
    fix: 'Install kind 0.27 or later, say where it is, or let Slipway download it.',
    download: {
      version: '0.33.0',
      url: 'https://kind.example.com/dl/v0.33.0/kind-linux-amd64',
      sha256: '0f1e2d3c4b5a69788796a5b4c3d2e1f00112233445566778899aabbccddeeff0',
    },
  },
  { name: 'kubectl', path: '/usr/local/bin/kubectl', version: '1.36.2', from: 'path', problem: null, fix: null, download: null },
];

/** Contexts of a kubeconfig: the first four by hand, the rest to fill a long list. */
export function contexts(count = 4): ContextView[] {
  const known: ContextView[] = [
    context('kind-dev', { current: true, server: 'https://127.0.0.1:40123', attachedAs: 'dev' }),
    context('prod-eu', { server: 'https://api.prod-eu.example.com', attachedAs: 'prod-eu' }),
    context('prod-us', {
      server: 'https://api.prod-us.example.com',
      user: 'ada@example.com',
      program: 'aws --region us-east-1 eks get-token --cluster-name prod-us --output json',
    }),
    context('lab', { server: 'https://lab.example.com' }),
  ];
  return [...known, ...Array.from({ length: Math.max(0, count - 4) }, (_, index) => context(`team-${index}`, {}))];
}

function context(name: string, part: Partial<ContextView>): ContextView {
  return {
    name,
    current: false,
    cluster: name,
    server: `https://${name}.example.com`,
    user: 'ada',
    namespace: 'default',
    program: null,
    attachedAs: null,
    ...part,
  };
}
