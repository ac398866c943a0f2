import { describe, expect, it } from 'vitest';
import { decodeProtobuf } from '../../../../clusters/sandbox/api/protobuf/decode.ts';

/** A field with a length, shorter than 128 bytes. */
function field(number: number, content: string | Buffer): Buffer {
  const bytes = Buffer.from(content as string);
  return Buffer.concat([Buffer.from([(number << 3) | 2, bytes.length]), bytes]);
}

function envelope(apiVersion: string, kind: string, message: Buffer): Buffer {
  return Buffer.concat([Buffer.from('k8s\0'), field(1, Buffer.concat([field(1, apiVersion), field(2, kind)])), field(2, message)]);
}

const named = (name: string) => field(1, field(1, name));

describe('objects in protobuf', () => {
  // `kubectl create ingress` was refused for a field `ingressRuleValue` that no Ingress has.
  it('have the fields of what is inline in Go as their own', () => {
    const path = Buffer.concat([field(1, '/'), field(3, 'Prefix')]);
    const rule = Buffer.concat([field(1, 'a.example.com'), field(2, field(1, field(1, path)))]);
    const bytes = envelope('networking.k8s.io/v1', 'Ingress', Buffer.concat([named('one'), field(2, field(3, rule))]));
    expect(decodeProtobuf(bytes)).toMatchObject({
      metadata: { name: 'one' },
      spec: { rules: [{ host: 'a.example.com', http: { paths: [{ path: '/', pathType: 'Prefix' }] } }] },
    });
  });

  it.each([
    ['policy/v1', 'PodDisruptionBudget'],
    ['batch/v1', 'CronJob'],
    ['scheduling.k8s.io/v1', 'PriorityClass'],
    ['autoscaling/v1', 'HorizontalPodAutoscaler'],
    ['authentication.k8s.io/v1', 'TokenRequest'],
    ['policy/v1', 'Eviction'],
  ])('are read of %s %s', (apiVersion, kind) => {
    expect(decodeProtobuf(envelope(apiVersion, kind, named('one')))).toEqual({ apiVersion, kind, metadata: { name: 'one' } });
  });

  it('are refused of a kind that nobody knows', () => {
    expect(() => decodeProtobuf(envelope('example.com/v1', 'Thing', named('one')))).toThrow(
      'no kind "Thing" is registered for version "example.com/v1"',
    );
  });
});
