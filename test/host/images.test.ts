import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../engine/operator/catalog.ts';
import { sandboxImages } from '../../host/images.ts';

const catalog = await loadCatalog(new URL('../../resources/catalog/', import.meta.url));
const programFor = sandboxImages(catalog);

describe("what runs in an image's place in the sandbox", () => {
  it.each(catalog.images.map(({ image }) => image))('is the simulator for %s, however it is written', (image) => {
    const [repository = ''] = image.split(':');
    for (const spelling of [image, `docker.io/${image}`, `${repository}:another-tag`, `${repository}@sha256:${'0'.repeat(64)}`]) {
      const program = programFor(spelling);
      expect(program.run === 'shared' && program.module.pathname, spelling).toMatch(/simulator\/container\.ts$/);
    }
  });

  it.each(['nginx', 'ghcr.io/acme/vllm:1', 'localhost:5000/app', ''])('is the generic program for %j', (image) => {
    const program = programFor(image);
    expect(program.run === 'shared' && program.module.pathname).toMatch(/generic-container\.ts$/);
    expect(program.note).toContain('does not know this image');
  });

  it('is there', () => {
    for (const image of ['nginx', catalog.images[0]?.image ?? '']) {
      const program = programFor(image);
      expect(program.run === 'shared' && existsSync(program.module)).toBe(true);
    }
  });
});
