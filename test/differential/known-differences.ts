import type { Finding } from './run.ts';
import type { Step } from './step.ts';

/** A difference between the sandbox and a real API server that stays. */
export interface KnownDifference {
  name: string;
  reason: string;
  covers(finding: Finding): boolean;
}

/** Each is named with what the sandbox answers instead, in docs/reference/sandbox.md too. */
export const knownDifferences: readonly KnownDifference[] = [
  {
    name: 'a strategic patch with a value of the wrong type is refused in the words of the JSON decoder',
    reason: 'the code, reason and field are the same; the real server decodes this one patch type by other means, with less to say',
    covers: (finding) =>
      actionOf(finding) === 'strategic' && isWord(finding, /cannot (restore|convert)|unrecognized type|unable to convert|error decoding/),
  },
  {
    name: 'an applied deletionTimestamp is left out of an object that is created by it',
    reason: 'the real server shows it in a dry run only, and keeps nothing of it either',
    covers: ({ difference }) => difference.what === '.metadata.deletionTimestamp',
  },
  {
    name: 'a JSON patch that is none is refused in one form of words',
    reason: 'the code is the same; the words of the real server depend on how strict the request asks it to be',
    covers: (finding) => actionOf(finding) === 'json' && finding.difference.real.includes('jsonpatch.'),
  },
  {
    name: 'an applied number that is no integer where one is wanted is refused in the words of the JSON decoder',
    reason: 'the code is the same; the real server converts applied configurations by other means',
    covers: ({ difference }) => difference.what === '.message' && difference.real.includes('cannot convert float64'),
  },
  {
    name: 'who owns a map of free form that becomes a list or a value is noted once, for the field itself',
    reason: 'the real server takes the new value for both forms at the same time',
    covers: ({ sequence, difference }) => sequence.kind === 'AIMEndpoint' && difference.what.endsWith('f:spec.f:model'),
  },
  {
    name: 'a write through scale leaves one entry of managedFields for each manager',
    reason: 'the real server splits the entries of earlier owners in two, which says the same',
    covers: ({ sequence, difference }) =>
      /managedFields|details\.causes/.test(difference.what) && sequence.steps.some(({ subresource }) => subresource === 'scale'),
  },
  {
    name: 'an empty list of scaling policies in a HorizontalPodAutoscaler is filled in',
    reason: 'empty and absent lists are stored alike, and the sandbox tells them apart no earlier',
    covers: ({ sequence }) => sequence.kind === 'HorizontalPodAutoscaler' && JSON.stringify(sequence.steps).includes('"policies":[]'),
  },
  {
    name: 'a Service with wrong addresses is told everything else that is wrong with it too',
    reason: 'the real server gives addresses first and looks no further when it cannot',
    covers: ({ sequence, difference }) =>
      sequence.kind === 'Service' &&
      difference.what.startsWith('.details.causes') &&
      /clusterIP|ipFamil|nodePort|ExternalName|allocat/.test(difference.real + difference.sandbox),
  },
  {
    name: 'a Service that is missing is not created by replacing its status',
    reason: 'nobody does that: the real server creates the whole object',
    covers: ({ sequence, step }) => sequence.kind === 'Service' && sequence.steps[step]?.subresource === 'status',
  },
  {
    name: 'an applied configuration that sets a time of the server to something else is not refused for that',
    reason: 'the time is put back in any case; the real server fails (500) at the text',
    covers: ({ difference }) => difference.real.includes('parsing time'),
  },
  {
    name: 'warnings about pods that are right but unwise are not given',
    reason: 'they are advice about dozens of fields, and change nothing',
    covers: ({ difference, sequence }) => difference.what === 'warnings' && ['Deployment', 'Service'].includes(sequence.kind),
  },
  {
    name: 'of several faults in the structure of an applied configuration all are named',
    reason: 'the real server stops at a place in a map that depends on chance',
    covers: ({ difference }) =>
      difference.what === '.message' &&
      [difference.real, difference.sandbox].every((text) => text.startsWith('failed to create typed patch object')),
  },
];

function actionOf({ sequence, step }: Finding): Step['action'] | undefined {
  return sequence.steps[step]?.action;
}

function isWord({ difference }: Finding, pattern: RegExp): boolean {
  return difference.what.startsWith('.details.causes') && pattern.test(difference.real);
}
