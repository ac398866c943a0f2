import { describe, expect, it } from 'vitest';
import { recordChange, redo, startHistory, undo } from '../../../renderer/features/shared/history.ts';

const type = (text: string, at: number, source = 'editor') => ({ text, source, at });

describe('the history of a draft', () => {
  it('goes back and forth', () => {
    const typed = recordChange(recordChange(startHistory('a'), type('b', 0)), type('c', 5000));
    expect(undo(typed).present).toBe('b');
    expect(undo(undo(typed)).present).toBe('a');
    expect(redo(undo(typed)).present).toBe('c');
  });

  it('takes quick changes by the same source as one step', () => {
    const typed = recordChange(recordChange(startHistory('a'), type('ab', 1000)), type('abc', 1400));
    expect(undo(typed).present).toBe('a');
  });

  it('keeps changes by different sources apart', () => {
    const typed = recordChange(recordChange(startHistory('a'), type('ab', 1000)), type('abc', 1100, 'name'));
    expect(undo(typed).present).toBe('ab');
  });

  it('forgets the future with a new change, and stays put at both ends', () => {
    const changed = recordChange(undo(recordChange(startHistory('a'), type('b', 0))), type('c', 9000));
    expect(redo(changed)).toBe(changed);
    const start = startHistory('a');
    expect(undo(start)).toBe(start);
    expect(recordChange(start, type('a', 1))).toBe(start);
  });
});
