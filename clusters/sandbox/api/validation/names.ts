/** What is wrong with a name, in kube-apiserver's words; undefined where nothing is. */

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`;
const LABEL_PATTERN = new RegExp(`^${LABEL}$`);
const SUBDOMAIN_PATTERN = new RegExp(`^${SUBDOMAIN}$`);
const SERVICE_PATTERN = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const QUALIFIED_PART = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const LABEL_VALUE = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;

export function dnsLabelProblem(name: string): string | undefined {
  if (name.length > 63) return 'must be no more than 63 characters';
  if (LABEL_PATTERN.test(name)) return undefined;
  if (SUBDOMAIN_PATTERN.test(name)) return 'must not contain dots';
  return (
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric " +
    `character (e.g. 'my-name',  or '123-abc', regex used for validation is '${LABEL}')`
  );
}

export function dnsSubdomainProblem(name: string): string | undefined {
  if (name.length > 253) return 'must be no more than 253 characters';
  if (SUBDOMAIN_PATTERN.test(name)) return undefined;
  return (
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an " +
    `alphanumeric character (e.g. 'example.com', regex used for validation is '${SUBDOMAIN}')`
  );
}

/** Names of services begin with a letter, as they become DNS labels of the older kind. */
export function serviceNameProblem(name: string): string | undefined {
  if (name.length > 63) return 'must be no more than 63 characters';
  if (SERVICE_PATTERN.test(name)) return undefined;
  return (
    "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an " +
    "alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')"
  );
}

/** RBAC names may be anything that fits into a URL path. */
export function pathSegmentProblem(name: string): string | undefined {
  if (name === '.' || name === '..') return `may not be '${name}'`;
  const forbidden = ['/', '%'].find((character) => name.includes(character));
  return forbidden && `may not contain '${forbidden}'`;
}

/** The key of a label or an annotation: an optional domain, a slash, a name. */
export function qualifiedNameProblem(key: string): string | undefined {
  const [name = '', prefix, ...rest] = key.split('/').reverse();
  if (rest.length > 0) return 'a qualified name must consist of a name and an optional prefix before one slash (e.g. example.com/MyName)';
  const prefixProblem = prefix === undefined ? undefined : dnsSubdomainProblem(prefix);
  // The length of keys is counted in bytes, and that of names in characters: by these words.
  if (prefixProblem) return `prefix part ${prefixProblem.replace('253 characters', '253 bytes')}`;
  if (name.length > 63) return 'name part must be no more than 63 bytes';
  if (QUALIFIED_PART.test(name)) return undefined;
  return (
    "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character " +
    "(e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"
  );
}

export function labelValueProblem(value: string): string | undefined {
  if (value.length > 63) return 'must be no more than 63 bytes';
  if (LABEL_VALUE.test(value)) return undefined;
  return (
    "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an " +
    "alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"
  );
}

export function portProblem(port: unknown): string | undefined {
  return Number.isInteger(port) && Number(port) >= 1 && Number(port) <= 65535 ? undefined : 'must be between 1 and 65535, inclusive';
}

/** The name of a port, where a number could stand too. */
export function portNameProblems(name: string): string[] {
  const problems: string[] = [];
  if (name.length > 15) problems.push('must be no more than 15 characters');
  if (!/^[-a-z0-9]+$/.test(name)) problems.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  if (!/[a-z]/.test(name)) problems.push('must contain at least one letter (a-z)');
  if (name.includes('--')) problems.push('must not contain consecutive hyphens');
  if (name.startsWith('-') || name.endsWith('-')) problems.push('must not begin or end with a hyphen');
  return problems;
}

/** A key of a ConfigMap or Secret. */
export function configKeyProblem(key: string): string | undefined {
  if (key.length > 253) return 'must be no more than 253 characters';
  if (key === '.' || key === '..') return `must not be '${key}'`;
  if (key.startsWith('..')) return "must not start with '..'";
  if (/^[-._a-zA-Z0-9]+$/.test(key)) return undefined;
  return (
    "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', " +
    "regex used for validation is '[-._a-zA-Z0-9]+')"
  );
}
