import { generateSequences } from './generate.ts';
import { knownDifferences } from './known-differences.ts';
import { type Finding, runSequence, type Servers, shrink, signatureOf } from './run.ts';

const AT_ONCE = 8;

export interface Outcome {
  sent: number;
  /** One for each way of parting that is not known, as short as it gets. */
  findings: Finding[];
}

/** Sends generated sequences to both servers until so many requests have gone out. */
export async function differ(servers: Servers, { seed, requests }: { seed: number; requests: number }): Promise<Outcome> {
  const sequences = generateSequences(seed, requests);
  const findings: Finding[] = [];
  let sent = 0;
  async function work(): Promise<void> {
    for (let sequence = sequences.pop(); sequence && sent < requests; sequence = sequences.pop()) {
      const result = await runSequence(servers, sequence);
      sent += result.sent;
      if (result.finding) findings.push(result.finding);
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const unknown = findings.filter((finding) => !knownDifferences.some((known) => known.covers(finding)));
  const shortest: Finding[] = [];
  for (const group of Map.groupBy(unknown, signatureOf).values()) {
    const [first, ...others] = group.sort((left, right) => left.step - right.step);
    if (first) shortest.push(await shrink(servers, first), ...others);
  }
  return { sent, findings: shortest };
}
