import { describe, expect, it } from 'vitest';
import { metricNamed, readPrometheusText } from '../../../../clusters/sandbox/metrics/prometheus-text.ts';
import { containerUsage } from '../../../../clusters/sandbox/metrics/usage-model.ts';
import { aPod } from '../builders.ts';

describe('what a pod says of itself', () => {
  const samples = readPrometheusText(`# HELP vllm:num_requests_waiting waiting
vllm:num_requests_waiting{model="a"} 3
vllm:num_requests_waiting{model="b"} 4 1700000000
latency_bucket{le="1"} 9
latency_sum 1.5e1
broken NaN
`);

  it('is summed over labels, buckets left out', () => {
    expect([...samples]).toEqual([
      ['vllm:num_requests_waiting', 7],
      ['latency_sum', 15],
    ]);
  });

  it('is found under its own name, and with underscores for colons', () => {
    expect(['vllm:num_requests_waiting', 'vllm_num_requests_waiting', 'nothing'].map((name) => metricNamed(samples, name))).toEqual([
      7,
      7,
      undefined,
    ]);
  });
});

describe('what a container seems to use', () => {
  const usage = (annotations: Record<string, string>, running?: number) => {
    const pod = aPod({ requests: { cpu: '1', memory: '1Gi' }, metadata: { annotations } });
    const [container] = pod.spec?.containers ?? [];
    if (!container) throw new Error('the pod has a container');
    return containerUsage(pod, container, running === undefined ? undefined : new Map([['vllm:num_requests_running', running]]));
  };

  it('grows with the requests at work', () => {
    expect([usage({}), usage({}, 8), usage({}, 1000)].map(({ cpuMilli }) => cpuMilli)).toEqual([50, 500, 943]);
    expect(usage({}).memoryBytes).toBe(0.75 * 2 ** 30);
  });

  it('is what the pod says, where it says it', () => {
    expect(usage({ 'sandbox.slipway.dev/usage': 'cpu=1500m, memory=2Gi' })).toEqual({ cpuMilli: 1500, memoryBytes: 2 ** 31 });
    expect(usage({ 'sandbox.slipway.dev/usage': 'cpu=lots' })).toEqual(usage({}));
  });
});
