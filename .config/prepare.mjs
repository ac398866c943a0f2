// After `npm install` in a checkout: has the quick commands bundled and compiled for the host's Node, so that not even the first one
// waits. Without that they see to it themselves, so nothing here fails an installation.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './install.mjs';

// npm puts the project's own Node before the one that a person's shell finds, which is npm's.
const hostNode = process.env.npm_node_execpath ?? process.execPath;

spawnSync(hostNode, [join(root, 'cli', 'slipway.mjs'), 'version'], { stdio: 'ignore' });
