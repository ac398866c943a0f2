import { expect, test } from 'vitest';
import { nodes as nodeKind } from '../../../../clusters/kinds.ts';
import { engineOnApiServer } from '../../../helpers/engine-on-api-server.ts';
import { eventually } from '../../../helpers/eventually.ts';

const ready = [{ type: 'Ready', status: 'True' }];

test('nodes tell their GPUs, partitions and findings; devices are one for each that a pod can ask for', async () => {
  await using engine = await engineOnApiServer();
  const put = async (name: string, labels: Record<string, string>, resources: Record<string, string>) => {
    const node = { apiVersion: 'v1', kind: 'Node', metadata: { name, labels } };
    await engine.cluster.create(nodeKind, { ...node, status: { allocatable: resources, capacity: resources, conditions: ready } } as never);
  };
  await put('cpx', { 'amd.com/gpu.device-id': '74a1', 'amd.com/gpu.vram': '24G' }, { 'amd.com/cpx_nps4': '8' });
  await put('bare', { 'feature.node.kubernetes.io/pci-0302_10de.present': 'true' }, { cpu: '8' });
  const { hardware } = engine.services;

  const seen = await eventually(async () => {
    const nodes = await hardware.nodes();
    return nodes.length === 2 && nodes;
  });
  expect(seen.find(({ name }) => name === 'cpx')?.gpus).toEqual([
    { vendor: 'amd', model: 'MI300X', partition: 'CPX/NPS4', resourceName: 'amd.com/cpx_nps4', total: 8, free: 8, memoryMiB: 24_574 },
  ]);
  expect(seen.find(({ name }) => name === 'bare')).toMatchObject({
    gpus: [],
    findings: [expect.stringContaining('device plugin missing')],
  });

  const { devices, findings } = await hardware.devices();
  expect(devices.filter(({ node }) => node === 'cpx')).toHaveLength(8);
  expect(devices.filter(({ node }) => node === 'bare')).toMatchObject([{ vendor: 'nvidia', memoryMiB: null }]);
  expect(findings).toEqual([expect.stringMatching(/^bare: NVIDIA GPU present, device plugin missing/)]);
});
