import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { shippedNode } from '../../electron/shipped-node.ts';

describe('the Node that the desktop app ships', () => {
  it('is Node 24, whatever runs the app', () => {
    const version = execFileSync(shippedNode(import.meta.url), ['--version'], { encoding: 'utf8' });
    expect(version).toMatch(/^v24\./);
  });
});
