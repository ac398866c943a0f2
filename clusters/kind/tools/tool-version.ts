import { stripVTControlCharacters } from 'node:util';
import type { ToolName, ToolSearch } from './tool.ts';

/** The first start of a program that was just installed is slow where it is scanned. */
const longestRunMs = 10_000;

const questions: Record<ToolName, readonly string[]> = {
  kind: ['version'],
  // Only the client: no cluster is asked.
  kubectl: ['version', '--client', '--output', 'json'],
};

/** Runs the program for its version; `why` is half a sentence. Rejects with the signal's reason alone. */
export async function runVersion(
  name: ToolName,
  path: string,
  { environment, signal }: Pick<ToolSearch, 'environment' | 'signal'>,
): Promise<{ version: string } | { why: string }> {
  // Loaded late: listing clusters runs nothing.
  const { execa } = await import('execa');
  const result = await execa(path, questions[name], {
    env: environment,
    extendEnv: false,
    stdin: 'ignore',
    timeout: longestRunMs,
    forceKillAfterDelay: 2_000,
    maxBuffer: 100_000,
    reject: false,
    ...(signal && { cancelSignal: signal }),
  });
  signal?.throwIfAborted();
  if (result.timedOut) return { why: `${path} did not say its version within ${longestRunMs / 1000} s` };
  if (result.failed) return { why: `${path} ${endOf(result)}${told(result.stderr)}` };
  const version = readVersion(result.stdout);
  return version === undefined ? { why: `${path} says no version of ${name}${told(result.stdout)}` } : { version };
}

/** `kind v0.33.0 go1.26.1 linux/amd64`, or kubectl's JSON with `gitVersion`. Without the `v`. */
export function readVersion(text: string): string | undefined {
  return /(?:^kind |"gitVersion":\s*"|^Client Version: )v(\d+\.\d+\.\d+(?:[-+][\w.+-]*)?)/m.exec(text)?.[1];
}

function endOf({
  exitCode,
  signal,
  code,
}: {
  exitCode?: number | undefined;
  signal?: string | undefined;
  code?: string | undefined;
}): string {
  if (exitCode !== undefined) return `ended with ${exitCode}`;
  return signal === undefined ? `could not be run${code === undefined ? '' : ` (${code})`}` : `was ended by ${signal}`;
}

function told(output: string): string {
  const said = stripVTControlCharacters(output)
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, 300);
  return said === '' ? '' : `: ${said}`;
}
