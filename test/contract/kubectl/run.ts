/** Runs kubectl as a person would, in a folder with the story's files. */
import { execFileSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { kubernetesForTests } from '../../helpers/control-plane.ts';
import { type TemporaryFolder, temporaryFolder } from '../../helpers/temporary-folder.ts';
import { files } from './files.ts';
import { normalise } from './normalise.ts';
import { type Step, wordsOf } from './step.ts';

/** What a step came to, without what no two servers have in common. */
export interface Outcome {
  code: number | undefined;
  out: string;
  err: string;
}

export interface Kubectl extends AsyncDisposable {
  run(step: Step): Promise<Outcome>;
}

/** How long a step that waits for controllers may take. */
const patienceMs = 40_000;

/** kubectl of the servers' own release, for the namespace of the story. */
export async function kubectlOn(kubeconfigPath: string, namespace: string): Promise<Kubectl> {
  const folder = await temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder.path, name)), { recursive: true });
    await writeFile(join(folder.path, name), text);
  }
  const kubeconfig = join(folder.path, 'kubeconfig');
  await writeFile(kubeconfig, await readFile(kubeconfigPath));
  const program = kubectlProgram();
  const call = callerOf(program, folder, kubeconfig);
  await call({ line: `config set-context --current --namespace ${namespace}` });
  return {
    async run(step) {
      const outcome = await untilAsExpected(step, call);
      return comparable(step, { ...outcome, out: normalise(outcome.out, namespace), err: normalise(outcome.err, namespace) });
    },
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}

type Call = (step: Step) => Promise<Outcome>;

function callerOf([program, ...first]: readonly [string, ...string[]], folder: TemporaryFolder, kubeconfig: string): Call {
  return async ({ line, input = '', editor }) => {
    const env = { KUBECONFIG: kubeconfig, HOME: folder.path, ...(editor === undefined ? {} : { EDITOR: editor }) };
    const { exitCode, stdout, stderr } = await execa(program, [...first, ...wordsOf(line)], {
      cwd: folder.path,
      env,
      input,
      reject: false,
      timeout: 60_000,
    });
    return { code: exitCode, out: stdout, err: stderr };
  };
}

async function untilAsExpected(step: Step, call: Call): Promise<Outcome> {
  const { until } = step;
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const outcome = await call(step);
    const isExpected = !until || (outcome.code === until.code && (until.says?.test(outcome.out) ?? true));
    if (isExpected || performance.now() > deadline) return outcome;
  }
}

function comparable({ compare = 'all', without }: Step, outcome: Outcome): Outcome {
  if (compare === 'code') return { code: outcome.code, out: '', err: '' };
  const lines = outcome.out.split('\n').filter((line) => !without?.test(line));
  if (compare === 'last line') return { ...outcome, out: lines.at(-1) ?? '' };
  if (compare === 'sorted') return { ...outcome, out: lines.sort().join('\n'), err: outcome.err.split('\n').sort().join('\n') };
  return { ...outcome, out: lines.join('\n') };
}

function kubectlProgram(): [string, ...string[]] {
  if (!kubernetesForTests) return ['kubectl'];
  return [execFileSync(join(kubernetesForTests, 'control-plane'), ['build'], { encoding: 'utf8' }).trim(), 'kubectl'];
}
