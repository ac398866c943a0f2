import type { Cluster } from '../../../clusters/cluster.ts';
import type { ExecSession } from '../../../clusters/exec-session.ts';
import type { PodService } from '../../contract/cluster-services.ts';
import { SlipwayError } from '../../contract/errors.ts';
import type { ExecDraft, ExecEvent, ExecInput } from '../../contract/views/pod.ts';
import { merge } from '../live/merge.ts';

/** Commands in containers. A session is known by its id from its first event until it has ended. */
export function createPodService({ cluster, newId }: { cluster: Cluster; newId: () => string }): PodService & { close(): void } {
  const sessions = new Map<string, ExecSession>();
  return {
    async *exec(draft, signal) {
      const session = await cluster.exec({ namespace: draft.namespace, name: draft.pod }, optionsOf(draft, signal));
      const id = newId();
      sessions.set(id, session);
      try {
        if (draft.terminal) session.resize(draft.terminal);
        yield { type: 'opened', session: id };
        yield* outputOf(session);
        const { code } = await session.exited;
        yield { type: 'exited', code };
      } finally {
        sessions.delete(id);
        session.close();
      }
    },
    async write(input) {
      const session = sessions.get(input.session);
      if (!session) throw ended();
      await pass(input, session);
    },
    close() {
      for (const session of sessions.values()) session.close();
    },
  };
}

function optionsOf({ container, command, terminal }: ExecDraft, signal: AbortSignal) {
  return { container, command, signal, stdin: true, tty: terminal !== undefined };
}

function outputOf(session: ExecSession): AsyncIterable<ExecEvent> {
  const stdout = events(session.stdout, 'stdout');
  return session.stderr ? merge([stdout, events(session.stderr, 'stderr')]) : stdout;
}

async function* events(output: AsyncIterable<Buffer>, stream: 'stdout' | 'stderr'): AsyncGenerator<ExecEvent, void, undefined> {
  for await (const chunk of output) yield { type: 'output', stream, data: chunk.toString('base64') };
}

/** Resolves when the container's side has taken the input: typing ahead of a slow command waits. */
async function pass({ input, resize }: ExecInput, session: ExecSession): Promise<void> {
  if (resize) {
    session.resize(resize);
    return;
  }
  const { stdin } = session;
  if (!stdin || stdin.destroyed) throw ended();
  if (input === undefined) {
    stdin.end();
    return;
  }
  await new Promise<void>((resolve, reject) => {
    stdin.write(Buffer.from(input, 'base64'), (error) => (error ? reject(error) : resolve()));
  });
}

function ended(): SlipwayError {
  return new SlipwayError('not_found', 'That command has ended.', { fix: 'Start it again.' });
}
