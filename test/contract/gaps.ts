import type { Gap } from './contract.ts';

/** Every difference between the sandbox and a real API server that the contract knows of. */
export const gaps: readonly Gap[] = [
  {
    topic: 'custom kinds',
    test: 'refuses a rule that may cost too much',
    reason: 'What a rule may cost is not estimated: here a rule that takes long delays nobody but its author.',
  },
  {
    topic: 'kubectl',
    test: 'kubectl api-resources --namespaced=false -o name',
    reason: 'ComponentStatus is not served: it has been deprecated since 1.19, and there are no components to tell of.',
  },
  {
    topic: 'kubectl',
    test: 'kubectl get endpointslices -l kubernetes.io/service-name=web',
    reason:
      "All pods share this machine's loopback address, so each model server has a port of its own, and each distinct port is a slice of its own.",
  },
  {
    topic: 'kubectl',
    test: 'kubectl patch pod single -p \'{"spec":{"restartPolicy":"Never"}}\'',
    reason: "The refusal is the same, without the excerpt of the server's own data structures in Go's notation that follows it.",
  },
];
