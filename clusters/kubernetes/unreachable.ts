import { ClusterUnreachable } from '../api-error.ts';
import { ProxyFailure } from './proxy/failure.ts';

/** A failed connection as an error that people understand: what failed, why, what to do. */
export function toUnreachable(server: string, error: unknown, facts: { notSent?: boolean } = {}): ClusterUnreachable {
  const message = `The API server at ${server} did not answer: ${explain(error)}.`;
  return new ClusterUnreachable(server, message, { ...facts, cause: error });
}

function explain(error: unknown): string {
  if (error instanceof ProxyFailure) return error.message;
  const { code = '', message } = rootCause(error);
  return explanations[code] ?? `${message || 'the connection failed'}. Check that the cluster runs and that this machine can reach it`;
}

/** Node's and OpenSSL's codes, in words. @see https://nodejs.org/api/errors.html#common-system-errors */
const explanations: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there. Start the cluster, or check the address in the kubeconfig',
  ECONNRESET: 'the connection was cut. Try again; if it goes on, look for a proxy or VPN in between',
  EPIPE: 'the connection was cut. Try again; if it goes on, look for a proxy or VPN in between',
  ENOTFOUND: 'its name is not known here. Check the address in the kubeconfig, your DNS and your VPN',
  EAI_AGAIN: 'the name server did not answer. Check your network connection',
  ETIMEDOUT: 'it did not answer in time. Check your network, VPN and firewall',
  EHOSTUNREACH: 'there is no way to it from here. Check your network and VPN',
  ENETUNREACH: 'there is no way to it from here. Check your network and VPN',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate signs itself. Put its authority into certificate-authority-data of the kubeconfig',
  SELF_SIGNED_CERT_IN_CHAIN:
    'its certificate comes from an authority that is not trusted. Check certificate-authority-data in the kubeconfig',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'its certificate comes from an authority that is not trusted. Check certificate-authority-data in the kubeconfig',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    'its certificate comes from an authority that is not trusted. Check certificate-authority-data in the kubeconfig',
  CERT_SIGNATURE_FAILURE: 'its certificate was not signed by the authority in the kubeconfig. Take the kubeconfig anew from the cluster',
  CERT_HAS_EXPIRED: 'its certificate has expired. Renew it on the cluster, and check the clock of this machine',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet. Check the clock of this machine',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name. Check the address, or tls-server-name in the kubeconfig',
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: 'it asks for a client certificate. Check the user in the kubeconfig',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it does not speak TLS. Check http or https, and the port, in the kubeconfig',
  EPROTO: 'it does not speak TLS as expected. Check http or https, and the port, in the kubeconfig',
  HPE_INVALID_CONSTANT: 'it does not speak HTTP. Check the address and the port in the kubeconfig',
};

/** The error below all wrapping; of several tried addresses, the first. */
function rootCause(error: unknown): { code?: string | undefined; message: string } {
  if (error instanceof AggregateError && error.errors.length > 0) return rootCause(error.errors[0]);
  if (error instanceof Error && error.cause instanceof Error) return rootCause(error.cause);
  if (error instanceof Error) return { code: (error as NodeJS.ErrnoException).code, message: error.message };
  return { message: String(error) };
}
