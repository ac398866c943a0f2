import { describe, expect, it } from 'vitest';
import { fitMatrix as fitMatrixSchema, fitRequest, fitSettings } from '../../../../engine/contract/views/fit.ts';
import { createFitService } from '../../../../engine/services/fit/fit-service.ts';
import { catalog } from '../../domain/facts.ts';

const service = createFitService(catalog);
const judge = (request: Parameters<typeof fitRequest.parse>[0]) => service.judge(fitRequest.parse(request));
const model = { id: 'Qwen/Qwen3-32B' };

describe('the matrix', () => {
  it('says of each model on each GPU what judging it alone says', async () => {
    const settings = fitSettings.parse({ maxModelLen: 8192 });
    const gpus = ['T4', 'H100', 'MI300X'].map((gpu) => ({ gpu, gpuCount: 1 }));
    const matrix = await service.matrix({ gpus, settings });
    expect(fitMatrixSchema.parse(matrix)).toEqual(matrix);
    expect(matrix.gpus.map(({ gpu }) => gpu)).toEqual(['T4', 'H100-SXM5-80GB', 'MI300X']);
    expect(matrix.models).toEqual(catalog.models.map(({ id }) => id));
    for (const [row, id] of matrix.models.entries()) {
      for (const [column, gpu] of gpus.entries()) {
        const { verdict, reasons, minGpuCount } = await judge({ ...gpu, model: { id }, settings });
        expect(matrix.rows[row]?.[column], `${id} on ${gpu.gpu}`).toMatchObject({ verdict, reason: reasons[0], minGpuCount });
      }
    }
  });

  it('has a model of one’s own first', async () => {
    const own = { name: 'mine', config: catalog.models[0]?.config };
    const { models, rows } = await service.matrix({
      own,
      models: [model.id],
      gpus: [{ gpu: 'MI300X', gpuCount: 1 }],
      settings: fitSettings.parse({}),
    });
    expect(models).toEqual(['mine', model.id]);
    expect(rows.map((row) => row.map(({ verdict }) => verdict))).toEqual([['fits'], ['fits']]);
  });
});

it('the GPUs to choose from are those of the catalog', async () => {
  const gpus = await service.gpus();
  expect(gpus).toContainEqual({ key: 'MI300X', vendor: 'amd', isa: 'gfx942', memoryMiB: 196_592 });
  expect(gpus).toHaveLength(catalog.gpus.length);
});
