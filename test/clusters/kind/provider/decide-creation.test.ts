import { describe, expect, it } from 'vitest';
import { type CreationFacts, decideCreation } from '../../../../clusters/kind/provider/decide-creation.ts';
import { checkName } from '../../../../clusters/kind/provider/names.ts';

const making = { name: 'dev', state: 'making', config: '', startedAt: '2026-01-01T00:00:00Z', step: '', maker: { pid: 42 } } as const;
const made = { ...making, state: 'made' } as const;
const containers = [{ id: '1', name: 'dev-control-plane', cluster: 'dev', role: 'control-plane', state: 'running', address: undefined }];
const nothing: CreationFacts = { name: 'dev', record: undefined, makerRuns: false, containers: [] };

describe('asking for a kind cluster', () => {
  it.each([
    ['makes it where there is none', {}, 'make'],
    ['makes it again where it was deleted outside Slipway', { record: made }, 'again'],
    ['goes on where the one that made it has died', { record: making, containers }, 'resume'],
    ['goes on where nothing of it is there yet', { record: making }, 'resume'],
  ] as const)('%s', (_, facts, decision) => expect(decideCreation({ ...nothing, ...facts })).toBe(decision));

  it.each([
    ['is there', { record: made, containers }, 'There is a kind cluster "dev" already.'],
    ['was made by somebody else', { containers }, 'There is a kind cluster "dev" already, made outside Slipway.'],
    [
      'is being made',
      { record: making, makerRuns: true },
      'The kind cluster "dev" is being made since 2026-01-01T00:00:00Z, by process 42.',
    ],
  ] as const)('is refused where one %s', (_, facts, message) => {
    const ask = () => decideCreation({ ...nothing, ...facts });
    expect(ask).toThrow(expect.objectContaining({ refusal: 'AlreadyThere', message, fix: expect.stringMatching(/\S/) }));
  });

  it.each(['a', 'dev', 'team-1.dev', '0', 'a'.repeat(50)])('may be called "%s"', (name) => expect(() => checkName(name)).not.toThrow());

  it.each(['', 'Dev', 'a_b', '-a', 'a-', '.', '..', '../a', 'a/b', 'a b', 'a'.repeat(51)])('may not be called "%s"', (name) => {
    expect(() => checkName(name)).toThrow(expect.objectContaining({ refusal: 'InvalidName', fix: expect.stringMatching(/lower-case/) }));
  });
});
