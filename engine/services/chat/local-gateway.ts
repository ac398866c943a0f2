import type { GatewayAccess } from './chat-service.ts';
import { gatewayUnreachable } from './gateway-error.ts';

/** The gateway that runs beside this process. `url` is null while it is down. */
export function localGateway(url: () => string | null): GatewayAccess {
  return {
    url,
    async reach() {
      const present = url();
      if (present === null) throw gatewayUnreachable(null);
      return present;
    },
    close: async () => {}, // Whoever started it ends it.
  };
}
