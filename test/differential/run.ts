import { compareAnswers, type Difference } from './compare.ts';
import { normalised } from './normalise.ts';
import type { Sequence, Step } from './step.ts';
import { openSubject, type Send } from './subject.ts';

export interface Servers {
  real: Send;
  sandbox: Send;
  /** A name that no sequence has had. */
  namespace(): string;
}

export interface Finding {
  sequence: Sequence;
  /** Which step parted; what follows it would part for the same reason. */
  step: number;
  difference: Difference;
}

/** Sends a sequence to both, step by step, until they differ. After a refusal the object must be as it was on both. */
export async function runSequence(servers: Servers, sequence: Sequence): Promise<{ sent: number; finding: Finding | undefined }> {
  const namespace = servers.namespace();
  const [real, sandbox] = await Promise.all([
    openSubject(servers.real, sequence, namespace),
    openSubject(servers.sandbox, sequence, namespace),
  ]);
  for (const [index, step] of sequence.steps.entries()) {
    const answers = await Promise.all([real.send(step), sandbox.send(step)]);
    const difference =
      compareAnswers(normalised(answers[0]), normalised(answers[1])) ?? (await differenceAfter(answers[0].code, real.read, sandbox.read));
    if (difference) return { sent: index + 1, finding: { sequence, step: index, difference } };
  }
  return { sent: sequence.steps.length, finding: undefined };
}

async function differenceAfter(code: number, ...read: (() => ReturnType<typeof normalisedRead>)[]): Promise<Difference | undefined> {
  if (code < 400) return undefined;
  const [real, sandbox] = await Promise.all(read.map(normalisedRead));
  const found = real && sandbox && compareAnswers(real, sandbox);
  return found && { ...found, what: `after the refusal: ${found.what}` };
}

async function normalisedRead(read: () => Promise<Parameters<typeof normalised>[0]>) {
  return normalised(await read());
}

/** What makes findings the same: kind, action, and where the answers part. Numbers and quoted texts do not matter. */
export function signatureOf({ sequence, step, difference }: Finding): string {
  const { action, subresource } = sequence.steps[step] as Step;
  const way = subresource ? `${action} of ${subresource}` : action;
  return `${sequence.kind}, ${way}: ${difference.what}: ${general(difference.real)} | ${general(difference.sandbox)}`;
}

function general(text: string): string {
  return text
    .replaceAll(/"(\\.|[^"\\])*"/g, '""')
    .replaceAll(/\d+/g, 'N')
    .slice(0, 160);
}

/** The shortest sequence that still shows the finding: steps before it are left out one by one. */
export async function shrink(servers: Servers, finding: Finding): Promise<Finding> {
  let smallest: Finding = { ...finding, sequence: { ...finding.sequence, steps: finding.sequence.steps.slice(0, finding.step + 1) } };
  for (let index = smallest.step - 1; index >= 0; index -= 1) {
    const steps = smallest.sequence.steps.toSpliced(index, 1);
    const again = await runSequence(servers, { ...smallest.sequence, steps });
    if (again.finding && signatureOf(again.finding) === signatureOf(finding)) smallest = again.finding;
  }
  return smallest;
}
