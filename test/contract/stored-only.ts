/** What the sandbox takes and gives back without acting on it, on purpose, and where it can be tried instead. */
export const storedOnly: readonly { what: string; instead: string }[] = [
  {
    what: 'Roles, ClusterRoles and their bindings',
    instead: 'Whoever has the kubeconfig may do everything, and `kubectl auth can-i` says so. Try permissions on a real API server.',
  },
  {
    what: 'Admission and conversion webhooks, ValidatingAdmissionPolicies',
    instead: 'They are never called. CRDs with rules in CEL are checked in full.',
  },
  { what: 'PodDisruptionBudgets', instead: 'An eviction deletes the pod, whatever the budget says.' },
  { what: 'NetworkPolicies', instead: 'Pods are processes on loopback; nothing stands between them.' },
  { what: 'StatefulSets and DaemonSets', instead: 'No pods are made for them. The five ways to serve a model use Deployments.' },
  { what: 'Ingresses, IngressClasses and the Gateway API', instead: 'No traffic is led by them. Services answer on their node ports.' },
  { what: 'Endpoints (v1)', instead: 'None are made for Services. EndpointSlices are, and everything here reads those.' },
  {
    what: 'APIServices, FlowSchemas and PriorityLevelConfigurations',
    instead: 'There are none from the start, and no request is led or limited by them.',
  },
  { what: 'Kinds of add-ons', instead: 'Their definitions are real, their controllers are not here.' },
];
