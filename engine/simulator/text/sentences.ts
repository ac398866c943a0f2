/** Plausible English about the words of a prompt. It means nothing; it is the same for the same random numbers. */
import type { Random } from '../../contract/clock.ts';

const openings = [
  'In short,',
  'A good way to look at {topic} is this:',
  'There are a few sides to {topic}.',
  'Start with what is certain about {topic}:',
  'The question of {topic} has a simple core:',
];

const subjects = [
  'the first part of {topic}',
  'most of {topic}',
  'what people mean by {topic}',
  'the practical side of {topic}',
  'a careful reading of {topic}',
  'every example of {topic}',
  'the cost of {topic}',
  'the order of the steps',
];

const verbs = [
  'depends on',
  'comes down to',
  'begins with',
  'is shaped by',
  'rests on',
  'becomes clear through',
  'is easier with',
  'changes with',
];

const objects = [
  'what you already know about {other}',
  'a small number of choices',
  'the way {other} is measured',
  'how much time there is',
  'one plain example',
  'the limits that {other} sets',
  'a clear goal and a short list',
  'the people who use it every day',
];

const endings = [
  '.',
  '.',
  '.',
  ', and that is worth checking early.',
  ', so keep it simple.',
  ', as the numbers show.',
  '; the rest follows from there.',
];

const fallbackTopics = ['the question', 'the idea', 'the plan', 'the result'];

/** Sentences without end. Each but the first begins with a space. */
export function* sentencesAbout(prompt: string, random: Random): Generator<string, never> {
  const topics = topicsOf(prompt);
  const fill = (pattern: string) => pattern.replace('{topic}', pick(topics, random)).replace('{other}', pick(topics, random));
  yield `${fill(pick(openings, random))} ${sentence(fill, random)}`;
  while (true) yield ` ${capitalised(sentence(fill, random))}`;
}

function sentence(fill: (pattern: string) => string, random: Random): string {
  return fill(`${pick(subjects, random)} ${pick(verbs, random)} ${pick(objects, random)}`) + pick(endings, random);
}

const noTopics = new Set(
  'about after again before could does every explain first their there these thing think this those through what when where which while with would please should write tell give from have into'.split(
    ' ',
  ),
);

/** The prompt's longer words, in their order, each once; the last ones of a long prompt. Tags such as `<user>` are no words of it. */
function topicsOf(prompt: string): readonly string[] {
  const words =
    prompt
      .slice(-2000)
      .replace(/<\w+>/g, ' ')
      .match(/\p{L}{4,20}/gu) ?? [];
  const topics = [...new Set(words)].filter((word) => !noTopics.has(word.toLowerCase())).slice(-12);
  return topics.length > 0 ? topics : fallbackTopics;
}

function pick(choices: readonly string[], random: Random): string {
  return choices[Math.floor(random() * choices.length)] ?? '';
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
