/** The images of an installation, and the port to whatever can build them. */

export const imageNames = ['operator', 'gateway', 'simulator'] as const;
export type ImageName = (typeof imageNames)[number];

export interface ImageBuilder {
  /** Builds what is not there yet. Rejects with a sentence when it cannot, and with the signal's reason when that aborts. */
  build(image: ImageName, options?: BuildOptions): Promise<BuiltImage>;
}

export interface BuildOptions {
  /** Called for each line that the container engine says. */
  onLine?: ((line: string) => void) | undefined;
  signal?: AbortSignal | undefined;
}

export interface BuiltImage {
  /** `slipway/operator:0.1.0` */
  tag: string;
  sizeBytes: number;
  /** True when it had been built from the same content before. */
  alreadyThere: boolean;
}

/** `slipway/operator:0.1.0`: what a cluster finds once the image is loaded into it. */
export function imageTag(image: ImageName, version: string): string {
  return `slipway/${image}:${version}`;
}

/** The label by which a built image says what it was built from. */
export const contentLabel = 'slipway.dev/content';
