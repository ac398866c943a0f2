/** How API servers are told whom to trust. Pure. */
import type { JsonPatchOperation } from '../../../clusters/cluster.ts';

/** What both kinds of webhook configurations have. */
export interface Announcing {
  readonly webhooks?: readonly { readonly name: string; readonly clientConfig: { readonly caBundle?: string | undefined } }[] | undefined;
}

/** Whether every webhook trusts exactly these authorities (PEM). */
export function isAnnouncedIn({ webhooks = [] }: Announcing, bundle: string): boolean {
  return webhooks.every(({ clientConfig }) => clientConfig.caBundle === inBase64(bundle));
}

/** A patch of the bundles alone; its tests fail where the webhooks were changed meanwhile. */
export function announcement({ webhooks = [] }: Announcing, bundle: string): JsonPatchOperation[] {
  return webhooks.flatMap(({ name, clientConfig }, index): JsonPatchOperation[] => {
    if (clientConfig.caBundle === inBase64(bundle)) return [];
    return [
      { op: 'test', path: `/webhooks/${index}/name`, value: name },
      { op: 'add', path: `/webhooks/${index}/clientConfig/caBundle`, value: inBase64(bundle) },
    ];
  });
}

function inBase64(text: string): string {
  return Buffer.from(text).toString('base64');
}
