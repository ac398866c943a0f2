import { readFileSync } from 'node:fs';
import { rootFolder } from './entry-points.ts';

/** Slipway's own version, from its package.json. */
export function slipwayVersion(): string {
  const text = readFileSync(new URL('package.json', rootFolder), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
