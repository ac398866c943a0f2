import { describe, expect, it } from 'vitest';
import { fitSettings } from '../../../../engine/contract/views/fit.ts';
import { answerForChoice } from '../../../../engine/services/fit/answer-for-choice.ts';
import { knownGpu, knownModel } from '../../../../engine/services/fit/known.ts';
import { catalog } from '../../domain/facts.ts';

describe('an answer for GPUs that are there', () => {
  const asked = { ...knownModel('meta-llama/Llama-3.1-70B-Instruct', catalog), gpuCount: undefined, settings: fitSettings.parse({}) };
  const h100 = { gpu: knownGpu('H100', catalog), memoryMiB: 81_559, partition: undefined };

  it('takes as few as hold the model', () => {
    expect(answerForChoice(asked, { ...h100, count: 8 }, [])).toMatchObject({ verdict: 'fits', gpuCount: 2, tensorParallel: 2 });
    const longer = { ...asked, settings: fitSettings.parse({ maxModelLen: 32_768 }) };
    expect(answerForChoice(longer, { ...h100, count: 8 }, [])).toMatchObject({ verdict: 'fits', gpuCount: 4, tensorParallel: 4 });
  });

  it('that are too few says what is missing on all of them', () => {
    const answer = answerForChoice(asked, { ...h100, count: 1 }, []);
    expect(answer).toMatchObject({ verdict: 'does_not_fit', gpuCount: 1 });
    expect(answer.minGpuCount).toBeGreaterThan(1);
  });

  it('says when fewer are there than were asked for', () => {
    const answer = answerForChoice({ ...asked, gpuCount: 8 }, { ...h100, count: 2 }, []);
    expect(answer).toMatchObject({ verdict: 'fits', gpuCount: 8 });
    expect(answer.reasons).toContain('Only 2 of these GPUs are there.');
  });

  it('never puts instances of one GPU into a group', () => {
    const instance = { ...h100, memoryMiB: 40_448, partition: 'MIG 3g.40gb', count: 2 };
    expect(answerForChoice(asked, instance, [])).toMatchObject({ verdict: 'does_not_fit', gpuCount: 1 });
    const grouped = answerForChoice({ ...asked, gpuCount: 2 }, instance, []);
    expect(grouped.verdict).toBe('incompatible');
    expect(grouped.reasons[0]).toContain('MIG 3g.40gb cannot work in a group');
  });

  it('is unknown for a partition that tells no memory', () => {
    expect(answerForChoice(asked, { ...h100, memoryMiB: null, partition: 'MIG 3g.40gb', count: 1 }, []).verdict).toBe('unknown');
  });
});
