import { expect, it } from 'vitest';
import { createLatest, type Told } from '../../../renderer/live/latest.ts';

/** A sender whose answers a test gives by hand. */
function byHand() {
  const sent: { question: number; answer: PromiseWithResolvers<string> }[] = [];
  const told: Told<number, string>[] = [];
  const latest = createLatest<number, string>(
    (question) => {
      const answer = Promise.withResolvers<string>();
      sent.push({ question, answer });
      return answer.promise;
    },
    (result) => told.push(result),
  );
  return { latest, sent, told, questions: () => sent.map(({ question }) => question) };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

it('asks one at a time, and of those that came meanwhile only the last', async () => {
  const { latest, sent, told, questions } = byHand();
  for (const question of [1, 2, 3, 4]) latest.ask(question);
  expect(questions()).toEqual([1]);
  sent[0]?.answer.resolve('one');
  await settle();
  expect(questions()).toEqual([1, 4]);
  sent[1]?.answer.resolve('four');
  await settle();
  expect(questions()).toEqual([1, 4]);
  expect(told).toEqual([
    { question: 1, answer: 'one' },
    { question: 4, answer: 'four' },
  ]);
});

it('goes on after a question that failed, and tells of it', async () => {
  const { latest, sent, told } = byHand();
  latest.ask(1);
  latest.ask(2);
  sent[0]?.answer.reject(new Error('lost'));
  await settle();
  sent[1]?.answer.resolve('two');
  await settle();
  expect(told).toEqual([
    { question: 1, thrown: new Error('lost') },
    { question: 2, answer: 'two' },
  ]);
});

it('tells nothing once it was stopped', async () => {
  const { latest, sent, told, questions } = byHand();
  latest.ask(1);
  latest.ask(2);
  latest.stop();
  sent[0]?.answer.resolve('one');
  await settle();
  expect(told).toEqual([]);
  expect(questions()).toEqual([1]);
});
