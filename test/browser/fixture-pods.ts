import type { PodService } from '../../engine/contract/cluster-services.ts';
import type { ForwardService } from '../../engine/contract/services.ts';
import type { ForwardView } from '../../engine/contract/views/pod.ts';

/** A shell that says its name in colours, gives back what is typed, and ends on `exit`. */
export function createEchoShell(): PodService {
  const sessions = new Map<string, (text: string) => void>();
  return {
    async *exec({ pod }, signal) {
      const session = `session-${sessions.size}`;
      const waiting: string[] = [`\u001b[32mroot@${pod}\u001b[0m:\u001b[38;2;120;110;220m/app\u001b[0m# `];
      let wake = () => {};
      sessions.set(session, (text) => {
        waiting.push(text);
        wake();
      });
      signal.addEventListener('abort', () => wake());
      yield { type: 'opened', session };
      let typed = '';
      while (!signal.aborted) {
        for (const text of waiting.splice(0)) {
          typed += text;
          yield { type: 'output', stream: 'stdout', data: base64(text.replaceAll('\r', '\r\n')) };
        }
        if (typed.endsWith('exit\r')) {
          yield { type: 'exited', code: 0 };
          return;
        }
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    async write({ session, input }) {
      if (input) sessions.get(session)?.(Buffer.from(input, 'base64').toString());
    },
  };
}

export function createForwards(): ForwardService {
  let forwards: ForwardView[] = [];
  return {
    list: async () => forwards,
    async open(cluster, { namespace, target, port, localPort }) {
      const forward: ForwardView = {
        id: `forward-${forwards.length}`,
        cluster: cluster ?? 'sandbox',
        namespace,
        target: `${target.kind}/${target.name}`,
        url: `http://127.0.0.1:${localPort ?? 41_000 + (Number(port) % 1000)}`,
        phase: 'ready',
        message: null,
        since: Date.now(),
      };
      forwards = [...forwards, forward];
      return forward;
    },
    async close(id) {
      forwards = forwards.filter((forward) => forward.id !== id);
    },
  };
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
