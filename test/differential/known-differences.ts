import { isJson } from './documents.ts';
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
    covers: (finding) => actionOf(finding) === 'apply' && finding.difference.what === '.metadata.deletionTimestamp',
  },
  {
    name: 'a JSON patch that is none is refused in one form of words',
    reason: 'the code is the same; the words of the real server depend on how strict the request asks it to be',
    covers: (finding) =>
      actionOf(finding) === 'json' && finding.difference.what === '.message' && finding.difference.real.includes('jsonpatch.'),
  },
  {
    name: 'an applied number that is no integer where one is wanted is refused in the words of the JSON decoder',
    reason: 'the code is the same; the real server converts applied configurations by other means',
    covers: (finding) =>
      actionOf(finding) === 'apply' && finding.difference.what === '.message' && finding.difference.real.includes('cannot convert float64'),
  },
  {
    name: 'a Service that is created by writing its status has addresses',
    reason: 'nobody does that: the real server stores it without any',
    covers: ({ sequence, step, difference }) =>
      sequence.kind === 'Service' &&
      sequence.steps[step]?.subresource === 'status' &&
      /^\.spec\.(clusterIPs?|ipFamilies|ipFamilyPolicy)\b/.test(difference.what) &&
      difference.real === 'nothing',
  },
  {
    name: 'a Service without a name is refused for that',
    reason: 'the real server fails at an address that it cannot note the owner of, with an address by chance',
    covers: ({ sequence, step, difference }) =>
      sequence.kind === 'Service' && hasNoName(sequence.steps[step]) && difference.what === '.details.causes[].reason',
  },
  {
    name: 'warnings about pods and services that are right but unwise are not given',
    reason: 'they are advice about dozens of fields, and change nothing',
    covers: ({ difference, sequence }) =>
      difference.what === 'warnings' &&
      ['Deployment', 'Service'].includes(sequence.kind) &&
      warningsOf(difference.real, difference.sandbox).every((text) => ADVICE.test(text)) &&
      warningsOf(difference.sandbox, difference.real).length === 0,
  },
  {
    name: 'a Service with wrong addresses is told everything else that is wrong with it too',
    reason: 'the real server gives addresses first and looks no further when it cannot',
    covers: ({ sequence, difference }) =>
      sequence.kind === 'Service' &&
      difference.what === '.details.causes.length' &&
      /clusterIP|ipFamil|nodePort|allocat/.test(difference.real) &&
      causesOf(difference.real).every((cause) => causesOf(difference.sandbox).includes(cause)),
  },
  {
    name: 'an applied configuration that sets a time of the server to something else is not refused for that',
    reason: 'the time is put back in any case; the real server fails (500) at the text',
    covers: (finding) =>
      actionOf(finding) === 'apply' && finding.difference.what === 'code' && /^500 .*parsing time/.test(finding.difference.real),
  },
  {
    name: 'of several faults in the structure of an applied configuration all are named',
    reason: 'the real server stops at a place in a map that depends on chance',
    covers: ({ difference }) =>
      difference.what === '.message' &&
      [difference.real, difference.sandbox].every((text) => text.startsWith('failed to create typed patch object')),
  },
];

/** Advice begins with the field that it is about; other warnings do not. */
const ADVICE = /^spec\.(template\.spec\.[\w.[\]]+: |externalName is ignored|externalIPs is deprecated|[\w.[\]]+: )/;

/** The warnings of the first answer that the second one does not have. */
function warningsOf(first: string, second: string): string[] {
  const read = (text: string) =>
    (JSON.parse(text) as string[]).flatMap((header) =>
      [...header.matchAll(/299 - ("(?:\\.|[^"\\])*")/g)].map(([, one = '""']) => JSON.parse(one) as string),
    );
  const known = read(second);
  return read(first).filter((text) => !known.includes(text));
}

function causesOf(list: string): string[] {
  return (JSON.parse(list) as unknown[]).map((cause) => JSON.stringify(cause));
}

function hasNoName(step: Step | undefined): boolean {
  return step?.action === 'create' && isJson(step.body) && isJson(step.body['metadata']) && step.body['metadata']['name'] === '';
}

function actionOf({ sequence, step }: Finding): Step['action'] | undefined {
  return sequence.steps[step]?.action;
}

function isWord({ difference }: Finding, pattern: RegExp): boolean {
  return difference.what.startsWith('.details.causes') && pattern.test(difference.real);
}
