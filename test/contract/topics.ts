import type { ContractTopic } from './contract.ts';
import { applyingContract } from './topics/applying.contract.ts';
import { customKindsContract } from './topics/custom-kinds.contract.ts';
import { deletingContract } from './topics/deleting.contract.ts';
import { discoveryContract } from './topics/discovery.contract.ts';
import { endpointsContract } from './topics/endpoints.contract.ts';
import { eventsContract } from './topics/events.contract.ts';
import { formsContract } from './topics/forms.contract.ts';
import { kindsContract } from './topics/kinds.contract.ts';
import { openApiContract } from './topics/openapi.contract.ts';
import { patchingContract } from './topics/patching.contract.ts';
import { quotaContract } from './topics/quota.contract.ts';
import { readingContract } from './topics/reading.contract.ts';
import { reviewsContract } from './topics/reviews.contract.ts';
import { streamsContract } from './topics/streams.contract.ts';
import { validationContract } from './topics/validation.contract.ts';
import { watchingContract } from './topics/watching.contract.ts';
import { workloadsContract } from './topics/workloads.contract.ts';

/** All that the contract says, in the order of a reader who meets Kubernetes for the first time. */
export const topics: readonly ContractTopic[] = [
  discoveryContract,
  openApiContract,
  endpointsContract,
  kindsContract,
  formsContract,
  reviewsContract,
  readingContract,
  patchingContract,
  applyingContract,
  validationContract,
  watchingContract,
  deletingContract,
  quotaContract,
  workloadsContract,
  eventsContract,
  customKindsContract,
  streamsContract,
];
