import type { Histogram } from './histogram.ts';
import type { Series } from './series.ts';

export interface Measured {
  series: readonly Series[];
  backends: readonly { key: string; inFlight: number }[];
}

/** The Prometheus text of everything measured. https://prometheus.io/docs/instrumenting/exposition_formats/ */
export function renderMetrics({ series, backends }: Measured): string {
  return [
    ...family('requests_total', 'counter', 'Requests answered, by HTTP status.', series.flatMap(requestLines)),
    ...family('in_flight', 'gauge', 'Requests that a backend is working on.', backends.map(inFlightLine)),
    ...counter('retries_total', 'Requests sent to a second backend.', series, (one) => one.retries),
    ...counter('client_aborts_total', 'Requests whose client left before the end.', series, (one) => one.clientAborts),
    ...counter('broken_streams_total', 'Answers that a backend broke off.', series, (one) => one.brokenStreams),
    ...histogram('request_duration_seconds', 'From the request to the end of the answer.', series, (one) => one.duration),
    ...histogram('time_to_first_byte_seconds', "From the request to the first byte of the answer's body.", series, (one) => one.firstByte),
    ...histogram('inter_chunk_seconds', 'Between two chunks of an event stream.', series, (one) => one.betweenChunks),
  ].join('\n');
}

function family(name: string, type: string, help: string, lines: string[]): string[] {
  const full = `slipway_gateway_${name}`;
  return [`# HELP ${full} ${help}`, `# TYPE ${full} ${type}`, ...lines.map((line) => `${full}${line}`), ''];
}

function requestLines(one: Series): string[] {
  return [...one.requests].map(([code, count]) => `{${labels(one)},code="${code}"} ${count}`);
}

function inFlightLine({ key, inFlight }: { key: string; inFlight: number }): string {
  return `{backend="${escapeLabel(key)}"} ${inFlight}`;
}

function counter(name: string, help: string, series: readonly Series[], read: (one: Series) => number): string[] {
  return family(
    name,
    'counter',
    help,
    series.map((one) => `{${labels(one)}} ${read(one)}`),
  );
}

function histogram(name: string, help: string, series: readonly Series[], read: (one: Series) => Histogram): string[] {
  return family(
    name,
    'histogram',
    help,
    series.flatMap((one) => histogramLines(labels(one), read(one))),
  );
}

function histogramLines(label: string, { bounds, counts, sum }: Histogram): string[] {
  let count = 0;
  const buckets = [...counts].map((inBucket, slot) => {
    count += inBucket;
    return `_bucket{${label},le="${bounds[slot] ?? '+Inf'}"} ${count}`;
  });
  return [...buckets, `_sum{${label}} ${sum}`, `_count{${label}} ${count}`];
}

function labels(one: Series): string {
  return `model="${escapeLabel(one.model)}",target="${escapeLabel(one.target)}"`;
}

function escapeLabel(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
