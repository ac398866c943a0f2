import { describe, expect, it } from 'vitest';
import { builtInKinds } from '../../../../../clusters/sandbox/api/builtin/kinds.ts';
import { builtInColumns } from '../../../../../clusters/sandbox/api/printing/built-in-columns.ts';
import { rowOf } from './rows.ts';

/** Cells that come from a status, which no object has when it is created: the contract sees all others. */
const rows: [what: string, path: string, object: object, cells: Record<string, unknown>][] = [
  ['a node that is ready', 'nodes', { status: { conditions: [{ type: 'Ready', status: 'True' }] } }, { Status: 'Ready', Roles: '<none>' }],
  [
    'a node that is not, with what it runs',
    'nodes',
    {
      spec: { unschedulable: true },
      status: { conditions: [{ type: 'Ready', status: 'Unknown' }], nodeInfo: { kernelVersion: '6.1', architecture: 'arm64' } },
    },
    { Status: 'NotReady,SchedulingDisabled', 'Kernel-Version': '6.1 (arm64)', 'OS-Image': '<unknown>' },
  ],
  [
    'a volume claim that is bound',
    'persistentvolumeclaims',
    {
      spec: { volumeName: 'v' },
      status: { phase: 'Bound', capacity: { storage: '1Gi' }, accessModes: ['ReadWriteMany', 'ReadWriteOnce'] },
    },
    { Status: 'Bound', Volume: 'v', Capacity: '1Gi', 'Access Modes': 'RWO,RWX' },
  ],
  [
    'a quota that is used',
    'resourcequotas',
    { status: { hard: { 'requests.cpu': '4', pods: '10', 'limits.cpu': '8' }, used: { pods: '1' } } },
    { Request: 'pods: 1/10, requests.cpu: 0/4', Limit: 'limits.cpu: 0/8' },
  ],
  [
    'a Service with an address outside',
    'services',
    {
      spec: { type: 'LoadBalancer', externalIPs: ['1.2.3.4'] },
      status: { loadBalancer: { ingress: [{ hostname: 'b' }, { ip: '9.9.9.9' }] } },
    },
    { 'External-IP': '9.9.9.9,b,1.2.3.4' },
  ],
  ['a Service that waits for one', 'services', { spec: { type: 'LoadBalancer' } }, { 'External-IP': '<pending>' }],
  [
    'an event that happened often',
    'events',
    {
      series: { count: 7, lastObservedTime: '2026-01-01T23:59:00.000000Z' },
      eventTime: '2026-01-01T22:00:00.000000Z',
      involvedObject: { kind: 'Pod' },
    },
    { 'Last Seen': '60s', 'First Seen': '120m', Count: 7, Object: 'pod' },
  ],
  [
    'a job of which one success is enough',
    'batch/jobs',
    { spec: { parallelism: 3 }, status: { succeeded: 1 } },
    { Completions: '1/1 of 3' },
  ],
  [
    'a job that is done',
    'batch/jobs',
    {
      spec: { completions: 2 },
      status: {
        succeeded: 2,
        startTime: '2026-01-01T00:00:00Z',
        completionTime: '2026-01-01T00:01:30Z',
        conditions: [{ type: 'Complete', status: 'True' }],
      },
    },
    { Status: 'Complete', Completions: '2/2', Duration: '90s' },
  ],
  ['a job that ends', 'batch/jobs', { metadata: { name: 'j', deletionTimestamp: '2026-01-01T00:00:00Z' } }, { Status: 'Terminating' }],
  [
    'a cron job that ran',
    'batch/cronjobs',
    { spec: { suspend: true }, status: { lastScheduleTime: '2026-01-01T23:00:00Z', active: [{}] } },
    { Suspend: 'True', Active: 1, 'Last Schedule': '60m' },
  ],
  [
    'an autoscaler with more metrics than fit',
    'autoscaling/horizontalpodautoscalers',
    {
      spec: {
        metrics: [
          { type: 'Resource', resource: { name: 'cpu', target: { averageUtilization: 50 } } },
          { type: 'Pods', pods: { target: { averageValue: '10' } } },
          { type: 'External', external: { target: { value: '5' } } },
        ],
      },
      status: { currentMetrics: [{ type: 'Resource', resource: { name: 'cpu', current: { averageUtilization: 12 } } }] },
    },
    { Targets: 'cpu: 12%/50%, <unknown>/10 + 1 more...' },
  ],
  [
    'an autoscaler by an average from outside',
    'autoscaling/horizontalpodautoscalers',
    {
      spec: { metrics: [{ type: 'External', external: { target: { averageValue: '5' } } }] },
      status: { currentMetrics: [{ type: 'External', external: { current: { averageValue: '3' } } }] },
    },
    { Targets: '3/5 (avg)' },
  ],
  [
    'a signing request that was decided',
    'certificates.k8s.io/certificatesigningrequests',
    { spec: { signerName: 's' }, status: { conditions: [{ type: 'Approved' }], certificate: 'AAA=' } },
    { Condition: 'Approved,Issued' },
  ],
  [
    'a claim of a device that is in use',
    'resource.k8s.io/resourceclaims',
    { status: { allocation: {}, reservedFor: [{}] } },
    { State: 'allocated,reserved' },
  ],
  [
    'an API that another server does not answer for',
    'apiregistration.k8s.io/apiservices',
    {
      spec: { service: { namespace: 'a', name: 'b' } },
      status: { conditions: [{ type: 'Available', status: 'False', reason: 'MissingEndpoints' }] },
    },
    { Service: 'a/b', Available: 'False (MissingEndpoints)' },
  ],
];

describe('rows of tables', () => {
  it.each(rows)('shows %s', (_what, path, object, cells) => {
    expect(rowOf(path, object)).toMatchObject(cells);
  });

  it('has a cell for each column of each kind', () => {
    for (const { group, plural, verbs } of builtInKinds.filter((kind) => kind.verbs.includes('list'))) {
      const columns = builtInColumns(group ? `${group}/${plural}` : plural);
      expect([plural, verbs.includes('list'), columns.length > 1]).toEqual([plural, true, true]);
      expect(columns.some(({ format }) => format === 'name')).toBe(true);
    }
  });
});
