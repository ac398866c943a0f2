import { describe, expect, it } from 'vitest';
import type { Progress } from '../../../../clusters/provider.ts';
import { buildImages } from '../../../../engine/operator/images/build-images.ts';
import { type ImageBuilder, imageTag } from '../../../../engine/operator/images/image-builder.ts';

/** Stands in for a container engine, which tests without one do not have; create-image-builder.kind.test.ts has a real one. */
const builder: ImageBuilder = {
  async build(image, { onLine } = {}) {
    onLine?.('Step 1/9 : FROM node');
    return { tag: imageTag(image, '0.1.0'), sizeBytes: 181_400_000, alreadyThere: image === 'gateway' };
  },
};

describe('building images', () => {
  it('says of each what is done, what the engine says, and how large it is', async () => {
    const said: Progress[] = [];
    const built = await buildImages(['operator', 'gateway'], builder, { onProgress: (progress) => said.push(progress) });
    expect(built.map(({ tag }) => tag)).toEqual(['slipway/operator:0.1.0', 'slipway/gateway:0.1.0']);
    expect(said).toEqual([
      { step: 'build operator', message: 'Building the image of the operator.', fraction: 0 },
      { step: 'build operator', message: 'Step 1/9 : FROM node', fraction: 0 },
      { step: 'build operator', message: 'slipway/operator:0.1.0 is built (181 MB).', fraction: 0.5 },
      { step: 'build gateway', message: 'Building the image of the gateway.', fraction: 0.5 },
      { step: 'build gateway', message: 'Step 1/9 : FROM node', fraction: 0.5 },
      { step: 'build gateway', message: 'slipway/gateway:0.1.0 is there already.', fraction: 1 },
    ]);
  });

  it('begins no other when it is cancelled', async () => {
    const cancel = new AbortController();
    const begun: string[] = [];
    const cancelling: ImageBuilder = {
      async build(image) {
        begun.push(image);
        cancel.abort(new Error('cancelled by hand'));
        return { tag: image, sizeBytes: 1, alreadyThere: false };
      },
    };
    await expect(buildImages(['operator', 'gateway'], cancelling, { signal: cancel.signal })).rejects.toThrow('cancelled by hand');
    expect(begun).toEqual(['operator']);
  });
});
