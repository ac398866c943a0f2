/** The gateway in a process of its own, in front of the port given as the only argument. Prints its port. */
import { randomUUID } from 'node:crypto';
import { systemClock } from '../../../clusters/clock.ts';
import { silentLog } from '../../../clusters/log.ts';
import { createGateway } from '../../../engine/gateway/gateway.ts';
import type { TableRoute } from '../../../engine/gateway/table/table.ts';

const backend = { address: '127.0.0.1', port: Number(process.argv[2]), ready: true };
// Two targets, so that the weights are worked out for every request.
const targets = ['stable', 'canary'].map((name) => ({ name, weight: name === 'stable' ? 90 : 10, service: name, backends: [backend] }));
const route: TableRoute = { name: 'default/m', created: 0, models: ['m'], targets };
const table = { byModel: new Map([['m', route]]), conflicts: [] };

const gateway = createGateway({ clock: systemClock, log: silentLog, newId: randomUUID, table });
const url = await gateway.listen({ host: '127.0.0.1', port: 0 });
process.stdout.write(`${new URL(url).port}\n`);
process.stdin.resume().once('end', () => process.exit(0));
