// The arrows of docs/architecture.md as rules: A -> B means A may import B, and nothing else of ours.
const ports = '^clusters/[^/]+\\.js$';
const informer = '^clusters/informer/';
const fleet = '^clusters/fleet/';
const contract = '^engine/contract/';
const domain = '^engine/domain/';

/** One rule a layer: whatever of ours it imports outside `to` is an error. */
function layer(from, to, exceptions = []) {
  const allowed = [from, ...to].join('|');
  const rule = {
    name: `arrows: ${from.replace(/[\\^$]/g, '')}`,
    comment: 'Imports against the arrows in docs/architecture.md. Move the code, or pass the thing in as an argument.',
    severity: 'error',
    from: { path: from, pathNot: exceptions.map(([file]) => file) },
    to: { path: '^(clusters|engine|host|cli|electron|renderer|test)/', pathNot: allowed },
  };
  const files = exceptions.map(([file, more]) => ({
    ...rule,
    name: `arrows: ${file.replace(/[\\^$]/g, '')}`,
    from: { path: file },
    to: { ...rule.to, pathNot: [allowed, ...more].join('|') },
  }));
  return [rule, ...files];
}

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    {
      name: 'no-unresolved',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, path: '^[.]', pathNot: '[.]css$' },
    },
    {
      name: 'no-test-in-product',
      severity: 'error',
      from: { pathNot: '^(test|\\.config)/' },
      to: { path: '^test/' },
    },
    {
      name: 'kubernetes-client-only-in-clusters',
      comment: 'No file outside clusters/ imports a Kubernetes client: the rest speaks through the port in clusters/cluster.ts.',
      severity: 'error',
      from: { pathNot: '^(clusters|test)/' },
      to: { path: 'node_modules/@kubernetes/client-node' },
    },
    {
      name: 'pure-layers-have-no-node',
      comment: 'contract, domain, dialects and machines decide; they do no I/O.',
      severity: 'error',
      from: { path: '^engine/(contract|domain|dialects|machines)/', pathNot: 'generate-crds\\.js$' },
      to: { dependencyTypes: ['core'] },
    },
    ...layer('^clusters/', []),
    ...layer(contract, []),
    ...layer(domain, [contract]),
    ...layer('^engine/dialects/', [domain, contract]),
    ...layer('^engine/machines/', [domain, contract]),
    ...layer('^engine/hardware/', [domain, contract]),
    ...layer(
      '^engine/operator/',
      ['^engine/machines/', '^engine/dialects/', domain, contract, ports, informer, fleet],
      [['^engine/operator/main\\.js$', ['^clusters/kubernetes/']]],
    ),
    ...layer('^engine/gateway/', [domain, contract, ports, informer], [['^engine/gateway/main\\.js$', ['^clusters/kubernetes/']]]),
    ...layer('^engine/simulator/', [domain, contract]),
    ...layer('^engine/services/', [
      '^engine/operator/(install|images)/',
      '^engine/store/',
      '^engine/hardware/',
      '^engine/machines/',
      '^engine/dialects/',
      domain,
      contract,
      ports,
      informer,
    ]),
    ...layer('^engine/store/', [domain, contract]),
    ...layer('^engine/engine\\.js$', ['^engine/(services|store|hardware|machines|dialects)/', domain, contract, ports, informer]),
    ...layer('^host/', ['^engine/', '^clusters/']),
    ...layer('^cli/', ['^host/', '^engine/', '^clusters/']),
    ...layer('^electron/', ['^host/', '^engine/', '^clusters/']),
    ...layer('^renderer/', [contract]),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(node_modules|\\.build|dist)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
