import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { ContractTopic } from '../contract.ts';
import { answersFile, answerTo, type SampleAnswer, samples, titleOf } from '../kinds/samples.ts';

const answers = JSON.parse(readFileSync(answersFile, 'utf8')) as SampleAnswer[];

/** Every built-in kind: what a server makes of an object, and how it prints it, as a real server did when it was recorded. */
export const kindsContract: ContractTopic = {
  name: 'kinds',
  overHttpOnly: true,
  declare(context) {
    for (const sample of samples) {
      const title = titleOf(sample);
      context.itOverHttp(`fills and prints ${title}`, async () => {
        const expected = answers.find((answer) => answer.sample === title);
        expect(await answerTo(context.raw, sample, context.namespace)).toEqual(expected);
      });
    }
  },
};
