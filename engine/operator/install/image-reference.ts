import type { Problem } from '../../contract/errors.ts';

/** Path components as https://github.com/distribution/reference/blob/main/reference.go has them. */
const component = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const host = '(?:[a-zA-Z0-9](?:[-a-zA-Z0-9.]*[a-zA-Z0-9])?|\\[[0-9a-fA-F:]+\\])(?::[0-9]+)?';
const shape = new RegExp(
  `^(?:${host}/)?${component}(?:/${component})*(?::(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?<digest>@sha256:[0-9a-f]{64})?$`,
);

/** What is wrong with a reference to an image: it must say which one, and say the same tomorrow. */
export function imageProblem(field: string, reference: string): Problem[] {
  const found = shape.exec(reference);
  if (!found || reference.length > 512) {
    return [
      {
        field,
        message: `\`${reference}\` is no reference to an image.`,
        fix: 'Write it as `registry.example.com/slipway/operator:0.1.0`.',
      },
    ];
  }
  const { tag, digest } = found.groups ?? {};
  if (digest !== undefined) return [];
  if (tag === undefined)
    return [{ field, message: `\`${reference}\` has no tag.`, fix: 'Add one, such as `:0.1.0`, or a digest (`@sha256:...`).' }];
  if (tag !== 'latest') return [];
  const message = `\`${reference}\` may be another image tomorrow: \`latest\` is not installed.`;
  return [{ field, message, fix: 'Name the version as the tag, or a digest (`@sha256:...`).' }];
}
