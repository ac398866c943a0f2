import { describe, expect, it } from 'vitest';
import { defaultInstallOptions } from '../../../../../engine/operator/install/options.ts';
import {
  type InstallationRecord,
  readRecord,
  recordObject,
} from '../../../../../engine/operator/install/run/record/installation-record.ts';

const record: InstallationRecord = {
  version: '0.2.0',
  options: defaultInstallOptions('0.2.0', { simulated: true }),
  state: 'applying',
  from: '0.1.0',
  created: [{ apiVersion: 'v1', kind: 'Namespace', namespace: null, name: 'slipway-system' }],
};

describe('the record of an installation', () => {
  it('is read as it was written', () => {
    expect(readRecord(recordObject(record))).toEqual(record);
    expect(readRecord(recordObject({ ...record, from: null, created: [], state: 'complete' }))).toEqual({
      ...record,
      from: null,
      created: [],
      state: 'complete',
    });
  });

  it('lies beside our parts, under labels by which it is found', () => {
    expect(recordObject(record).metadata).toEqual({
      name: 'slipway-installation',
      namespace: 'slipway-system',
      labels: {
        'app.kubernetes.io/managed-by': 'slipway',
        'app.kubernetes.io/part-of': 'slipway',
        'app.kubernetes.io/component': 'installation',
        'app.kubernetes.io/version': '0.2.0',
      },
    });
  });

  it.each([
    ['is empty', {}],
    ['lost its options', { ...recordObject(record).data, options: '{' }],
    ['has a state that nobody knows', { ...recordObject(record).data, state: 'half' }],
  ])('is none when it %s', (_, data) => {
    expect(readRecord({ data })).toBeUndefined();
  });
});
