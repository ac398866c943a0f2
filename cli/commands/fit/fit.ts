import { dataDirectoryArgument, defineCommand, jsonArgument } from '../../command.ts';
import { print, printJson } from '../../output.ts';
import { shippedCatalog } from '../../shipped-catalog.ts';
import { answerText } from './answer-text.ts';
import { answersFor } from './answers.ts';
import { exitCodeOf } from './exit-code.ts';
import { fitOptions } from './options.ts';

export const fit = defineCommand({
  name: 'fit',
  description: 'Does a model run on a GPU, and how: the arithmetic, before anything is deployed.',
  examples: [
    'slipway fit --model Qwen/Qwen3-32B --gpu H100',
    'slipway fit --model Qwen/Qwen3-32B --gpu H100 --max-model-len 16000 --concurrency 4',
    'slipway fit --config config.json --index model.safetensors.index.json --gpu MI300X --count 8 --engine sglang',
    'slipway fit --model openai/gpt-oss-120b',
    'slipway fit --model openai/gpt-oss-120b --cluster prod --json',
  ],
  args: {
    model: { type: 'string', alias: 'm', valueHint: 'id', description: 'A model of the catalog' },
    config: { type: 'string', valueHint: 'file', description: 'A config.json of any model (- for standard input)' },
    index: { type: 'string', valueHint: 'file', description: 'Its model.safetensors.index.json' },
    'files-bytes': { type: 'string', valueHint: 'bytes', description: 'The size of its weight files together' },
    gguf: { type: 'string', valueHint: 'file', description: 'A GGUF file instead of a config.json' },
    gpu: { type: 'string', alias: 'g', valueHint: 'name', description: "Such as MI300X or H100 (default: this machine's)" },
    count: {
      type: 'string',
      valueHint: 'number',
      description: 'How many of them (default: 1, or as few as hold it of those that are there)',
    },
    engine: { type: 'string', valueHint: 'name', description: 'vllm (default) or sglang' },
    precision: { type: 'string', valueHint: 'format', description: "bf16, fp8, mxfp4 ... (default: the checkpoint's own)" },
    'max-model-len': {
      type: 'string',
      valueHint: 'tokens',
      description: "The longest sequence (default: what fits, up to the model's limit)",
    },
    concurrency: { type: 'string', valueHint: 'number', description: 'Sequences of that length at once (default: 1)' },
    util: { type: 'string', valueHint: 'share', description: "Share of the memory that the engine takes (default: the engine's)" },
    tp: { type: 'string', valueHint: 'number', description: 'Tensor parallel size (default: the count)' },
    'enable-expert-parallel': { type: 'boolean', description: 'Whole experts on each GPU instead of a slice of all' },
    'kv-cache-dtype': { type: 'string', valueHint: 'format', description: 'auto (default) or fp8' },
    price: { type: 'string', valueHint: 'price', description: 'Of one GPU for an hour: gives the cost of tokens' },
    cluster: { type: 'string', alias: 'c', valueHint: 'name', description: "Try this cluster's free GPUs" },
    ...jsonArgument,
    ...dataDirectoryArgument,
  },
  async run(args, words) {
    const answers = await answersFor(fitOptions(args), args, shippedCatalog());
    if (args.json) printJson(answers.length === 1 ? answers[0] : answers);
    else print(answers.map((answer) => answerText(answer, ['fit', ...words])).join('\n\n\n'));
    return exitCodeOf(answers);
  },
});
