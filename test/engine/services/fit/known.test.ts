import { describe, expect, it } from 'vitest';
import type { SlipwayError } from '../../../../engine/contract/errors.ts';
import { knownGpu, knownModel } from '../../../../engine/services/fit/known.ts';
import { nearest } from '../../../../engine/services/fit/nearest.ts';
import { catalog } from '../../domain/facts.ts';

describe('a name', () => {
  it('is known whole, whatever its case and dashes', () => {
    expect(knownGpu('mi300x', catalog).key).toBe('MI300X');
    expect(knownGpu('H100', catalog).key).toBe('H100-SXM5-80GB');
    expect(knownModel('qwen/qwen3-32b', catalog).name).toBe('Qwen/Qwen3-32B');
  });

  it.each([
    ['MI300', 'MI300X'],
    ['L4S', 'L40S'],
    ['h10', 'H100'],
  ])('that is no GPU of the catalog, %s, is refused with the nearest', (name, near) => {
    const refused = refusalOf(() => knownGpu(name, catalog));
    expect(refused).toMatchObject({ code: 'invalid_input', message: `The catalog has no GPU "${name}".` });
    expect(refused.fix).toContain(near);
  });

  it('that is no model of the catalog is refused with the nearest, and with what takes any model', () => {
    const refused = refusalOf(() => knownModel('Qwen3-32', catalog));
    expect(refused).toMatchObject({ code: 'invalid_input', message: 'The catalog has no model "Qwen3-32".' });
    expect(refused.fix).toMatch(/^Nearest: Qwen\/Qwen3-32B.*config\.json\.$/);
    expect(refusalOf(() => knownModel('????', catalog)).fix).toBe('Any other model is sized by its config.json.');
  });
});

it('the nearest names come first, and what has nothing in common is not offered', () => {
  expect(nearest('MI-32X', ['MI300X', 'MI325X', 'H100', 'T4'])).toEqual(['MI325X', 'MI300X']);
  expect(nearest('', ['MI300X'])).toEqual([]);
});

function refusalOf(work: () => unknown): SlipwayError {
  try {
    work();
  } catch (error) {
    return error as SlipwayError;
  }
  throw new Error('it was not refused');
}
