import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type ApiAccess, connectToApi, readApiAccess } from '../../helpers/api-connection.ts';
import { startControlPlane } from '../../helpers/control-plane.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';

/** One of the API servers that are compared, with all that belongs to it. */
export interface Subject extends AsyncDisposable {
  name: SubjectName;
  access: ApiAccess;
  /** The root of its processes. */
  pid: number;
  /** From the start of the first process to the first answer of a cluster that is complete. */
  startMs: number;
}

export type SubjectName = 'sandbox' | 'kubernetes';

export const startSubject: Record<SubjectName, () => Promise<Subject>> = {
  sandbox: () => started('sandbox', startSandboxProcess),
  kubernetes: () => started('kubernetes', startControlPlane),
};

interface Started extends AsyncDisposable {
  kubeconfigPath: string;
  pid: number;
}

async function started(name: SubjectName, start: () => Promise<Started>): Promise<Subject> {
  const began = performance.now();
  const running = await start();
  const access = await readApiAccess(running.kubeconfigPath);
  using connection = connectToApi(access, 1);
  const { code, text } = await connection.send({ path: '/api/v1/namespaces' });
  if (code !== 200) throw new Error(`${name}: ${code} ${text}`);
  const startMs = performance.now() - began;
  return { name, access, pid: running.pid, startMs, [Symbol.asyncDispose]: () => running[Symbol.asyncDispose]() };
}

async function startSandboxProcess(): Promise<Started> {
  const folder = await temporaryFolder();
  const program = fileURLToPath(new URL('sandbox-process.ts', import.meta.url));
  // As the command line does: code that was compiled by an earlier start is used again.
  const env = { ...process.env, NODE_COMPILE_CACHE: fileURLToPath(new URL('../../../.build/bench/compiled', import.meta.url)) };
  const child = spawn(process.execPath, [program, folder.path], { stdio: ['pipe', 'pipe', 'inherit'], env });
  const exited = once(child, 'exit');
  const [line] = await Promise.race([
    once(child.stdout, 'data'),
    exited.then(() => Promise.reject(new Error('the sandbox did not start'))),
  ]);
  return {
    kubeconfigPath: String(line).trim(),
    pid: child.pid ?? 0,
    async [Symbol.asyncDispose]() {
      child.stdin.end();
      await exited;
      await folder[Symbol.asyncDispose]();
    },
  };
}
