/** How many replicas one metric asks for: the arithmetic of the Horizontal Pod Autoscaler. */

/** A pod of the target, as the metric sees it. */
export interface PodReading {
  name: string;
  /** `ignored`: it fails or ends. `unready`: what it uses now says nothing yet. `missing`: it runs, and has no metric. */
  state: 'ready' | 'unready' | 'missing' | 'ignored';
  /** Thousandths of the metric's unit. */
  usage: number;
  /** Thousandths; only for utilization. */
  request: number;
}

export interface CountQuestion {
  readings: readonly PodReading[];
  current: number;
  target: { utilization: number } | { average: number };
  /** By how much the ratio may be off, down and up, before anything is done. */
  tolerance: { down: number; up: number };
}

export interface ReplicaCount {
  replicas: number;
  /** Thousandths, of one pod. */
  average: number;
  /** Percent of the request. */
  utilization?: number;
}

/** @see https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#algorithm-details */
export function countReplicas(question: CountQuestion): ReplicaCount {
  const { readings, current } = question;
  const ready = readings.filter(({ state }) => state === 'ready');
  const missing = readings.filter(({ state }) => state === 'missing');
  const unready = readings.filter(({ state }) => state === 'unready');
  const ratio = ratioOf(question, ready);
  const facts = averages(question, ready);
  const withUnready = unready.length > 0 && ratio > 1;
  if (!withUnready && missing.length === 0) {
    return { ...facts, replicas: isWithin(question, ratio) ? current : roundUp(ratio * ready.length) };
  }
  // Who says nothing must not make the change larger: nothing is assumed upwards, the whole target downwards.
  const assumed = missing.map((reading) => ({ ...reading, usage: ratio < 1 ? fullUse(question, reading) : 0 }));
  const counted = [...ready, ...assumed, ...(withUnready ? unready.map((reading) => ({ ...reading, usage: 0 })) : [])];
  const careful = ratioOf(question, counted);
  const turns = (ratio < 1 && careful > 1) || (ratio > 1 && careful < 1);
  if (isWithin(question, careful) || turns) return { ...facts, replicas: current };
  const replicas = roundUp(careful * counted.length);
  const isWrongWay = (careful < 1 && replicas > current) || (careful > 1 && replicas < current);
  return { ...facts, replicas: isWrongWay ? current : replicas };
}

function ratioOf({ target }: CountQuestion, readings: readonly PodReading[]): number {
  const usage = sum(readings.map((reading) => reading.usage));
  if ('average' in target) return usage / readings.length / target.average;
  return utilizationOf(readings) / target.utilization;
}

function averages({ target }: CountQuestion, readings: readonly PodReading[]): Omit<ReplicaCount, 'replicas'> {
  const average = Math.trunc(sum(readings.map(({ usage }) => usage)) / readings.length);
  return 'average' in target ? { average } : { average, utilization: utilizationOf(readings) };
}

/** In whole percent, as everywhere. */
function utilizationOf(readings: readonly PodReading[]): number {
  return Math.trunc((sum(readings.map(({ usage }) => usage)) * 100) / sum(readings.map(({ request }) => request)));
}

function fullUse({ target }: CountQuestion, { request }: PodReading): number {
  return 'average' in target ? target.average : (request * Math.max(100, target.utilization)) / 100;
}

function isWithin({ tolerance }: CountQuestion, ratio: number): boolean {
  return ratio >= 1 - tolerance.down && ratio <= 1 + tolerance.up;
}

// 3.0000000000000004 pods are three.
function roundUp(value: number): number {
  return Math.ceil(Number(value.toPrecision(12)));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
