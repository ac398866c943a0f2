import type { Finding } from './run.ts';
import { signatureOf } from './run.ts';

/** Findings by signature, each with its smallest sequence of requests. */
export function reportFindings(findings: readonly Finding[], { seed, sent }: { seed: number; sent: number }): string {
  const groups = [...Map.groupBy(findings, signatureOf)].sort(([, left], [, right]) => right.length - left.length);
  const parts = groups.map(([signature, group]) => describe(signature, group));
  return [`${sent} requests (seed ${seed}), ${findings.length} sequences parted in ${groups.length} ways`, ...parts].join('\n\n');
}

function describe(signature: string, group: readonly Finding[]): string {
  const [smallest] = [...group].sort((left, right) => left.sequence.steps.length - right.sequence.steps.length);
  if (!smallest) return signature;
  const steps = smallest.sequence.steps.slice(0, smallest.step + 1).map((step) => `    ${JSON.stringify(step)}`);
  const { real, sandbox } = smallest.difference;
  return [`${group.length} times: ${signature}`, ...steps, `  real:    ${real}`, `  sandbox: ${sandbox}`].join('\n');
}
