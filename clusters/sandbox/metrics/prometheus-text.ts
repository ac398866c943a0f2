/** The sums of a Prometheus text exposition's samples, by name: over all label values, and without histograms' buckets. */
export function readPrometheusText(text: string): Map<string, number> {
  const sums = new Map<string, number>();
  for (const line of text.split('\n')) {
    const match = /^([a-zA-Z_:][\w:]*)(\{.*\})?\s+(\S+)/.exec(line);
    const [, name = '', , value = ''] = match ?? [];
    const number = Number(value);
    if (match && !name.endsWith('_bucket') && Number.isFinite(number)) sums.set(name, (sums.get(name) ?? 0) + number);
  }
  return sums;
}

/**
 * A pod's metric under the name that an autoscaler asks for: the name as it is exposed, or with `_` in place of `:`, as
 * Prometheus adapters are usually set up (`vllm:num_requests_waiting` is asked for as `vllm_num_requests_waiting`).
 * Counters are given as they are, not as rates.
 */
export function metricNamed(samples: ReadonlyMap<string, number>, name: string): number | undefined {
  const exact = samples.get(name);
  if (exact !== undefined) return exact;
  for (const [exposed, value] of samples) if (exposed.replaceAll(':', '_') === name) return value;
  return undefined;
}
