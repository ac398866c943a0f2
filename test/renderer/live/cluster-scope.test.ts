import { describe, expect, it } from 'vitest';
import { clusterInput, clusterOfPath, pathIn, pathOnSwitch } from '../../../renderer/live/cluster-scope.ts';

describe('the cluster in an address', () => {
  it.each([
    ['/', 'sandbox'],
    ['/endpoints/default/qwen', 'sandbox'],
    ['/c/dev', 'dev'],
    ['/c/dev/endpoints', 'dev'],
    ['/c/arn%3Aaws%2Fprod/endpoints', 'arn:aws/prod'],
    ['/clusters', null],
    ['/clusters/dev/install', null],
    ['/tasks/flow-1', null],
  ])('of %s is %s', (path, cluster) => {
    expect(clusterOfPath(path)).toBe(cluster);
  });

  it('is a prefix of every page but the sandbox’s, and comes back out of it', () => {
    expect(pathIn('sandbox', '/endpoints')).toBe('/endpoints');
    expect(pathIn('dev', '/')).toBe('/c/dev');
    expect(pathIn('dev', '/endpoints?state=failed')).toBe('/c/dev/endpoints?state=failed');
    expect(clusterOfPath(pathIn('arn:aws/prod', '/hardware'))).toBe('arn:aws/prod');
  });

  it('is left out of calls to the sandbox', () => {
    expect(clusterInput('sandbox')).toEqual({});
    expect(clusterInput('dev')).toEqual({ cluster: 'dev' });
  });
});

describe('choosing another cluster', () => {
  it.each([
    ['/endpoints', 'dev', '/c/dev/endpoints'],
    ['/c/dev/hardware', 'sandbox', '/hardware'],
    ['/c/dev/compose', 'edge', '/c/edge/compose'],
    ['/c/dev/hardware/fit', 'edge', '/c/edge/hardware/fit'],
    ['/hardware/fit', 'edge', '/c/edge/hardware/fit'],
    ['/c/dev/endpoints/default/qwen/logs', 'edge', '/c/edge/endpoints'],
    ['/clusters/dev', 'edge', '/c/edge'],
    ['/tasks', 'sandbox', '/'],
    ['/', 'dev', '/c/dev'],
  ])('on %s to %s leads to %s', (path, cluster, to) => {
    expect(pathOnSwitch(path, cluster)).toBe(to);
  });
});
