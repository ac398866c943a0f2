import { expect, it } from 'vitest';
import { pasteable } from '../../../cli/commands/fit/command-line.ts';

it.each([
  [['fit', '--model', 'Qwen/Qwen3-32B', '--gpu', 'H100'], '--count 2', 'slipway fit --model Qwen/Qwen3-32B --gpu H100 --count 2'],
  [['fit', '--gpu', 'H100', '--model', 'm'], '--gpu MI300X', 'slipway fit --model m --gpu MI300X'],
  [['fit', '--gpu=H100', '--model', 'm'], '--gpu MI300X', 'slipway fit --model m --gpu MI300X'],
  [['fit', '--config', "my model's/config.json"], '--tp 2', "slipway fit --config 'my model'\\''s/config.json' --tp 2"],
  [['fit', '--tp', '8', '--count', '8'], '--count 4 --tp 4', 'slipway fit --count 4 --tp 4'],
  [['fit', '--tp', '4', '--count=4', '-g', 'H100'], '--count 8', 'slipway fit -g H100 --count 8'],
  [['fit', '-g', 'H100'], '--gpu H200', 'slipway fit --gpu H200'],
  [['fit', '--model', 'm'], '--enable-expert-parallel', 'slipway fit --model m --enable-expert-parallel'],
])('%j with %s is %s', (words, option, line) => {
  expect(pasteable(words, option)).toBe(line);
});
