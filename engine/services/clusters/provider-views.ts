import type { ClusterProvider, Detection } from '../../../clusters/provider.ts';
import { type ProviderView, providerId } from '../../contract/views/cluster.ts';
import { toSlipwayError } from '../shared/to-slipway-error.ts';
import type { HomeFacts } from './cluster-service-options.ts';

/** What is usable here, the home cluster first. */
export async function providerViews(home: HomeFacts | null, providers: readonly ClusterProvider[]): Promise<ProviderView[]> {
  const others = await Promise.all(providers.map(viewOf));
  return home ? [homeView(home), ...others] : others;
}

function homeView({ label, found }: HomeFacts): ProviderView {
  return { id: 'sandbox', label, usable: true, message: found, fix: null, capabilities: { create: false, attach: false, pause: false } };
}

async function viewOf(provider: ClusterProvider): Promise<ProviderView> {
  const { create, attach, pause } = provider.capabilities;
  const detection = await detect(provider);
  const said = detection.usable
    ? { usable: true, message: detection.found, fix: null }
    : { usable: false, message: detection.reason, fix: detection.nextStep || null };
  return { id: providerId.parse(provider.id), label: provider.label, ...said, capabilities: { create, attach, pause } };
}

/** One that cannot even be looked for does not hide the others. */
async function detect(provider: ClusterProvider): Promise<Detection> {
  try {
    return await provider.detect();
  } catch (error) {
    const { message, fix } = toSlipwayError(error);
    return { usable: false, reason: message, nextStep: fix ?? '' };
  }
}
