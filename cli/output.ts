import { fstatSync, statSync } from 'node:fs';
import { devNull } from 'node:os';
import { stripVTControlCharacters, styleText } from 'node:util';
import { writeOut } from './write-out.ts';

type Style = Parameters<typeof styleText>[0];

/** Data, on stdout. */
export function print(text: string): void {
  writeOut(`${text}\n`);
}

/** Data as JSON, on stdout. */
export function printJson(value: unknown): void {
  print(JSON.stringify(value, null, 2));
}

/** Talk, on stderr. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Whether a person watches what is said: progress is for them alone. */
export function isTerminal(): boolean {
  return process.stderr.isTTY === true;
}

/** Coloured on a terminal, plain elsewhere and with NO_COLOR. */
export function styled(style: Style, text: string): string {
  return mayBeColoured() ? styleText(style, text, { stream: process.stdout }) : text;
}

let coloured: boolean | undefined;

function mayBeColoured(): boolean {
  coloured ??= process.env['FORCE_COLOR'] !== undefined || process.platform === 'win32' || isPerhapsTerminal();
  return coloured;
}

// What is no device is no terminal. To ask `process.stdout` itself has Node load its streams and sockets first.
function isPerhapsTerminal(): boolean {
  const facts = fstatSync(1);
  return facts.isCharacterDevice() && facts.rdev !== statSync(devNull).rdev;
}

/** Text that somebody else has coloured: without colours where `styled` gives none. */
export function plainUnlessTerminal(text: string): string {
  return styled('bold', 'x') === 'x' ? stripVTControlCharacters(text) : text;
}

/** Rows below their headings, as kubectl prints them. Widths are counted without colours. */
export function table(headings: string[], rows: string[][]): string {
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => stripVTControlCharacters(row[column] ?? '').length)),
  );
  const line = (cells: string[]) =>
    cells
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - stripVTControlCharacters(cell).length))
      .join('   ')
      .trimEnd();
  return [headings, ...rows].map(line).join('\n');
}

/** `4d`, `3h`, `12m`, `45s`: how long ago, as kubectl writes ages. Times are milliseconds. */
export function age(since: number, now: number): string {
  const seconds = Math.max(0, Math.floor((now - since) / 1000));
  if (seconds < 120) return `${seconds}s`;
  if (seconds < 7_200) return `${Math.floor(seconds / 60)}m`;
  if (seconds < 172_800) return `${Math.floor(seconds / 3_600)}h`;
  return `${Math.floor(seconds / 86_400)}d`;
}
