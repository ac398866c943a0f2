import { parseArgs } from 'node:util';

export interface Flags {
  kubeconfig: string | undefined;
  context: string | undefined;
  /** Undefined: all namespaces. */
  watchNamespace: string | undefined;
  host: string;
  port: number;
  /** How long requests are served after SIGTERM while `/readyz` fails already. */
  leaveMs: number;
  /** How long running answers may take to finish after that. */
  drainMs: number;
  /** End when stdin does. */
  lifeline: boolean;
}

export const usage = `usage: gateway [--kubeconfig FILE] [--context NAME] [--watch-namespace NAMESPACE] [--host 127.0.0.1] [--port 0]
               [--leave-seconds 0] [--drain-seconds 30] [--lifeline] [--help]
  --kubeconfig       the cluster whose Routes are served; without it what kubectl would take, or the pod's service account
  --watch-namespace  serve the Routes of this namespace alone; without it those of all
  --host             the address to listen on; 0.0.0.0 in a pod
  --port             0 takes any free one; /metrics, /healthz and /readyz are on it too
  --leave-seconds    how long to go on serving after SIGTERM, with /readyz failing, until nobody sends requests here any more
  --drain-seconds    how long running answers may take after that
  --lifeline         end when standard input ends, so as not to outlive the parent`;

/** Reads the command line; `help` where it asks for the usage. Throws an error whose message is for people. */
export function readFlags(commandLine: readonly string[]): Flags | 'help' {
  const { values } = parseArgs({
    args: [...commandLine],
    options: {
      kubeconfig: { type: 'string' },
      context: { type: 'string' },
      'watch-namespace': { type: 'string' },
      host: { type: 'string', default: '127.0.0.1' },
      port: { type: 'string', default: '0' },
      'leave-seconds': { type: 'string', default: '0' },
      'drain-seconds': { type: 'string', default: '30' },
      lifeline: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  return {
    kubeconfig: values.kubeconfig,
    context: values.context,
    watchNamespace: namespaceName(values['watch-namespace']),
    host: values.host,
    port: wholeNumber('--port', values.port, 65_535),
    leaveMs: wholeNumber('--leave-seconds', values['leave-seconds'], 600) * 1000,
    drainMs: wholeNumber('--drain-seconds', values['drain-seconds'], 86_400) * 1000,
    lifeline: values.lifeline,
  };
}

function wholeNumber(flag: string, text: string, largest: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number <= largest) return number;
  throw new Error(`${flag} must be a whole number from 0 to ${largest}, not \`${text}\`.`);
}

function namespaceName(text: string | undefined): string | undefined {
  if (text === undefined || /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(text)) return text;
  throw new Error(`--watch-namespace must be the name of a namespace, not \`${text}\`.`);
}
