/**
 * The old OpenAPI document as kubectl reads it, without a schema (with all of them: version-2-document.ts). kubectl asks for it only when version 3 has nothing for a kind, and without an
 * answer it reports a missing document where the news is that the kind is unknown.
 */

/** The one form in which kubectl reads it. It asks with an `@`, which is no valid media type, and is answered with a dot. */
export const openApiV2Type = 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf';

/**
 * `{swagger: "2.0", info: {title, version}}` as protobuf.
 * @see https://github.com/google/gnostic/blob/main/openapiv2/OpenAPIv2.proto (Document: 1 swagger, 2 info; Info: 1 title, 2 version)
 */
export function emptyOpenApiV2(version: string): Buffer {
  return message(text(1, '2.0'), text(2, message(text(1, 'Kubernetes'), text(2, version))));
}

/** A length-delimited field shorter than 128 bytes: tag, length, content. */
function text(field: number, content: string | Buffer): Buffer {
  const bytes = Buffer.from(content as string);
  return Buffer.concat([Buffer.from([(field << 3) | 2, bytes.length]), bytes]);
}

function message(...fields: Buffer[]): Buffer {
  return Buffer.concat(fields);
}
