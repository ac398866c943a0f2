/** Exactly what the operator asks of the API server, each right with what needs it. */
import type { InstallOptions } from '../../options.ts';
import type { ReasonedRule } from '../access.ts';
import { operatorName, webhookName } from '../metadata.ts';

const read = ['list', 'watch'];
/** Server-side apply creates or patches; before something is made the server is asked whether it is there. */
const write = ['get', 'list', 'watch', 'create', 'patch'];

/** In each namespace whose models it serves. */
export function servingRules(): ReasonedRule[] {
  return [
    { group: 'aim.engine.amd.com', resources: ['aimendpoints', 'aimrecipes'], verbs: read, why: 'It follows what people declare.' },
    {
      group: 'aim.engine.amd.com',
      resources: ['aimendpoints/status', 'aimrecipes/status'],
      verbs: ['patch'],
      why: 'It reports what it found and did.',
    },
    {
      group: 'aim.engine.amd.com',
      resources: ['aimendpoints/finalizers'],
      verbs: ['update'],
      why: 'What it makes is owned by the endpoint and holds up its deletion: some clusters ask for this right then.',
    },
    { group: 'slipway.dev', resources: ['routes'], verbs: write, why: 'It tells the gateway what is served.' },
    { group: 'apps', resources: ['deployments'], verbs: write, why: 'It runs model servers, and sets how many.' },
    {
      group: '',
      resources: ['services', 'configmaps', 'serviceaccounts'],
      verbs: write,
      why: 'Model servers have a Service, a record of their recipe, and an account where one is asked for.',
    },
    { group: '', resources: ['pods'], verbs: read, why: 'It says why a model server does not start, and counts GPUs in use.' },
    { group: 'discovery.k8s.io', resources: ['endpointslices'], verbs: read, why: 'It counts the model servers that answer.' },
    { group: '', resources: ['events'], verbs: ['get', 'create', 'patch'], why: 'It tells of what happened, and counts repetitions.' },
  ];
}

/** Outside of namespaces. */
export function clusterRules(options: InstallOptions): ReasonedRule[] {
  return [
    { group: '', resources: ['nodes'], verbs: read, why: 'It chooses a recipe by the GPUs that there are.' },
    ...(options.simulated ? fleetRules : []),
    ...(isSelfManaged(options) ? [webhookRule] : []),
  ];
}

/** In the namespace of our parts. */
export function ownRules(options: InstallOptions): ReasonedRule[] {
  const coordination = 'coordination.k8s.io';
  return [
    { group: coordination, resources: ['leases'], verbs: ['create'], why: 'The first replica makes the Lease that they share.' },
    {
      group: coordination,
      resources: ['leases'],
      names: [operatorName],
      verbs: ['get', 'update'],
      why: 'Replicas take, renew and release the Lease: one works at a time.',
    },
    ...(isSelfManaged(options) ? certificateRules : []),
  ];
}

const fleetRules: ReasonedRule[] = [
  { group: '', resources: ['nodes', 'nodes/status'], verbs: ['patch'], why: 'It keeps the made-up GPUs of nodes, which kubelet forgets.' },
];

const webhookRule: ReasonedRule = {
  group: 'admissionregistration.k8s.io',
  resources: ['validatingwebhookconfigurations', 'mutatingwebhookconfigurations'],
  names: [operatorName],
  verbs: ['list', 'watch', 'patch'],
  why: 'It tells the API server by which authority its webhooks are certified.',
};

const certificateRules: ReasonedRule[] = [
  { group: '', resources: ['secrets'], verbs: ['create'], why: 'The leader makes the Secret with the certificate of the webhooks.' },
  {
    group: '',
    resources: ['secrets'],
    names: [webhookName],
    verbs: ['list', 'watch', 'update'],
    why: 'The leader renews the certificate of the webhooks, and all replicas follow it.',
  },
];

function isSelfManaged({ webhooks, certificates }: InstallOptions): boolean {
  return webhooks && certificates === 'self-managed';
}
