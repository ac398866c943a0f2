import { expect, it } from 'vitest';
import { readPorts } from '../../../renderer/features/forwards/read-ports.ts';
import { fromBase64, toBase64 } from '../../../renderer/features/shell/bytes.ts';
import { createPaletteFilter, toPalette } from '../../../renderer/features/shell/palette-colors.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (data: Uint8Array) => new TextDecoder().decode(data);

it('input travels as UTF-8 in base64, and comes back', () => {
  expect(text(fromBase64(toBase64('größe 日本\r')))).toBe('größe 日本\r');
});

it('colours of 24 bits become the nearest of the palette, beside what else a sequence says', () => {
  expect(toPalette('1;38;2;255;0;0')).toBe('1;38;5;196');
  expect(toPalette('48;2;0;0;0;38;2;255;255;255')).toBe('48;5;16;38;5;231');
  expect(toPalette('38:2::0:0:255')).toBe('38;5;21');
  expect(toPalette('0;32')).toBe('0;32');
});

it('a sequence and a letter that are cut between two pieces come out whole', () => {
  const filter = createPaletteFilter();
  const whole = bytes('\u001b[38;2;255;0;0mgröße\u001b[0m');
  const out = [...whole].map((byte) => text(filter(Uint8Array.of(byte)))).join('');
  expect(out.startsWith('\u001b[38;5;196mgr')).toBe(true);
  const again = createPaletteFilter();
  const pieces = [again(whole.slice(0, 5)), again(whole.slice(5, 18)), again(whole.slice(18))];
  expect(text(Uint8Array.from(pieces.flatMap((piece) => [...piece])))).toBe('\u001b[38;5;196mgröße\u001b[0m');
});

it.each([
  [{ port: '8000', localPort: '' }, { port: 8000 }],
  [
    { port: ' 80 ', localPort: '18080' },
    { port: 80, localPort: 18_080 },
  ],
  [{ port: 'http', localPort: '' }, 'The port of the pod is a whole number from 1 to 65535.'],
  [{ port: '80', localPort: '70000' }, 'The port here is a whole number from 1 to 65535, or empty for any free one.'],
])('ports that were typed: %j', (choice, ports) => {
  expect(readPorts(choice)).toEqual(ports);
});
