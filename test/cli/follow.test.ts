import { createTRPCClient, localLink } from '@trpc/client';
import { initTRPC } from '@trpc/server';
import { expect, test } from 'vitest';
import { follow } from '../../cli/follow.ts';

const t = initTRPC.create();

/** Procedures of an engine in this process, as a command without a serve has them. */
function engine() {
  const asked: string[] = [];
  const router = t.router({
    failing: t.procedure.subscription(async function* () {
      asked.push('failing');
      yield 'first';
      throw new Error('The endpoint demo in default has no pods.');
    }),
    endless: t.procedure.subscription(async function* ({ signal }) {
      yield 'first';
      await new Promise((resolve) => signal?.addEventListener('abort', resolve));
    }),
    short: t.procedure.subscription(async function* () {
      yield 'only';
    }),
  });
  return { asked, call: createTRPCClient<typeof router>({ links: [localLink({ router, createContext: async () => ({}) })] }) };
}

const never = new AbortController().signal;

test('a subscription is followed to its end', async () => {
  const seen: unknown[] = [];
  await follow(engine().call.short, undefined, { take: (value) => seen.push(value), signal: never });
  expect(seen).toEqual(['only']);
});

// It was asked for again without end, at full speed: `slipway logs` of an endpoint without pods never ended.
test('a subscription that fails ends the command with its sentence, and is not asked for again and again', async () => {
  const { call, asked } = engine();
  await expect(follow(call.failing, undefined, { take: () => {}, signal: never })).rejects.toThrow(
    'The endpoint demo in default has no pods.',
  );
  const soon = asked.length;
  await new Promise((resolve) => setImmediate(resolve));
  expect([soon, asked.length <= 2]).toEqual([1, true]);
});

test('it ends in order when it is interrupted, before or while it runs', async () => {
  const interrupt = new AbortController();
  await follow(engine().call.endless, undefined, { take: () => interrupt.abort(), signal: interrupt.signal });
  await follow(engine().call.endless, undefined, { take: () => {}, signal: AbortSignal.abort() });
});
