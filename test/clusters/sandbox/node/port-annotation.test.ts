import { expect, it } from 'vitest';
import { hostPortsOf, portsAnnotation } from '../../../../clusters/sandbox/node/port-annotation.ts';
import { aPod } from '../builders.ts';

it.each([
  ['what the agent wrote', '{"8000":40123}', { 8000: 40_123 }],
  ['nothing of what is not JSON', 'elsewhere', {}],
  ['nothing of what is not ports', '[null,"x"]', {}],
  ['nothing of null', 'null', {}],
])('the ports of a pod are %s', (_, annotation, expected) => {
  expect(hostPortsOf(aPod({ metadata: { annotations: { [portsAnnotation]: annotation } } }))).toEqual(expected);
});
