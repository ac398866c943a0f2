/** bitsandbytes: NF4 or FP4 in blocks of 64 values, or 8-bit integers with a scale a row. https://huggingface.co/docs/bitsandbytes */
import { selectModules } from '../modules.ts';
import { isLinear, type MethodReader } from '../quantization.ts';
import { perGroup, type Storage } from '../storage.ts';
import { firstOf, namesIn } from '../values.ts';

/** The table of the 16 values, and the description of the state as a text of about 82 bytes. */
const stateBytes = 64 + 82;

export const readBitsAndBytes: MethodReader = (fields) => {
  const four = firstOf(fields, 'load_in_4bit', '_load_in_4bit') === true;
  const eight = firstOf(fields, 'load_in_8bit', '_load_in_8bit') === true;
  if (four === eight) {
    fields.problem(
      four
        ? 'The quantisation says both load_in_4bit and load_in_8bit.'
        : 'The quantisation by bitsandbytes says neither load_in_4bit nor load_in_8bit.',
    );
    return undefined;
  }
  const storage = four ? fourBits(fields.values['bnb_4bit_use_double_quant'] === true) : eightBits;
  const leftOut = selectModules(namesIn(fields, 'llm_int8_skip_modules'), fields.problem);
  return {
    method: fields.method,
    precision: storage.precision,
    block: undefined,
    weightOnly: true,
    storageOf: (module, role) => (isLinear(role) && !leftOut(module) ? storage : undefined),
  };
};

/** Quantised twice: a scale takes a byte, and 256 scales share one of four bytes and a table. */
function fourBits(twice: boolean): Storage {
  const scale = { ...perGroup(64), bytes: twice ? 1 + 4 / 256 : 4 };
  return { precision: 'int4', bits: 4, scale, bytesPerMatrix: stateBytes + (twice ? 1_024 : 0) };
}

const eightBits: Storage = { precision: 'int8', bits: 8, bytesPerRow: 4, bytesPerMatrix: 1 };
