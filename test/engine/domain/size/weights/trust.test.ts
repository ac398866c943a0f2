import { expect, test } from 'vitest';
import { believe } from '../../../../../engine/domain/size/weights/trust.ts';

const GB = 1e9;
const index = (total_size: unknown) => ({ metadata: { total_size }, weight_map: {} });

test('the index is believed before the files, the files before the shapes', () => {
  const figures = { shapes: 16 * GB, index: index(16.001 * GB), files: 16.01 * GB };
  expect(believe(figures)).toEqual({ bytes: 16.001 * GB, basis: 'index', notes: [] });
  expect(believe({ ...figures, index: undefined })).toEqual({ bytes: 16.01 * GB, basis: 'files', notes: [] });
  expect(believe({ ...figures, index: undefined, files: undefined })).toEqual({ bytes: 16 * GB, basis: 'shapes', notes: [] });
});

test.each([
  [550.7, 8.4],
  [2, 8.4],
])('an index of %d GB for shapes of %d GB is of another model: both numbers are told', (total, shapes) => {
  const answer = believe({ shapes: shapes * GB, index: index(total * GB), files: undefined });
  expect(answer).toMatchObject({ contradiction: expect.stringMatching(/^By model\.safetensors\.index\.json .* GB .* 8\.4 GB/) });
});

test('files that are far from the shapes are of another model too', () => {
  expect(believe({ shapes: 8 * GB, index: undefined, files: 40 * GB })).toMatchObject({
    contradiction: expect.stringContaining('the sizes of the files'),
  });
});

test.each([0, -5, '16060522496', null, Number.NaN, undefined])('an index whose total_size is %s is told and not used', (total) => {
  const answer = believe({ shapes: 16 * GB, index: index(total), files: undefined });
  expect(answer).toMatchObject({ bytes: 16 * GB, basis: 'shapes', notes: [expect.stringContaining('it is not used')] });
});

test('a difference of the index above 2 % is told', () => {
  const notes = (part: number) => believe({ shapes: 100 * GB, index: index(100 * GB * part), files: undefined });
  expect(notes(1.019)).toMatchObject({ notes: [] });
  expect(notes(1.05)).toMatchObject({ basis: 'index', notes: [expect.stringContaining('5.0 % more')] });
  expect(notes(0.9)).toMatchObject({ basis: 'index', notes: [expect.stringContaining('10.0 % less')] });
});

test('an index that is larger than its files is told', () => {
  const answer = believe({ shapes: 860 * GB, index: index(869_157_697_024), files: 854_176_398_808 });
  expect(answer).toMatchObject({ bytes: 869_157_697_024, notes: [expect.stringContaining('1.8 % more')] });
});

test('files that sum up to twice the tensors hold copies: the shapes are used, and it is told', () => {
  const answer = believe({ shapes: 13.76 * GB, index: undefined, files: 27.52 * GB });
  expect(answer).toMatchObject({ bytes: 13.76 * GB, basis: 'shapes', notes: [expect.stringContaining('consolidated.safetensors')] });
});
