import type { MutatingWebhookConfiguration } from 'kubernetes-types/admissionregistration/v1.d.ts';
import type { CertificateSigningRequest } from 'kubernetes-types/certificates/v1.d.ts';
import type { Lease } from 'kubernetes-types/coordination/v1.d.ts';
import type { LabelSelector } from 'kubernetes-types/meta/v1.d.ts';
import type { RuntimeClass } from 'kubernetes-types/node/v1.d.ts';
import type { ClusterRoleBinding } from 'kubernetes-types/rbac/v1.d.ts';
import type { PriorityClass } from 'kubernetes-types/scheduling/v1.d.ts';
import { age, type Cell, cell, name } from './common-columns.ts';
import { durationText } from './duration.ts';

interface Policy {
  spec?: { validations?: object[]; mutations?: object[]; paramKind?: { apiVersion: string; kind: string } };
}

interface PolicyBinding {
  spec?: { policyName?: string; paramRef?: { name?: string; namespace?: string; selector?: LabelSelector } };
}

interface Service {
  spec?: { service?: { namespace: string; name: string } };
  status?: { conditions?: { type: string; status: string; reason?: string }[] };
}

interface FlowSchema {
  spec?: { priorityLevelConfiguration?: { name: string }; matchingPrecedence?: number; distinguisherMethod?: { type: string } };
  status?: { conditions?: { type: string; status: string }[] };
}

interface PriorityLevel {
  spec?: {
    type: string;
    limited?: {
      nominalConcurrencyShares?: number;
      limitResponse?: { queuing?: Record<'queues' | 'handSize' | 'queueLengthLimit', number> };
    };
  };
}

const webhookCells: readonly Cell[] = [name, cell<MutatingWebhookConfiguration>(({ webhooks }) => webhooks?.length ?? 0), age];

const policyBindingCells: readonly Cell[] = [
  name,
  cell<PolicyBinding>(({ spec }) => spec?.policyName ?? ''),
  cell<PolicyBinding>(parameterText),
  age,
];

const bindingCells: readonly Cell[] = [
  name,
  cell<ClusterRoleBinding>(({ roleRef }) => `${roleRef.kind}/${roleRef.name}`),
  age,
  cell<ClusterRoleBinding>((binding) => subjects(binding, 'User')),
  cell<ClusterRoleBinding>((binding) => subjects(binding, 'Group')),
  cell<ClusterRoleBinding>((binding) => subjects(binding, 'ServiceAccount')),
];

/** The kinds that are about the API itself: who may do what, and what happens to requests. */
export const apiCells: Record<string, readonly Cell[]> = {
  'admissionregistration.k8s.io/mutatingadmissionpolicies': [
    name,
    cell<Policy>(({ spec }) => spec?.mutations?.length ?? 0),
    cell<Policy>(parameterKind),
    age,
  ],
  'admissionregistration.k8s.io/mutatingadmissionpolicybindings': policyBindingCells,
  'admissionregistration.k8s.io/mutatingwebhookconfigurations': webhookCells,
  'admissionregistration.k8s.io/validatingadmissionpolicies': [
    name,
    cell<Policy>(({ spec }) => spec?.validations?.length ?? 0),
    cell<Policy>(parameterKind),
    age,
  ],
  'admissionregistration.k8s.io/validatingadmissionpolicybindings': policyBindingCells,
  'admissionregistration.k8s.io/validatingwebhookconfigurations': webhookCells,
  'apiregistration.k8s.io/apiservices': [name, cell<Service>(serviceText), cell<Service>(availability), age],
  'certificates.k8s.io/certificatesigningrequests': [
    name,
    age,
    cell<CertificateSigningRequest>(({ spec }) => spec.signerName || '<none>'),
    cell<CertificateSigningRequest>(({ spec }) => spec.username ?? ''),
    cell<CertificateSigningRequest>(({ spec }) => {
      const { expirationSeconds: seconds } = spec as { expirationSeconds?: number };
      return seconds === undefined ? '<none>' : durationText(seconds * 1000);
    }),
    cell<CertificateSigningRequest>(requestState),
  ],
  'coordination.k8s.io/leases': [name, cell<Lease>(({ spec }) => spec?.holderIdentity ?? ''), age],
  'flowcontrol.apiserver.k8s.io/flowschemas': [
    name,
    cell<FlowSchema>(({ spec }) => spec?.priorityLevelConfiguration?.name ?? ''),
    cell<FlowSchema>(({ spec }) => spec?.matchingPrecedence ?? 0),
    cell<FlowSchema>(({ spec }) => spec?.distinguisherMethod?.type ?? '<none>'),
    age,
    cell<FlowSchema>(({ status }) => status?.conditions?.find(({ type }) => type === 'Dangling')?.status ?? '?'),
  ],
  'flowcontrol.apiserver.k8s.io/prioritylevelconfigurations': [
    name,
    cell<PriorityLevel>(({ spec }) => spec?.type ?? ''),
    cell<PriorityLevel>(({ spec }) => (spec?.limited ? (spec.limited.nominalConcurrencyShares ?? null) : '<none>')),
    cell<PriorityLevel>(({ spec }) => spec?.limited?.limitResponse?.queuing?.queues ?? '<none>'),
    cell<PriorityLevel>(({ spec }) => spec?.limited?.limitResponse?.queuing?.handSize ?? '<none>'),
    cell<PriorityLevel>(({ spec }) => spec?.limited?.limitResponse?.queuing?.queueLengthLimit ?? '<none>'),
    age,
  ],
  'node.k8s.io/runtimeclasses': [name, cell<RuntimeClass>(({ handler }) => handler), age],
  'rbac.authorization.k8s.io/clusterrolebindings': bindingCells,
  'rbac.authorization.k8s.io/rolebindings': bindingCells,
  'scheduling.k8s.io/priorityclasses': [
    name,
    cell<PriorityClass>(({ value }) => value),
    cell<PriorityClass>(({ globalDefault }) => globalDefault ?? false),
    age,
    cell<PriorityClass>(({ preemptionPolicy }) => preemptionPolicy ?? ''),
  ],
};

function subjects({ subjects: all = [] }: ClusterRoleBinding, kind: string): string {
  const wanted = all.filter((subject) => subject.kind === kind);
  return wanted.map((subject) => (subject.namespace ? `${subject.namespace}/${subject.name}` : subject.name)).join(', ');
}

function parameterKind({ spec }: Policy): string {
  return spec?.paramKind ? `${spec.paramKind.apiVersion}/${spec.paramKind.kind}` : '<unset>';
}

function parameterText({ spec }: PolicyBinding): string {
  const { name: wanted, namespace } = spec?.paramRef ?? {};
  return wanted ? `${namespace || '*'}/${wanted}` : '<unset>';
}

function serviceText({ spec }: Service): string {
  return spec?.service ? `${spec.service.namespace}/${spec.service.name}` : 'Local';
}

function availability({ status }: Service): string {
  const available = status?.conditions?.find(({ type }) => type === 'Available');
  if (!available) return 'Unknown';
  return available.status === 'True' ? 'True' : `${available.status} (${available.reason})`;
}

function requestState({ status }: CertificateSigningRequest): string {
  const has = (type: string) => status?.conditions?.some((condition) => condition.type === type) ?? false;
  const decided = has('Denied') ? 'Denied' : has('Approved') ? 'Approved' : 'Pending';
  return [decided, ...(has('Failed') ? ['Failed'] : []), ...(status?.certificate ? ['Issued'] : [])].join(',');
}
