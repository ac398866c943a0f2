/** An image is not there and could not be pulled. */
import type { FailureRule } from './failure-rule.ts';

const image = /(?:failed to pull image "(?<node>[^"]+)"|Unable to find image '(?<helper>[^']+)' locally)/.source;

/** Why a registry did not give it; the last is for all other reasons. */
const reasons: readonly { says: string; why: string; fix: string }[] = [
  {
    says: 'network is unreachable|no such host|i/o timeout|temporary failure in name resolution|connection refused|TLS handshake timeout',
    why: 'its registry cannot be reached',
    fix: 'Connect to the network, set the proxy of the container engine, or name an image that the engine has already.',
  },
  {
    says: 'toomanyrequests|rate limit',
    why: 'its registry has had too many requests from here',
    fix: 'Sign in to the registry (`docker login`), wait an hour, or use a mirror.',
  },
  {
    says: 'manifest unknown|not found|pull access denied|repository does not exist|unauthorized|authentication required',
    why: 'its registry does not have it, or asks to sign in',
    fix: "Correct the image's name and tag, or sign in to its registry (`docker login`).",
  },
  {
    says: 'no matching manifest|does not match the specified platform',
    why: 'it was not made for the processor of this machine',
    fix: 'Choose an image that was made for it.',
  },
  { says: '', why: 'the container engine could not pull it', fix: 'Pull it by hand (`docker pull`) to see why, and try again.' },
];

export const imageFailures: readonly FailureRule[] = reasons.map(({ says, why, fix }) => ({
  when: new RegExp(`${image}[\\s\\S]*?(?:${says})`, 'i'),
  explain: ({ node, helper }) => ({ message: `The image "${node ?? helper}" is not on this machine, and ${why}.`, fix }),
}));

export const loadFailures: readonly FailureRule[] = [
  {
    when: /image: "(?<absent>[^"]+)" not present locally/,
    explain: ({ absent }) => ({
      message: `The container engine of this machine has no image "${absent}".`,
      fix: 'Build it or pull it there first.',
    }),
  },
  {
    when: /no nodes found for cluster "(?<name>[^"]+)"/,
    refusal: 'NotFound',
    explain: ({ name }) => ({ message: `There is no kind cluster "${name}" any more.`, fix: 'Create it first.' }),
  },
];
