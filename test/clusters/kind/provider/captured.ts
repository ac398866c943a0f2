import { readFileSync } from 'node:fs';

/** What kind 0.33 really printed, from test/fixtures/kind, as lines. Host names of registries and addresses were replaced. */
export function captured(name: string): string[] {
  return readFileSync(new URL(`../../../fixtures/kind/${name}.txt`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n');
}
