import { describe, expect, it } from 'vitest';
import { explainKindFailure } from '../../../../clusters/kind/provider/failures/explain-kind-failure.ts';
import { captured } from './captured.ts';

describe('a failure of kind, as it was captured', () => {
  it.each([
    ['port-taken', 'Failed', /^Port 18080 of this machine \(0\.0\.0\.0\) is taken by another program\.$/, /another host port/],
    ['name-taken', 'AlreadyThere', /^There is a kind cluster "one" already\.$/, /another name/],
    ['image-not-pulled', 'Failed', /^The image "local\/absent:v9" is not on this machine, and its registry cannot be reached\.$/, /proxy/],
    [
      'load-balancer-image-not-pulled',
      'Failed',
      /^The image "envoyproxy\/envoy:v1\.36\.2" is not on this machine, and its registry cannot/,
      /network/,
    ],
    ['engine-not-running', 'Unusable', /^The container engine does not answer at unix:\/\/\/run\/docker\.sock\.$/, /Start it/],
    [
      'permission-denied',
      'Unusable',
      /^This account may not use the container engine at unix:\/\/\/run\/docker\.sock: permission denied\.$/,
      /group/,
    ],
    ['command-line-missing', 'Unusable', /^kind runs the program "docker", and it is not on the PATH\.$/, /Install/],
    ['podman-missing', 'Unusable', /^kind runs the program "podman", and it is not on the PATH\.$/, /Install/],
    [
      'unknown-field',
      'InvalidOptions',
      /^kind does not accept the configuration: line 5: field extraPortMapings not found in type v1alpha4\.Node\.$/,
      /Correct/,
    ],
    ['control-plane-not-up', 'Failed', /^The control plane did not come up: kubeadm gave up/, /memory/],
    ['load-absent-image', 'Failed', /^The container engine of this machine has no image "local\/absent:1"\.$/, /Build it/],
  ] as const)('%s is a sentence with a way out', (name, refusal, message, fix) => {
    expect(explainKindFailure(captured(name))).toEqual({
      refusal,
      message: expect.stringMatching(message),
      fix: expect.stringMatching(fix),
    });
  });

  it("that nobody foresaw is told in kind's own words", () => {
    const { message, fix } = explainKindFailure(captured('kubeconfig-of-stopped'));
    expect(message).toMatch(/^kind says: failed to get cluster internal kubeconfig: command "docker exec/);
    expect(fix).toBeUndefined();
  });
});
