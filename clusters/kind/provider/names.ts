import { ProviderError } from '../../provider.ts';
import type { KindRecord } from './record.ts';

/** With `-control-plane` behind it a name is a host's, which has 64 characters at most. */
const longest = 50;

/** Rejects a name that a new cluster cannot have. */
export function checkName(name: string): void {
  if (/^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/.test(name) && name.length <= longest) return;
  throw new ProviderError('InvalidName', `A kind cluster cannot be called "${name}".`, {
    fix: `Use lower-case letters, digits, "-" and ".", at most ${longest}, and begin and end with a letter or digit.`,
  });
}

/** Whether a cluster of that name can be there: kind itself takes some that are not for new clusters of ours. It is a folder's name too. */
export function canBeThere(name: string): boolean {
  return /^[a-z0-9][a-z0-9.-]*$/.test(name);
}

/** For a cluster that has no containers. */
export function notThere(name: string, record: KindRecord | undefined): ProviderError {
  if (!record) {
    return new ProviderError('NotFound', `There is no kind cluster "${name}".`, {
      fix: 'Create it, or look at the list of clusters for its name.',
    });
  }
  return new ProviderError('NotFound', `The kind cluster "${name}" is not there any more: it was deleted outside Slipway.`, {
    fix: `Delete "${name}" here too, so that it is forgotten, or create it anew.`,
  });
}

/** For a cluster whose creation did not end. */
export function halfMade(name: string): ProviderError {
  return new ProviderError('NotRunning', `The kind cluster "${name}" is half made: its creation did not end.`, {
    fix: 'Create it again, which goes on with it, or delete it.',
  });
}
