import { z } from 'zod';
import { fitAnswer, fitGpu, fitMatrix, fitMatrixRequest, fitRequest } from '../../views/fit.ts';
import { procedure, router } from '../procedure.ts';

export const fitRouter = router({
  judge: procedure
    .input(fitRequest)
    .output(fitAnswer)
    .query(({ ctx, input }) => ctx.services.fit.judge(input)),
  matrix: procedure
    .input(fitMatrixRequest)
    .output(fitMatrix)
    .query(({ ctx, input }) => ctx.services.fit.matrix(input)),
  gpus: procedure.output(z.array(fitGpu)).query(({ ctx }) => ctx.services.fit.gpus()),
});
