import { serverUrlOf } from '../server-url.ts';
import type { ClusterEntry, Material, ProgramEntry, UserEntry } from './kubeconfig.ts';

/** What is wrong with a cluster's entry, as halves of sentences. */
export function clusterProblems(name: string, cluster: ClusterEntry): string[] {
  const { server, authority, insecure, proxyUrl } = cluster;
  return [
    ...(server === '' ? [`the cluster "${name}" has no server`] : []),
    ...(server !== '' && !serverUrlOf(server) ? [`the server "${server}" of the cluster "${name}" is not an address`] : []),
    ...bothIn('certificate-authority', authority, name),
    ...(insecure && !isEmpty(authority)
      ? [`the cluster "${name}" has a certificate authority and insecure-skip-tls-verify, of which only one can be meant`]
      : []),
    ...(proxyUrl !== '' && !isProxyUrl(proxyUrl)
      ? [`the proxy-url "${proxyUrl}" of the cluster "${name}" is not an address that begins with http, https or socks5`]
      : []),
  ];
}

/** What is wrong with a user's entry. */
export function userProblems(name: string, user: UserEntry): string[] {
  const { token, username, password, program, authProvider, impersonation } = user;
  const { uid, groups, extra } = impersonation;
  const actsAsParts = uid !== '' || groups.length > 0 || Object.keys(extra).length > 0;
  return [
    ...(token !== '' && (username !== '' || password !== '')
      ? [`the user "${name}" has a token and a user name with a password, of which only one can be used`]
      : []),
    ...certificateProblems(name, user),
    ...(program ? programProblems(name, program) : []),
    ...(authProvider === ''
      ? []
      : [`the user "${name}" signs in by the auth-provider "${authProvider}", which Kubernetes has removed: use a program (exec) instead`]),
    ...(actsAsParts && impersonation.user === '' ? [`the user "${name}" takes on groups, a uid or more (as-...) without a user (as)`] : []),
  ];
}

function certificateProblems(name: string, { certificate, key }: UserEntry): string[] {
  if (isEmpty(certificate)) return [];
  return [
    ...bothIn('client-certificate', certificate, name),
    ...bothIn('client-key', key, name),
    ...(isEmpty(key) ? [`the user "${name}" has a client-certificate without a client-key`] : []),
  ];
}

function programProblems(name: string, { command, apiVersion, env, interactiveMode }: ProgramEntry): string[] {
  return [
    ...(command === '' ? [`the program (exec) of the user "${name}" has no command`] : []),
    ...(isKnownVersion(apiVersion)
      ? []
      : [`the program (exec) of the user "${name}" has the apiVersion "${apiVersion}", which is not known here`]),
    ...(env.some((variable) => variable.name === '')
      ? [`the program (exec) of the user "${name}" has an environment variable without a name`]
      : []),
    ...(['Never', 'IfAvailable', 'Always'].includes(interactiveMode)
      ? []
      : [`the program (exec) of the user "${name}" has the interactiveMode "${interactiveMode}" instead of Never, IfAvailable or Always`]),
  ];
}

function isKnownVersion(apiVersion: string): boolean {
  return apiVersion === 'client.authentication.k8s.io/v1' || apiVersion === 'client.authentication.k8s.io/v1beta1';
}

function bothIn(field: string, { data, file }: Material, name: string): string[] {
  return data && file !== '' ? [`"${name}" has ${field} and ${field}-data, of which only one can be meant`] : [];
}

function isEmpty({ data, file }: Material): boolean {
  return !data && file === '';
}

function isProxyUrl(text: string): boolean {
  return URL.canParse(text) && ['http:', 'https:', 'socks5:'].includes(new URL(text).protocol);
}
