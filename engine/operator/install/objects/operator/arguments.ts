import type { InstallOptions } from '../../options.ts';
import { webhookName } from '../metadata.ts';
import { certificateFolder, metricsPort, webhookPort } from './ports.ts';

/** The command line of the operator in a pod, as engine/operator/flags.ts reads it. */
export function operatorArguments(options: InstallOptions): string[] {
  const { namespace, scope, simulated, images } = options;
  return [
    '--leader-elect',
    ...['--metrics-host', '0.0.0.0', '--metrics-port', String(metricsPort)],
    ...['--namespace', namespace],
    ...(scope.kind === 'namespace' ? ['--watch-namespace', scope.namespace] : []),
    ...(simulated && images.simulator !== null ? ['--simulate', images.simulator] : []),
    ...webhookArguments(options),
  ];
}

function webhookArguments({ webhooks, certificates }: InstallOptions): string[] {
  if (!webhooks) return [];
  const server = ['--webhook-port', String(webhookPort), '--webhook-service', webhookName];
  return certificates === 'self-managed'
    ? [...server, '--certificates', 'self-managed']
    : [...server, '--certificates', 'files', '--certificate-folder', certificateFolder];
}
