import { expect, it } from 'vitest';
import { silentLog } from '../../../clusters/log.ts';
import { SlipwayError } from '../../../engine/contract/errors.ts';
import type { ClusterView } from '../../../engine/contract/views/cluster.ts';
import { resumeOperators } from '../../../host/clusters/resume-operators.ts';

/** A clock whose time passes at once: only the order matters. */
const clock = { now: () => 0, setTimeout: (callback: () => void) => setImmediate(callback), clearTimeout: () => {} };

interface Lab {
  /** So often it cannot be connected, and why. */
  unreachable?: number;
  refusal?: Error;
  startsAtLook?: number;
}

function world({ unreachable = 0, startsAtLook = 1, refusal = new Error('connection refused') }: Lab) {
  const asked: string[] = [];
  const running: string[] = [];
  const connect = async (name: string): Promise<ClusterView> => {
    asked.push(name);
    if (asked.length <= unreachable) throw refusal;
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

it('a cluster that nobody knows any more is not asked for again', async () => {
  const gone = world({ unreachable: 1_000, refusal: new SlipwayError('not_found', 'There is no cluster "lab" here.') });
  await gone.done;
  expect(gone.asked).toEqual(['lab']);
});
