import { describe, expect, it } from 'vitest';
import { configOfRecord, containerCount, planCreation } from '../../../../clusters/kind/provider/creation-plan.ts';
import type { KindRecord } from '../../../../clusters/kind/provider/record.ts';

const head = 'kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n';
const interrupted: KindRecord = {
  name: 'dev',
  state: 'making',
  config: `${head}nodes: [{ role: control-plane }, { role: worker }]\n`,
  image: 'node:1',
  startedAt: '2026-01-01T00:00:00Z',
  step: '',
};

describe('the plan of a kind cluster', () => {
  it('is one node where nothing is asked for', () => {
    const { config, image, text } = planCreation('dev', {}, undefined);
    expect([containerCount(config), image]).toEqual([1, undefined]);
    expect(text).toContain('kind.x-k8s.io/v1alpha4');
  });

  it('is what was asked for, comments and all', () => {
    const text = `# mine\n${head}name: dev\nnodes: [{ role: control-plane }]\n`;
    expect(planCreation('dev', { options: { config: text, image: 'node:2' } }, interrupted)).toMatchObject({
      name: 'dev',
      text,
      image: 'node:2',
    });
  });

  it('goes on with what an interrupted creation was asked for', () => {
    expect(planCreation('dev', {}, interrupted)).toMatchObject({ text: interrupted.config, image: 'node:1' });
    expect(planCreation('dev', { options: { config: head } }, interrupted).image).toBeUndefined();
  });

  it.each([
    [{ config: `${head}name: other\n` }, /is of a cluster "other", and "dev" was asked for/, /Take the name out/],
    [{ config: 'kind: [' }, /The configuration cannot be used\. Line 1/, /\S/],
    [{ config: `${head}nodes: [{ role: worker }]\n` }, /cannot be used\..*control/, /\S/],
    [{ config: `${head}nodez: []\n` }, /Line 3: nodez/, /\S/],
    [{ image: 'a b' }, /Node image cannot be "a b"/, /Correct/],
    [{ retain: true }, /no option "retain"/, /Correct/],
  ])('is refused for %j, with a way out', (options, message, fix) => {
    const plan = () => planCreation('dev', { options }, undefined);
    expect(plan).toThrow(
      expect.objectContaining({ refusal: 'InvalidOptions', message: expect.stringMatching(message), fix: expect.stringMatching(fix) }),
    );
  });

  it('counts one container more where several control planes need a balancer', () => {
    const { config } = planCreation(
      'dev',
      { options: { config: `${head}nodes: [{}, { role: control-plane }, { role: worker }]\n` } },
      undefined,
    );
    expect(containerCount(config)).toBe(4);
  });

  it('is known of a record, unless that cannot be read', () => {
    expect(configOfRecord(interrupted)?.nodes).toHaveLength(2);
    expect([
      configOfRecord(undefined),
      configOfRecord({ ...interrupted, config: '' }),
      configOfRecord({ ...interrupted, config: '[' }),
    ]).toEqual([undefined, undefined, undefined]);
  });
});
