import { expect, it } from 'vitest';
import { silentLog } from '../../../clusters/log.ts';
import type { ClusterView } from '../../../engine/contract/views/cluster.ts';
import { resumeOperators } from '../../../host/clusters/resume-operators.ts';

/** A clock whose time passes at once: only the order matters. */
const clock = { now: () => 0, setTimeout: (callback: () => void) => setImmediate(callback), clearTimeout: () => {} };

function world({ unreachable = 0, startsAtLook = 1 }: { unreachable?: number; startsAtLook?: number }) {
  const asked: string[] = [];
  const running: string[] = [];
  const connect = async (name: string): Promise<ClusterView> => {
    asked.push(name);
    if (asked.length <= unreachable) throw new Error('connection refused');
    if (asked.length - unreachable >= startsAtLook) running.push(name);
    return {} as ClusterView;
  };
  const operators = { running: () => running, remembered: () => ['lab'] };
  const done = resumeOperators({ operators, clusters: { connect }, clock, log: silentLog, signal: new AbortController().signal });
  return { asked, running, done };
}

it('an operator runs again as soon as its cluster answers', async () => {
  const { asked, running, done } = world({ unreachable: 3 });
  await done;
  expect([asked.length, running]).toEqual([4, ['lab']]);
});

it('one that does not come up at once is looked at again, and a cluster that wants none any more is left alone', async () => {
  const late = world({ startsAtLook: 3 });
  await late.done;
  expect(late.running).toEqual(['lab']);
  const unwanted = world({ startsAtLook: 1_000 });
  await unwanted.done;
  expect(unwanted.asked).toHaveLength(4);
});
