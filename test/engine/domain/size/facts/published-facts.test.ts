import { describe, expect, test } from 'vitest';
import { size } from '../../../../../engine/domain/size/size.ts';
import { agreementTable } from './agreement.ts';
import { shared } from './known-models.ts';
import { type Fact, facts, nameOf, requestOf } from './published-facts.ts';

describe.skipIf(!shared)('what the field published (SLIPWAY_TEST_SHARED)', () => {
  const judged = facts.map((fact) => ({ fact, sizing: size(requestOf(fact)) }));
  const known = judged.filter(({ sizing }) => sizing.verdict !== 'unknown');
  const cases = (...verdicts: Fact['verdict'][]) =>
    known.filter(({ fact }) => verdicts.includes(fact.verdict)).map(({ fact, sizing }) => [nameOf(fact), sizing] as const);

  test.each(cases('fits'))('%s works, and is not called impossible', (_, sizing) => {
    expect(sizing).toMatchObject({ impossible: false });
    expect(sizing.verdict).not.toBe('incompatible');
  });
  test.each(cases('does_not_fit', 'published_but_impossible'))('%s is refused with a number', (_, { verdict, reason }) => {
    expect(verdict).toBe('does_not_fit');
    expect(reason).toMatch(/\d+\.\d GiB/);
  });
  test.each(known.filter(({ fact }) => fact.verdict === 'incompatible').map((each) => [nameOf(each.fact), each] as const))(
    '%s is incompatible for its stated reason',
    (_, { fact, sizing }) => {
      expect(sizing.verdict).toBe('incompatible');
      expect(sizing.reason).toMatch(statedReason(fact));
    },
  );

  test('the verdicts agree with more than 95 of 100 facts whose model is known', () => {
    const told = known.filter(({ fact }) => fact.verdict !== 'disputed');
    const agreeing = told.filter(({ fact, sizing }) => sizing.verdict === expectedVerdict(fact));
    for (const line of agreementTable(judged)) console.log(line);
    expect(told.length).toBeGreaterThan(230);
    expect(agreeing.length / told.length).toBeGreaterThan(0.95);
  });
});

/** What the sentence must speak of, by the words of the source. */
function statedReason({ note }: Fact): RegExp {
  if (note.startsWith('FP4 not supported')) return /FP4/;
  return note.includes('bf16 conversion') ? /bf16 conversion/ : /^Experts of width 1536 .* blocks of 128/;
}

function expectedVerdict({ verdict }: Fact): string {
  return verdict === 'published_but_impossible' ? 'does_not_fit' : verdict;
}
