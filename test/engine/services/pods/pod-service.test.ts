import type { Pod } from 'kubernetes-types/core/v1.d.ts';
import { describe, expect, it } from 'vitest';
import type { Cluster } from '../../../../clusters/cluster.ts';
import { pods } from '../../../../clusters/kinds.ts';
import type { ExecDraft, ExecEvent } from '../../../../engine/contract/views/pod.ts';
import { createPodService } from '../../../../engine/services/pods/pod-service.ts';
import { runningSandbox } from '../../../clusters/sandbox/running-sandbox.ts';
import { eventually } from '../../../helpers/eventually.ts';

const target = { namespace: 'default', pod: 'one' };
const never = new AbortController().signal;

async function withPod(cluster: Cluster): Promise<ReturnType<typeof createPodService>> {
  const pod: Pod = { metadata: { name: 'one', namespace: 'default' }, spec: { containers: [{ name: 'main', image: 'echo' }] } };
  await cluster.create(pods, pod);
  await eventually(async () => (await cluster.get(pods, { namespace: 'default', name: 'one' })).status?.phase === 'Running');
  let ids = 0;
  return createPodService({ cluster, newId: () => String(++ids) });
}

/** Everything that a command says, its bytes as text; `typed` is given to it once it runs. */
async function run(service: ReturnType<typeof createPodService>, draft: Pick<ExecDraft, 'command' | 'terminal'>, typed?: string) {
  const said = { stdout: '', stderr: '' };
  let code: number | undefined;
  for await (const event of service.exec({ ...target, ...draft }, never)) {
    if (event.type === 'opened' && typed !== undefined) {
      await service.write({ session: event.session, input: Buffer.from(typed).toString('base64') });
      await service.write({ session: event.session });
    }
    if (event.type === 'output') said[event.stream] += Buffer.from(event.data, 'base64').toString();
    if (event.type === 'exited') code = event.code;
  }
  return { ...said, code };
}

describe('commands in containers', () => {
  it('give both outputs and the exit code', async () => {
    await using running = await runningSandbox();
    const service = await withPod(running.sandbox.cluster);
    expect(await run(service, { command: ['sh', '-c', 'echo out; echo err >&2; exit 3'] })).toEqual({
      stdout: 'out\n',
      stderr: 'err\n',
      code: 3,
    });
  });

  it('read what is typed, and its end', async () => {
    await using running = await runningSandbox();
    const service = await withPod(running.sandbox.cluster);
    expect(await run(service, { command: ['cat'] }, 'grüße\n')).toMatchObject({ stdout: 'grüße\n', code: 0 });
  });

  it('are ended when the reader leaves, and take no input afterwards', async () => {
    await using running = await runningSandbox();
    const service = await withPod(running.sandbox.cluster);
    const events = service.exec({ ...target, command: ['sleep', '600'] }, never)[Symbol.asyncIterator]();
    const { value } = (await events.next()) as { value: ExecEvent & { session: string } };
    await events.return?.(undefined);
    await expect(service.write({ session: value.session, input: '' })).rejects.toMatchObject({
      code: 'not_found',
      message: 'That command has ended.',
    });
  });

  it('are refused with the reason where there is no such pod', async () => {
    await using running = await runningSandbox();
    const service = await withPod(running.sandbox.cluster);
    const events = service.exec({ ...target, pod: 'other', command: ['ls'] }, never)[Symbol.asyncIterator]();
    await expect(events.next()).rejects.toThrow('pods "other" not found');
  });
});
