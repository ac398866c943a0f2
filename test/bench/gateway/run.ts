/** `node test/bench/gateway/run.ts`: the gateway's bench alone. */
import { benchGateway } from './bench-gateway.ts';
import { loadTool } from './load.ts';

console.log(`load by ${loadTool()}`);
console.table(await benchGateway());
