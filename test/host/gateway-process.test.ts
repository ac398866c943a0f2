import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../clusters/clock.ts';
import { silentLog } from '../../clusters/log.ts';
import { startGatewayProcess } from '../../host/gateway-process.ts';
import { eventually } from '../helpers/eventually.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

/** A program with the gateway's manners and nothing else: what is tested is how it is kept running. */
const mannered = `
  const port = process.argv[process.argv.indexOf('--port') + 1];
  console.log('not json');
  console.log(JSON.stringify({ ready: true, url: 'http://127.0.0.1:' + port }));
  process.stdin.resume().on('end', () => process.exit(0));
  process.on('SIGTERM', () => process.exit(0));
`;

async function gatewayOf(program: string) {
  const folder = await temporaryFolder();
  const path = join(folder.path, 'program.mjs');
  await writeFile(path, program);
  const gateway = startGatewayProcess({
    program: pathToFileURL(path),
    kubeconfigPath: 'none',
    port: 4321,
    clock: systemClock,
    log: silentLog,
  });
  return Object.assign(gateway, {
    async [Symbol.asyncDispose]() {
      await gateway.stop();
      await folder[Symbol.asyncDispose]();
    },
  });
}

function alive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('the gateway process', () => {
  it('is ready when the program says so', async () => {
    await using gateway = await gatewayOf(mannered);
    expect(await gateway.ready).toBe('http://127.0.0.1:4321');
    expect(gateway.url()).toBe('http://127.0.0.1:4321');
  });

  it('is started again on the same port after it was killed', async () => {
    await using gateway = await gatewayOf(mannered);
    await gateway.ready;
    const first = gateway.pid() ?? 0;
    process.kill(first, 'SIGKILL');
    const second = await eventually(() => gateway.pid() !== first && gateway.url() !== null && gateway.pid());
    expect(alive(first)).toBe(false);
    expect(alive(second)).toBe(true);
    expect(gateway.url()).toBe('http://127.0.0.1:4321');
  });

  it('is gone after stop, and stays gone', async () => {
    await using gateway = await gatewayOf(mannered);
    await gateway.ready;
    const pid = gateway.pid() ?? 0;
    await gateway.stop();
    expect(alive(pid)).toBe(false);
    expect(gateway.pid()).toBeNull();
  });
});
