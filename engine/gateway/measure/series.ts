import { createHistogram, type Histogram } from './histogram.ts';

/** What is counted for one version of one model. */
export interface Series {
  /** The Route's first model name; an alias is counted with it. */
  readonly model: string;
  readonly target: string;
  /** Requests by HTTP status; 499 is a client that left, 502 also an answer that broke off. */
  readonly requests: Map<number, number>;
  readonly duration: Histogram;
  /** Until the first byte of the body. */
  readonly firstByte: Histogram;
  /** Between two chunks of an event stream. */
  readonly betweenChunks: Histogram;
  retries: number;
  clientAborts: number;
  /** Answers that the model server began and did not finish. */
  brokenStreams: number;
}

export interface SeriesRegistry {
  /** The same series for the same labels, for as long as the process lives; `other` beyond the limit. */
  of(model: string, target: string): Series;
  all(): Iterable<Series>;
}

const durationBounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40, 60, 120, 300, 600];
const firstByteBounds = [0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20, 40, 80, 160];
const betweenChunksBounds = [0.001, 0.0025, 0.005, 0.01, 0.015, 0.02, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2.5, 5];

/** Labels come from cluster objects, which are many in a large cluster: `limit` keeps the scrape bounded. */
export function createSeriesRegistry(limit: number): SeriesRegistry {
  const byLabels = new Map<string, Series>();
  return { of, all: () => byLabels.values() };

  function of(model: string, target: string): Series {
    const key = JSON.stringify([model, target]);
    const known = byLabels.get(key);
    if (known) return known;
    if (byLabels.size >= limit && model !== 'other') return of('other', 'other');
    const created = createSeries(model, target);
    byLabels.set(key, created);
    return created;
  }
}

function createSeries(model: string, target: string): Series {
  return {
    model,
    target,
    requests: new Map(),
    duration: createHistogram(durationBounds),
    firstByte: createHistogram(firstByteBounds),
    betweenChunks: createHistogram(betweenChunksBounds),
    retries: 0,
    clientAborts: 0,
    brokenStreams: 0,
  };
}
