import type { ContractTopic } from './contract.ts';
import { applyingContract } from './topics/applying.contract.ts';
import { customKindsContract } from './topics/custom-kinds.contract.ts';
import { deletingContract } from './topics/deleting.contract.ts';
import { discoveryContract } from './topics/discovery.contract.ts';
import { patchingContract } from './topics/patching.contract.ts';
import { readingContract } from './topics/reading.contract.ts';
import { validationContract } from './topics/validation.contract.ts';
import { watchingContract } from './topics/watching.contract.ts';

/** All that the contract says, in the order of a reader who meets Kubernetes for the first time. */
export const topics: readonly ContractTopic[] = [
  discoveryContract,
  readingContract,
  patchingContract,
  applyingContract,
  validationContract,
  watchingContract,
  deletingContract,
  customKindsContract,
];
