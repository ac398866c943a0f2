/** The webhooks as the operator serves them, on every replica. */
import type { Informers } from '../../clusters/informer/informers.ts';
import type { CertificateSource } from './certificates/certificate-source.ts';
import { usualLifetimes } from './certificates/decide-rotation.ts';
import { certificatesFromFolder } from './certificates/from-folder.ts';
import { certificatesFromSecret } from './certificates/from-secret.ts';
import type { ControllerDependencies } from './controllers/dependencies.ts';
import { secretOf } from './controllers/webhook-certificate/sources.ts';
import { createWebhookCertificateController } from './controllers/webhook-certificate/webhook-certificate.ts';
import type { WebhookOptions } from './operator-options.ts';
import type { Controller } from './runtime/controller/controller.ts';
import { fillIn } from './webhooks/defaults.ts';
import { startWebhookServer, type WebhookServer } from './webhooks/server.ts';
import { validate } from './webhooks/validate.ts';

export interface ServedWebhooks {
  readonly server: WebhookServer;
  /** What the leading replica does for the certificate; none where somebody else keeps it. */
  readonly controllers: readonly Controller[];
}

/** `namespace`: of the certificate's Secret. */
export function serveWebhooks(options: WebhookOptions, namespace: string, dependencies: ControllerDependencies): ServedWebhooks {
  const { catalog } = dependencies;
  const log = dependencies.log.child({ part: 'webhooks' });
  const webhooks = {
    '/validate': (request: Parameters<typeof validate>[0]) => validate(request, catalog),
    '/default': fillIn,
  };
  const certificates = sourceOf(options, namespace, { ...dependencies, log });
  const server = startWebhookServer({ host: options.host, port: options.port, certificates, webhooks, log });
  return { server: endingBoth(server, certificates), controllers: keepersOf(options, namespace, dependencies) };
}

function sourceOf(
  { certificates }: WebhookOptions,
  namespace: string,
  { informers, clock, log }: Pick<ControllerDependencies, 'clock' | 'log'> & { informers: Informers },
): CertificateSource {
  if (certificates.from === 'files') return certificatesFromFolder({ folder: certificates.folder, clock, log });
  const key = { namespace, name: certificates.secret };
  return certificatesFromSecret(secretOf(informers, key), key, log);
}

function keepersOf({ certificates }: WebhookOptions, namespace: string, dependencies: ControllerDependencies): Controller[] {
  if (certificates.from === 'files') return [];
  const { secret, names, lifetimes = usualLifetimes } = certificates;
  return [createWebhookCertificateController(dependencies, { secret: { namespace, name: secret }, names, lifetimes })];
}

function endingBoth(server: WebhookServer, certificates: CertificateSource): WebhookServer {
  return {
    ...server,
    async [Symbol.asyncDispose]() {
      certificates[Symbol.dispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}
