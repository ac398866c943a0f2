import { describe, expect, it } from 'vitest';
import { contentHash } from '../../../../engine/operator/images/content.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const content = {
  dockerfile: 'FROM base\n',
  files: new Map([
    ['main.mjs', bytes('run()')],
    ['resources/catalog/gpus.json', bytes('[]')],
  ]),
  buildArguments: { BASE: 'node:24', VERSION: '0.1.0' },
};

describe("an image's content", () => {
  it('has the same hash in whatever order its files and arguments come', () => {
    const files = new Map([...content.files].reverse());
    expect(contentHash({ ...content, files, buildArguments: { VERSION: '0.1.0', BASE: 'node:24' } })).toBe(contentHash(content));
  });

  it.each([
    ['a file', { files: new Map([...content.files, ['main.mjs', bytes('run(1)')]]) }],
    ['a name of a file', { files: new Map([...content.files, ['more', bytes('')]]) }],
    ['the Dockerfile', { dockerfile: 'FROM other\n' }],
    ['the base', { buildArguments: { ...content.buildArguments, BASE: 'node:25' } }],
    ['where a name ends and its bytes begin', { files: new Map([...content.files].map(([path, data]) => [`${path}r`, data.slice(1)])) }],
  ])('has another hash when %s is another', (_, change) => {
    expect(contentHash({ ...content, ...change } as typeof content)).not.toBe(contentHash(content));
  });

  it('is named by 64 hexadecimal digits', () => {
    expect(contentHash(content)).toMatch(/^[0-9a-f]{64}$/);
  });
});
