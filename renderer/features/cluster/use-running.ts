import { useStartedFlow } from '../shared/use-started-flow.ts';

/** Stops and starts the nodes of a cluster; `error` is why that did not begin. */
export function useRunning(name: string) {
  const pause = useStartedFlow((calls) => calls.clusters.pause.mutate({ name }));
  const resume = useStartedFlow((calls) => calls.clusters.resume.mutate({ name }));
  return { pause: () => pause.start(), resume: () => resume.start(), error: pause.error ?? resume.error };
}

export type Running = ReturnType<typeof useRunning>;
