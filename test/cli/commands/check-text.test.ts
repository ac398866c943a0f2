import { expect, test } from 'vitest';
import { checkText, machineText, recordsText } from '../../../cli/commands/cluster/check-text.ts';
import type { CheckRecordView } from '../../../engine/contract/views/check-record.ts';
import type { ProviderView } from '../../../engine/contract/views/cluster.ts';
import type { ClusterCheckView } from '../../../engine/contract/views/cluster-check.ts';

function record(verdict: CheckRecordView['verdict'], message: string, fix?: string): CheckRecordView {
  return { id: message, subject: 'machine', verdict, message, fix };
}

function provider(more: Partial<ProviderView>): ProviderView {
  const capabilities = { create: true, attach: false, pause: true };
  return { id: 'kind', label: 'kind', usable: true, message: '', fix: null, capabilities, ...more };
}

const noEngine = 'No container engine is on this machine.';

test('records are told the worst first, each with what to do unless all is well', () => {
  const records = [
    record('pass', 'kubectl is there.', 'unsaid'),
    record('warning', 'Little memory.', 'Close something.'),
    record('problem', noEngine),
  ];
  expect(recordsText(records)).toBe(`✗ ${noEngine}\n! Little memory.\n    Close something.\n✓ kubectl is there.`);
});

test('a machine without an engine is told so once', () => {
  const providers = [provider({ usable: false, message: noEngine, fix: 'Install Docker.' })];
  const text = machineText({ providers, tools: [], records: [record('problem', noEngine, 'Install Docker.')] });
  expect(text).toBe(`kind clusters cannot run here yet.\n\n✗ ${noEngine}\n    Install Docker.`);
});

test('a machine that can run kind says with what; a tool that can be fetched has its command; other ways to have a cluster follow', () => {
  const providers = [
    provider({ message: 'kind 0.33.0, Docker 29.1' }),
    provider({ id: 'remote', label: 'Remote cluster', usable: false, message: 'There is no kubeconfig.', fix: 'Get one.' }),
  ];
  const download = { version: '1.36.3', url: 'https://dl.k8s.io/kubectl', sha256: 'ab' };
  const kubectl = { name: 'kubectl', path: null, version: null, from: null, problem: 'kubectl is not here.', fix: null, download } as const;
  expect(machineText({ providers, tools: [kubectl], records: [record('pass', 'Enough room.')] }).split('\n\n')).toEqual([
    'kind clusters can run here: kind 0.33.0, Docker 29.1',
    '✓ Enough room.',
    'slipway cluster download-tool kubectl fetches kubectl 1.36.3 from https://dl.k8s.io/kubectl and compares its checksum.',
    'Remote cluster: There is no kubeconfig. Get one.',
  ]);
});

test('of rights those that are missing are listed, with the rule that would grant them', () => {
  const check: ClusterCheckView = {
    cluster: 'prod',
    latencyMs: 41.7,
    version: 'v1.36.3',
    rights: [
      { what: 'see nodes', allowed: true, rule: 'list nodes' },
      { what: 'install namespaces', allowed: false, rule: 'create namespaces' },
    ],
    gpus: [],
    installed: [],
    records: [],
  };
  expect(checkText(check).split('\n')).toEqual([
    'prod answers in 42 ms, Kubernetes v1.36.3',
    '',
    '1 of 2 rights that Slipway asks for are there. Missing:',
    'RIGHT                RULE',
    'install namespaces   create namespaces',
  ]);
  const [first] = check.rights;
  expect(checkText({ ...check, rights: first ? [first] : [] })).toContain('All 1 rights that Slipway asks for are there.');
  expect(checkText({ ...check, latencyMs: null, version: null, rights: [] })).toBe('prod does not answer, Kubernetes unknown');
});
