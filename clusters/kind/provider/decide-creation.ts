import { ProviderError } from '../../provider.ts';
import type { NodeContainer } from './node-containers.ts';
import type { KindRecord } from './record.ts';

export interface CreationFacts {
  name: string;
  record: KindRecord | undefined;
  /** Whether the Slipway that makes it runs. */
  makerRuns: boolean;
  /** Those that are there under this name. */
  containers: readonly NodeContainer[];
}

/** `resume`: an earlier creation did not end. `again`: the cluster was made, and has gone. */
export type CreationDecision = 'make' | 'resume' | 'again';

/** What asking for a cluster of that name means. Throws `AlreadyThere` where it may not be made. */
export function decideCreation({ name, record, makerRuns, containers }: CreationFacts): CreationDecision {
  if (record?.state === 'making') {
    if (makerRuns) throw beingMade(name, record);
    return 'resume';
  }
  if (containers.length > 0) {
    const outside = record ? '' : ', made outside Slipway';
    throw new ProviderError('AlreadyThere', `There is a kind cluster "${name}" already${outside}.`, {
      fix: 'Choose another name, or delete that cluster first.',
    });
  }
  return record ? 'again' : 'make';
}

export function beingMade(name: string, { maker, startedAt }: KindRecord): ProviderError {
  return new ProviderError('AlreadyThere', `The kind cluster "${name}" is being made since ${startedAt}, by process ${maker?.pid}.`, {
    fix: 'Wait until it is there, or call its creation off where it runs.',
  });
}
