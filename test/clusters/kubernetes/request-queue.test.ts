import { describe, expect, it } from 'vitest';
import { createRequestQueue } from '../../../clusters/kubernetes/request-queue.ts';
import { flowOf } from '../../../clusters/kubernetes/resource-path.ts';

/** Enters and remembers, in `order`, when it was let in. */
function visitor(queue: ReturnType<typeof createRequestQueue>, order: string[]) {
  return (name: string, flow: string, signal?: AbortSignal) =>
    queue.enter(flow, signal).then((leave) => {
      order.push(name);
      return leave;
    });
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('the queue of requests', () => {
  it('lets as many in as it may, and the next when one has left', async () => {
    const order: string[] = [];
    const visit = visitor(createRequestQueue(2), order);
    const [leave] = await Promise.all([visit('a', 'x'), visit('b', 'x')]);
    const third = visit('c', 'x');
    await settled();
    expect(order).toEqual(['a', 'b']);
    leave?.();
    leave?.();
    await third;
    const fourth = visit('d', 'x');
    await settled();
    expect(order).toEqual(['a', 'b', 'c']);
    (await third)();
    await fourth;
  });

  it('lets flows take turns, each in its own order', async () => {
    const order: string[] = [];
    const visit = visitor(createRequestQueue(1), order);
    const first = await visit('first', 'x');
    const others = [visit('x1', 'x'), visit('x2', 'x'), visit('x3', 'x'), visit('y1', 'y')];
    first();
    for (const other of others) void other.then((leave) => leave());
    await Promise.all(others);
    expect(order).toEqual(['first', 'x1', 'y1', 'x2', 'x3']);
  });

  it('forgets who stops waiting, and gives the place to the next', async () => {
    const order: string[] = [];
    const visit = visitor(createRequestQueue(1), order);
    const leave = await visit('first', 'x');
    const end = new AbortController();
    const given = visit('given up', 'y', end.signal);
    const patient = visit('patient', 'x');
    end.abort(new Error('enough'));
    await expect(given).rejects.toThrow('enough');
    leave();
    await patient;
    expect(order).toEqual(['first', 'patient']);
    await expect(visit('late', 'x', end.signal)).rejects.toThrow('enough');
  });
});

describe('a flow', () => {
  it.each([
    ['GET', '/api/v1/namespaces/default/pods/web?limit=5', 'GET /api/v1/pods'],
    ['GET', '/api/v1/pods', 'GET /api/v1/pods'],
    ['POST', '/apis/apps/v1/namespaces/default/deployments', 'POST /apis/apps/v1/deployments'],
    ['GET', '/api/v1/namespaces/default', 'GET /api/v1/namespaces'],
    ['GET', '/api/v1/namespaces', 'GET /api/v1/namespaces'],
    ['GET', '/api', 'GET //'],
  ])('of %s %s is %s', (method, path, expected) => {
    expect(flowOf({ method, path })).toBe(expected);
  });
});
