import { expect, test } from 'vitest';
import { decodeText } from '../../../cli/commands/gpus/decode-text.ts';

const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();

test.each([
  ['UTF-8', Buffer.from('GPU 0: Ä')],
  ['UTF-8 with a mark', Buffer.from('\uFEFFGPU 0: Ä')],
  ['UTF-16 with a mark', Buffer.from('\uFEFFGPU 0: Ä', 'utf16le')],
  ['UTF-16 without one', Buffer.from('GPU 0: Ä', 'utf16le')],
  ['big-endian UTF-16 with a mark', utf16be('\uFEFFGPU 0: Ä')],
  ['big-endian UTF-16 without one', utf16be('GPU 0: Ä')],
])('%s is text', (_, bytes) => {
  expect(decodeText(bytes)).toEqual({ ok: true, text: 'GPU 0: Ä' });
});

test.each([
  ['zero bytes here and there', Buffer.from([71, 0, 0, 80, 85, 0])],
  ['an ELF file', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0])],
])('%s are no text', (_, bytes) => {
  expect(decodeText(bytes)).toMatchObject({ ok: false, why: expect.stringContaining('binary') });
});
