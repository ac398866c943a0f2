import { useEffect, useRef, useState } from 'react';
import type { WireError } from '../../../engine/contract/errors.ts';
import { clusterInput } from '../../live/cluster-scope.ts';
import { useCalls } from '../../live/engine-context.tsx';
import { toWireError } from '../../live/wire-error.ts';
import { fromBase64, toBase64 } from './bytes.ts';
import { shellCommand } from './shell-command.ts';
import type { ShellTerminal } from './terminal.ts';

export type ShellState =
  | { phase: 'opening' }
  | { phase: 'open' }
  | { phase: 'ended'; code: number }
  | { phase: 'failed'; error: WireError };

export interface ShellTarget {
  cluster: string;
  namespace: string;
  pod: string;
  container: string;
}

/** A shell in a container, drawn in `host`; leaving the page, or another target, ends it. */
export function useShell(target: ShellTarget, host: React.RefObject<HTMLDivElement | null>) {
  const { pods } = useCalls();
  const [state, setState] = useState<ShellState>({ phase: 'opening' });
  const [attempt, setAttempt] = useState(0);
  const terminal = useRef<ShellTerminal>(undefined);
  const { cluster, namespace, pod, container } = target;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt is a new shell
  useEffect(() => {
    let left = false;
    let stop: (() => void) | undefined;
    let session: string | undefined;
    const of = clusterInput(cluster);
    const say = (input: { input?: string; resize?: { columns: number; rows: number } }) => {
      if (session)
        pods.write.mutate({ ...of, session, ...input }).catch((thrown) => setState({ phase: 'failed', error: toWireError(thrown) }));
    };
    setState({ phase: 'opening' });
    import('./terminal.ts').then(({ createTerminal }) => {
      if (left || !host.current) return;
      const shown = createTerminal({
        root: host.current.shadowRoot ?? host.current.attachShadow({ mode: 'open' }),
        label: `Shell in ${pod}`,
        onInput: (text) => say({ input: toBase64(text) }),
        onResize: (resize) => say({ resize }),
      });
      terminal.current = shown;
      const subscription = pods.exec.subscribe(
        { ...of, namespace, pod, container, command: shellCommand, terminal: shown.size() },
        {
          onData(event) {
            if (event.type === 'opened') {
              session = event.session;
              setState({ phase: 'open' });
              shown.focus();
            } else if (event.type === 'output') shown.write(fromBase64(event.data));
            else setState({ phase: 'ended', code: event.code });
          },
          onError: (thrown) => setState({ phase: 'failed', error: toWireError(thrown) }),
        },
      );
      stop = () => subscription.unsubscribe();
    });
    return () => {
      left = true;
      stop?.();
      terminal.current?.close();
      terminal.current = undefined;
    };
  }, [pods, cluster, namespace, pod, container, attempt]);

  return { state, again: () => setAttempt(attempt + 1) };
}
