import { parseArgs } from 'node:util';

export interface Flags {
  kubeconfig: string | undefined;
  context: string | undefined;
  host: string;
  port: number;
  /** How long running answers may take to finish after SIGTERM. */
  drainMs: number;
  /** End when stdin does. */
  lifeline: boolean;
}

export const usage = `usage: gateway [--kubeconfig FILE] [--context NAME] [--host 127.0.0.1] [--port 0] [--drain-seconds 30] [--lifeline]
  --kubeconfig     the cluster whose Routes are served; without it what kubectl would take, or the pod's service account
  --port           0 takes any free one; /metrics, /health and /ready are on it too
  --drain-seconds  how long running answers may take after SIGTERM
  --lifeline       end when standard input ends, so as not to outlive the parent`;

/** Reads the command line. Throws an error whose message is for people. */
export function readFlags(commandLine: readonly string[]): Flags {
  const { values } = parseArgs({
    args: [...commandLine],
    options: {
      kubeconfig: { type: 'string' },
      context: { type: 'string' },
      host: { type: 'string', default: '127.0.0.1' },
      port: { type: 'string', default: '0' },
      'drain-seconds': { type: 'string', default: '30' },
      lifeline: { type: 'boolean', default: false },
    },
  });
  return {
    kubeconfig: values.kubeconfig,
    context: values.context,
    host: values.host,
    port: wholeNumber('--port', values.port, 65_535),
    drainMs: wholeNumber('--drain-seconds', values['drain-seconds'], 86_400) * 1000,
    lifeline: values.lifeline,
  };
}

function wholeNumber(flag: string, text: string, largest: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number <= largest) return number;
  throw new Error(`${flag} must be a whole number from 0 to ${largest}, not \`${text}\`.`);
}
