import { useEffect, useRef, useState } from 'react';
import type { WireError } from '../../../engine/contract/errors.ts';
import type { ObjectRef } from '../../../engine/contract/views/state.ts';
import type { LogLine } from '../../../engine/contract/views/workbench.ts';
import { clusterInput } from '../../live/cluster-scope.ts';
import { useCalls } from '../../live/engine-context.tsx';
import { useCluster } from '../../live/use-cluster.ts';
import { toWireError } from '../../live/wire-error.ts';
import { appendLines, type NumberedLine } from './log-buffer.ts';

const tailLines = 500;

/** Follows the log of one pod, or of all pods of the endpoint; while `paused`, lines are kept back and shown on resuming. */
export function useLog({ namespace, name }: ObjectRef, pod: string | null, paused: boolean) {
  const calls = useCalls();
  const { name: cluster } = useCluster();
  const [lines, setLines] = useState<NumberedLine[]>([]);
  const [error, setError] = useState<WireError | null>(null);
  const [attempt, setAttempt] = useState(0);
  const kept = useRef<LogLine[]>([]);
  const isPaused = useRef(paused);
  isPaused.current = paused;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt is a new subscription
  useEffect(() => {
    setLines([]);
    setError(null);
    kept.current = [];
    const subscription = calls.logs.follow.subscribe(
      { ...clusterInput(cluster), endpoint: { namespace, name }, tailLines, follow: true, ...(pod ? { pod } : {}) },
      { onData: (line) => void kept.current.push(line), onError: (thrown) => setError(toWireError(thrown)) },
    );
    return () => subscription.unsubscribe();
  }, [calls, cluster, namespace, name, pod, attempt]);

  // Thousands of lines may come at once: they are shown once a frame.
  useEffect(() => {
    let frame = requestAnimationFrame(function show() {
      if (!isPaused.current && kept.current.length > 0) {
        const added = kept.current;
        kept.current = [];
        setLines((before) => appendLines(before, added));
      }
      frame = requestAnimationFrame(show);
    });
    return () => cancelAnimationFrame(frame);
  }, []);

  return { lines, error, retry: () => setAttempt((before) => before + 1) };
}
