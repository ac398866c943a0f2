import { fileURLToPath } from 'node:url';

/** Slipway's root: the checkout, or `dist/` of a package, which has the same layout. `package.json` and `resources/` are there. */
export const rootFolder = new URL('../', import.meta.url);

/** The programs that run in processes of their own. Written out one by one: the build replaces the endings. */
export const entryPoints = {
  operator: new URL('../engine/operator/main.ts', import.meta.url),
  gateway: new URL('../engine/gateway/main.ts', import.meta.url),
  simulator: new URL('../engine/simulator/container.ts', import.meta.url),
  genericContainer: new URL('../engine/simulator/generic-container.ts', import.meta.url),
} as const;

/** The built web UI: below `dist/` of a checkout too. */
export function rendererFolder(): string {
  const fromCheckout = import.meta.url.endsWith('.ts');
  return fileURLToPath(new URL(fromCheckout ? 'dist/renderer/' : 'renderer/', rootFolder));
}
