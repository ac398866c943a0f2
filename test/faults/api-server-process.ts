/**
 * An API server in a process of its own, to be killed. Its only argument is the folder with its database and certificates.
 * It opens them when a first line comes in, so that a successor can load its modules while its predecessor still runs.
 */
import { once } from 'node:events';
import { flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { systemClock } from '../../clusters/clock.ts';
import { silentLog } from '../../clusters/log.ts';
import { ensureCertificates } from '../../clusters/sandbox/api/certificates.ts';
import { createApiServer } from '../../clusters/sandbox/api/server.ts';
import { noPods } from '../helpers/no-pods.ts';

const [, , folder = ''] = process.argv;
// Now, for the next one: a process that is killed leaves no compiled code at its end.
flushCompileCache();
const certificates = await ensureCertificates(folder, systemClock.now());
await once(process.stdin, 'data');
const server = createApiServer({ storage: join(folder, 'sandbox.db'), clock: systemClock, log: silentLog, podRuntime: noPods });
const { url } = await server.listen({ host: '127.0.0.1', port: 0, certificates });
process.stdout.write(`${url}\n`);
