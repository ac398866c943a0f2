import type { ToolFile } from '../../../../engine/hardware/parser.ts';

/** A number from 0 up to (not with) the limit. */
export type Random = (limit: number) => number;

export interface Mutation {
  readonly files: ToolFile[];
  readonly kind: string;
  /** It repeats parts of the input, so it may tell of a device twice; every other kind only removes and damages. */
  readonly repeats: boolean;
}

/** The same numbers for the same seed, so that a failure can be run again (mulberry32). */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % Math.max(1, limit);
  };
}

type Damage = (text: string, random: Random) => string;

const damages: readonly (readonly [string, Damage])[] = [
  ['flipped characters', flipped],
  ['cut off', (text, random) => text.slice(0, random(text.length))],
  [
    'lines dropped',
    (text, random) =>
      text
        .split('\n')
        .filter(() => random(4) > 0)
        .join('\n'),
  ],
  ['a span dropped', spanDropped],
  [
    'huge numbers',
    (text, random) =>
      text.replaceAll(/\d+/g, (digits) => (random(12) === 0 ? (hugeNumbers[random(hugeNumbers.length)] ?? digits) : digits)),
  ],
  ['NUL characters', (text, random) => inserted(text, random, '\0'.repeat(1 + random(3)))],
  ['CRLF', (text) => text.replaceAll('\n', '\r\n')],
  ['no line ends', (text) => text.replaceAll('\n', ' ')],
  ['words swapped', wordsSwapped],
  [
    'strange characters',
    (text, random) => inserted(text, random, ['\uFEFF', '\u2028', 'é', '\uD83D', '😀', '\u001b[31m', '"', '<', '{', ','][random(10)] ?? ''),
  ],
  [
    'deep nesting',
    (text, random) => inserted(text, random, ['[', '{"a":', '<a>', '- ', '(', '  '][random(6)]?.repeat(1 + random(2000)) ?? ''),
  ],
];

const repetitions: readonly (readonly [string, Damage])[] = [
  ['a line repeated', lineRepeated],
  ['a span repeated', spanRepeated],
  ['all repeated', (text) => text + text],
];

const hugeNumbers = ['99999999999999999999', '1e308', '-1', '0', '4294967296', '1e999', '0x7fffffffffffffff', 'NaN', '1234567'];

/** Damages one of the files, or takes one away; one in ten damages it twice. */
export function mutate(files: readonly ToolFile[], random: Random): Mutation {
  if (files.length > 1 && random(20) === 0) {
    const gone = random(files.length);
    return { files: files.filter((_, at) => at !== gone), kind: 'a file missing', repeats: false };
  }
  const repeats = random(5) === 0;
  const table = repeats ? repetitions : damages;
  const [kind, damage] = table[random(table.length)] ?? damages[0] ?? ['nothing', (text: string) => text];
  const target = random(files.length);
  const times = !repeats && random(10) === 0 ? 2 : 1;
  const damaged = files.map((file, at) =>
    at === target ? { ...file, text: repeated(file.text, times, (text) => damage(text, random)) } : file,
  );
  return { files: damaged, kind, repeats };
}

function repeated(text: string, times: number, change: (text: string) => string): string {
  let changed = text;
  for (let time = 0; time < times; time += 1) changed = change(changed);
  return changed;
}

function flipped(text: string, random: Random): string {
  const characters = [...text];
  for (let flip = 0; flip <= random(8); flip += 1) characters[random(characters.length)] = String.fromCharCode(32 + random(95));
  return characters.join('');
}

function spanDropped(text: string, random: Random): string {
  const start = random(text.length);
  return text.slice(0, start) + text.slice(start + random(Math.max(4, text.length >> 3)));
}

function spanRepeated(text: string, random: Random): string {
  const start = random(text.length);
  const end = start + random(Math.max(4, text.length >> 2));
  return text.slice(0, end) + text.slice(start);
}

function lineRepeated(text: string, random: Random): string {
  const lines = text.split('\n');
  const at = random(lines.length);
  return [...lines.slice(0, at + 1), ...lines.slice(at)].join('\n');
}

function wordsSwapped(text: string, random: Random): string {
  const words = text.split(' ');
  const [one, other] = [random(words.length), random(words.length)];
  [words[one], words[other]] = [words[other] ?? '', words[one] ?? ''];
  return words.join(' ');
}

function inserted(text: string, random: Random, what: string): string {
  const at = random(text.length);
  return text.slice(0, at) + what + text.slice(at);
}
