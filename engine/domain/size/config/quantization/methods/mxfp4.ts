/** `mxfp4` of gpt-oss: experts only. */
import { selectModules } from '../modules.ts';
import type { MethodReader } from '../quantization.ts';
import { microscaled } from '../storage.ts';
import { expectBits, namesIn } from '../values.ts';

export const readMxfp4: MethodReader = (fields) => {
  expectBits(fields, 4);
  const storage = microscaled('mxfp4');
  const leftOut = selectModules(namesIn(fields, 'modules_to_not_convert'), fields.problem);
  return {
    method: fields.method,
    precision: 'mxfp4',
    block: { rows: 1, columns: 32 },
    weightOnly: true,
    storageOf: (module, role) => (role === 'expert' && !leftOut(module) ? storage : undefined),
  };
};
