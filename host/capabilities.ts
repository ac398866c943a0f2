import type { Capabilities } from '../engine/contract/views/workbench.ts';

/** What Slipway can do on any machine; whether kind can be used here, its provider says. */
export const capabilities: Capabilities = { createSandbox: true, createKind: true, attachRemote: true, openExternal: false };
