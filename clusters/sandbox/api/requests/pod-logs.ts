/** A container's log, as the API server gives it out. */
import type { StatusCause } from '../../../api-error.ts';
import type { LogOptions } from '../../../cluster.ts';
import type { ObjectKey } from '../../../objects.ts';
import type { PodRuntime } from '../../pod-runtime.ts';
import { invalid } from '../refusals.ts';
import type { RequestContext } from './context.ts';
import { containerOf, readPod } from './pod-container.ts';

/** Its text, line by line with their ends; the last one without where `limitBytes` cuts it. What is wrong with the request is said by the first read. */
export async function* openLogs(
  context: RequestContext,
  podRuntime: PodRuntime,
  key: ObjectKey,
  options: LogOptions,
): AsyncGenerator<string, void, undefined> {
  const pod = readPod(context, key);
  const causes = causesAgainst(options);
  if (causes.length > 0) throw invalid({ group: '', plural: 'pods/log', kind: 'PodLogOptions' }, key.name, causes);
  const container = containerOf(pod, options.container);
  // One that waits for a node has written nothing.
  if (!pod.spec?.nodeName) return;
  let left = options.limitBytes ?? Number.POSITIVE_INFINITY;
  for await (const line of podRuntime.logs(key, { ...options, container })) {
    const text = `${line}\n`;
    const length = Buffer.byteLength(text);
    yield length <= left ? text : Buffer.from(text).subarray(0, left).toString();
    left -= length;
    if (left <= 0) return;
  }
}

/** Without their ends. */
export async function* linesOf(texts: AsyncIterable<string>): AsyncGenerator<string, void, undefined> {
  for await (const text of texts) yield text.endsWith('\n') ? text.slice(0, -1) : text;
}

function causesAgainst({ tailLines, limitBytes, sinceSeconds, sinceTime }: LogOptions): StatusCause[] {
  const causes: StatusCause[] = [];
  const refuse = (field: string, value: number, why: string) =>
    causes.push({ reason: 'FieldValueInvalid', message: `Invalid value: ${value}: ${why}`, field });
  if (tailLines !== undefined && tailLines < 0) refuse('tailLines', tailLines, 'must be greater than or equal to 0');
  if (limitBytes !== undefined && limitBytes < 1) refuse('limitBytes', limitBytes, 'must be greater than 0');
  if (sinceSeconds !== undefined && sinceTime !== undefined) {
    const message = 'Forbidden: at most one of `sinceTime` or `sinceSeconds` may be specified';
    causes.push({ reason: 'FieldValueForbidden', message, field: '[]' });
  } else if (sinceSeconds !== undefined && sinceSeconds < 1) refuse('sinceSeconds', sinceSeconds, 'must be greater than 0');
  return causes;
}
