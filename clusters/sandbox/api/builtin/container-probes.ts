import type { LifecycleHandler, Probe } from 'kubernetes-types/core/v1.d.ts';
import type { StatusCause } from '../../../api-error.ts';
import { forbiddenField, invalidValue, notSupported, requiredValue } from '../causes.ts';
import { portNameProblems, portProblem } from '../validation/names.ts';
import { validateNonNegative } from '../validation/numbers.ts';

/** What a probe or a lifecycle hook does; exactly one of them. */
type Handler = Pick<Probe, 'exec' | 'httpGet' | 'tcpSocket' | 'grpc'> & Pick<LifecycleHandler, 'sleep'>;

const HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc', 'sleep'] as const;
const TIMES = ['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold'] as const;

export function validateProbe(probe: Probe | undefined, field: string): StatusCause[] {
  if (!probe) return [];
  return [...validateHandler(probe, field), ...TIMES.flatMap((time) => validateNonNegative(probe[time], `${field}.${time}`))];
}

export function validateHandler(handler: Handler, field: string): StatusCause[] {
  const [first, ...others] = HANDLERS.filter((name) => handler[name] !== undefined);
  if (!first) return [requiredValue(field, 'must specify a handler type')];
  return [
    ...actionProblems(handler, first, field),
    ...others.map((name) => forbiddenField(`${field}.${name}`, 'may not specify more than 1 handler type')),
  ];
}

function actionProblems({ exec, httpGet, tcpSocket, grpc }: Handler, name: (typeof HANDLERS)[number], field: string): StatusCause[] {
  if (name === 'exec') return exec?.command?.length ? [] : [requiredValue(`${field}.exec.command`)];
  if (name === 'tcpSocket') return portProblems(tcpSocket?.port, `${field}.tcpSocket.port`);
  if (name === 'grpc') return portProblems(grpc?.port, `${field}.grpc.port`);
  if (name !== 'httpGet') return [];
  const schemes = ['HTTP', 'HTTPS'];
  return [
    ...(httpGet?.path ? [] : [requiredValue(`${field}.httpGet.path`)]),
    ...portProblems(httpGet?.port, `${field}.httpGet.port`),
    ...(schemes.includes(httpGet?.scheme ?? '') ? [] : [notSupported(`${field}.httpGet.scheme`, httpGet?.scheme, schemes)]),
  ];
}

function portProblems(port: string | number | undefined, field: string): StatusCause[] {
  if (typeof port === 'string') return portNameProblems(port).map((problem) => invalidValue(field, port, problem));
  const problem = portProblem(port);
  return problem ? [invalidValue(field, port, problem)] : [];
}
