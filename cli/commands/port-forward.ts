import { SlipwayError } from '../../engine/contract/errors.ts';
import type { ForwardDraft } from '../../engine/contract/views/pod.ts';
import { clusterArgument, dataDirectoryArgument, defineCommand, jsonArgument, namespaceArgument } from '../command.ts';
import { withEngineFor } from '../engine-client.ts';
import { interrupted } from '../interrupted.ts';
import { print, printJson } from '../output.ts';

export const portForward = defineCommand({
  name: 'port-forward',
  description: 'Lead a port of this machine to a Service or pod, and find another pod when one goes. Until Ctrl-C.',
  examples: [
    'slipway port-forward service/slipway-gateway http --local 8080 -n slipway-system --cluster dev',
    'slipway port-forward pod/qwen-7b-demo-5c9-x2k 8000 -n aim-engine',
  ],
  args: {
    target: { type: 'positional', required: true, description: 'service/NAME or pod/NAME' },
    port: { type: 'positional', required: true, description: 'Its port: a number, or of a Service the name' },
    local: { type: 'string', valueHint: 'number', description: 'The port on this machine (default: any free one)' },
    ...namespaceArgument,
    ...clusterArgument,
    ...jsonArgument,
    ...dataDirectoryArgument,
  },
  run: (args) =>
    withEngineFor(args, async (call) => {
      const draft: ForwardDraft = {
        namespace: args.namespace ?? 'default',
        target: targetOf(args.target),
        port: portOf(args.port),
        ...(args.local !== undefined && { localPort: Number(args.local) }),
      };
      const forward = await call.forwards.open.mutate({ cluster: args.cluster, draft });
      if (args.json) printJson(forward);
      else print(forward.url);
      await aborted(interrupted());
      await call.forwards.close.mutate({ id: forward.id });
    }),
});

function targetOf(text: string): ForwardDraft['target'] {
  const [kind = '', name = ''] = text.split('/');
  const known = { service: 'service', svc: 'service', pod: 'pod', po: 'pod' } as const;
  const found = known[kind as keyof typeof known];
  if (found && name) return { kind: found, name };
  throw new SlipwayError('invalid_input', `"${text}" names no Service and no pod.`, { fix: 'Write service/NAME or pod/NAME.' });
}

function portOf(text: string): number | string {
  return /^\d+$/.test(text) ? Number(text) : text;
}

function aborted(signal: AbortSignal): Promise<void> {
  // Where a running serve holds the port, nothing else would keep this process.
  const hold = setInterval(() => {}, 60_000);
  return new Promise((resolve) => {
    signal.addEventListener(
      'abort',
      () => {
        clearInterval(hold);
        resolve();
      },
      { once: true },
    );
  });
}
