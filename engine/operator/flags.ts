/** The operator's command line. */
import { parseArgs } from 'node:util';

export interface Flags {
  readonly kubeconfig: string | undefined;
  /** Of the kubeconfig. Undefined: its current one. */
  readonly context: string | undefined;
  readonly metricsHost: string;
  readonly metricsPort: number;
  readonly leaderElect: boolean;
  /** Of the Lease and of the certificate's Secret. Undefined: the pod's own, else `slipway-system`. */
  readonly namespace: string | undefined;
  /** Undefined: all namespaces. */
  readonly watchNamespace: string | undefined;
  /** The simulator's image, on a cluster whose GPUs are made up. */
  readonly simulate: string | undefined;
  readonly installKinds: boolean;
  /** Undefined: no webhooks. */
  readonly webhooks: WebhookFlags | undefined;
  readonly catalog: string | undefined;
  /** It ends when its standard input does. */
  readonly lifeline: boolean;
}

export interface WebhookFlags {
  /** 0: any free one. */
  readonly port: number;
  /** The Service through which the API server reaches the webhooks. */
  readonly service: string;
  readonly certificates: { readonly from: 'self-managed' } | { readonly from: 'files'; readonly folder: string };
}

export const usage = `usage: operator [--kubeconfig FILE] [--context NAME] [--metrics-host 127.0.0.1] [--metrics-port 8080] [--leader-elect]
                [--namespace NAMESPACE] [--watch-namespace NAMESPACE] [--simulate IMAGE] [--install-kinds] [--catalog FOLDER]
                [--webhook-port PORT] [--webhook-service slipway-operator-webhook]
                [--certificates self-managed|files] [--certificate-folder FOLDER] [--lifeline] [--help]
  --kubeconfig          the cluster to work on; without it what kubectl would take, or the pod's service account
  --context             of the kubeconfig; without it the current one
  --metrics-host        where /metrics, /healthz and /readyz listen; 0.0.0.0 in a pod
  --metrics-port        0 takes any free one
  --leader-elect        several replicas may run, and the one that holds the Lease works
  --namespace           of the Lease and of the webhooks' certificate; without it the pod's own, else slipway-system
  --watch-namespace     work in this namespace alone, with rights in it alone; without it in all
  --simulate            run this image, Slipway's simulator, in place of every model server: for clusters with made-up GPUs
  --install-kinds       write the definitions of Slipway's kinds; without it they are waited for
  --catalog             folder of the catalog of models, GPUs, recipes and images
  --webhook-port        serve the webhooks on this port; without it there are none
  --webhook-service     the Service in front of them, for their certificate's names
  --certificates        self-managed: made, renewed and announced by the operator; files: read from a folder, as cert-manager's
  --certificate-folder  with tls.crt and tls.key, read again when they change
  --lifeline            end when standard input ends, so as not to outlive the parent`;

/** Reads the command line; `help` where it asks for the usage. Throws an error whose message is for people. */
export function readFlags(commandLine: readonly string[]): Flags | 'help' {
  const { values } = parseArgs({
    args: [...commandLine],
    options: {
      kubeconfig: { type: 'string' },
      context: { type: 'string' },
      'metrics-host': { type: 'string', default: '127.0.0.1' },
      'metrics-port': { type: 'string', default: '8080' },
      'leader-elect': { type: 'boolean', default: false },
      namespace: { type: 'string' },
      'watch-namespace': { type: 'string' },
      simulate: { type: 'string' },
      'install-kinds': { type: 'boolean', default: false },
      catalog: { type: 'string' },
      'webhook-port': { type: 'string' },
      'webhook-service': { type: 'string' },
      certificates: { type: 'string' },
      'certificate-folder': { type: 'string' },
      lifeline: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  return {
    kubeconfig: values.kubeconfig,
    context: values.context,
    metricsHost: values['metrics-host'],
    metricsPort: port('--metrics-port', values['metrics-port']),
    leaderElect: values['leader-elect'],
    namespace: namespaceName('--namespace', values.namespace),
    watchNamespace: namespaceName('--watch-namespace', values['watch-namespace']),
    simulate: imageName(values.simulate),
    installKinds: values['install-kinds'],
    webhooks: readWebhooks(values),
    catalog: values.catalog,
    lifeline: values.lifeline,
  };
}

interface WebhookWords {
  'webhook-port'?: string | undefined;
  'webhook-service'?: string | undefined;
  certificates?: string | undefined;
  'certificate-folder'?: string | undefined;
}

function readWebhooks(words: WebhookWords): WebhookFlags | undefined {
  const { 'webhook-port': wantedPort, 'webhook-service': service, certificates = 'self-managed', 'certificate-folder': folder } = words;
  if (wantedPort === undefined) {
    const idle = (['webhook-service', 'certificates', 'certificate-folder'] as const).find((name) => words[name] !== undefined);
    if (idle) throw new Error(`--${idle} says something about webhooks, and there are none without --webhook-port.`);
    return undefined;
  }
  return {
    port: port('--webhook-port', wantedPort),
    service: dnsLabel('--webhook-service', 'a Service', service ?? 'slipway-operator-webhook'),
    certificates: readCertificates(certificates, folder),
  };
}

function readCertificates(from: string, folder: string | undefined): WebhookFlags['certificates'] {
  if (from === 'self-managed') {
    if (folder === undefined) return { from };
    throw new Error('--certificate-folder is read only with --certificates files.');
  }
  if (from !== 'files') throw new Error(`--certificates must be self-managed or files, not \`${from}\`.`);
  if (folder) return { from, folder };
  throw new Error('--certificates files needs --certificate-folder: the folder with tls.crt and tls.key.');
}

function port(flag: string, text: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number <= 65_535) return number;
  throw new Error(`${flag} must be a whole number from 0 to 65535, not \`${text}\`.`);
}

function namespaceName(flag: string, text: string | undefined): string | undefined {
  return text === undefined ? undefined : dnsLabel(flag, 'a namespace', text);
}

function dnsLabel(flag: string, what: string, text: string): string {
  if (/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(text)) return text;
  throw new Error(`${flag} must be the name of ${what}: small letters, digits and dashes, at most 63. \`${text}\` is none.`);
}

/** @see https://github.com/distribution/reference/blob/main/reference.go */
function imageName(text: string | undefined): string | undefined {
  if (text === undefined || /^[\w.-]+(:\d+)?(\/[a-z0-9._-]+)*(:[\w.-]{1,128})?(@sha256:[0-9a-f]{64})?$/.test(text)) return text;
  throw new Error(`--simulate must be the name of an image, such as slipway/simulator:1.0.0, not \`${text}\`.`);
}
