import { useEffect, useRef, useState } from 'react';
import type { WireError } from '../../../engine/contract/errors.ts';
import type { FlowLogLine } from '../../../engine/contract/views/flow.ts';
import type { LogLine } from '../../../engine/contract/views/workbench.ts';
import { useCalls } from '../../live/engine-context.tsx';
import { toWireError } from '../../live/wire-error.ts';
import { appendLines, type NumberedLine } from '../logs/log-buffer.ts';

/** What a flow has said from its beginning on, followed while it goes on; begins again when an ended one is resumed. */
export function useFlowLog(id: string, underWay: boolean) {
  const { flows } = useCalls();
  const [lines, setLines] = useState<NumberedLine[]>([]);
  const [error, setError] = useState<WireError | null>(null);
  const [attempt, setAttempt] = useState(0);
  const [ended, setEnded] = useState(false);
  const kept = useRef<LogLine[]>([]);
  if (ended && underWay) {
    setEnded(false);
    setAttempt(attempt + 1);
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt is a new subscription
  useEffect(() => {
    setLines([]);
    setError(null);
    kept.current = [];
    const subscription = flows.log.subscribe(
      { id },
      {
        onData: (line) => void kept.current.push(lineOf(line)),
        onError: (thrown) => setError(toWireError(thrown)),
        onComplete: () => setEnded(true),
      },
    );
    return () => subscription.unsubscribe();
  }, [flows, id, attempt]);

  // Pulling an image says hundreds of lines at once: they are shown once a frame.
  useEffect(() => {
    let frame = requestAnimationFrame(function show() {
      const added = kept.current;
      kept.current = [];
      if (added.length > 0) setLines((before) => appendLines(before, added));
      frame = requestAnimationFrame(show);
    });
    return () => cancelAnimationFrame(frame);
  }, []);

  return { lines, error, retry: () => setAttempt(attempt + 1) };
}

function lineOf({ step, text }: FlowLogLine): LogLine {
  return { pod: step ?? '', container: '', text };
}
