import { expect, it } from 'vitest';
import { systemClock } from '../../../../clusters/clock.ts';
import { silentLog } from '../../../../clusters/log.ts';
import { checkCluster } from '../../../../clusters/remote/check/check-cluster.ts';
import { createApiServer } from '../../../../clusters/sandbox/api/server.ts';
import { noPods } from '../../../helpers/no-pods.ts';

it('somebody in this process may ask what they may do: everything', async () => {
  const api = createApiServer({ storage: ':memory:', clock: systemClock, log: silentLog, podRuntime: noPods });
  const { rights, records } = await checkCluster(api.cluster(), { clock: systemClock });
  expect(rights.length).toBeGreaterThan(5);
  expect(rights.filter(({ allowed }) => !allowed)).toEqual([]);
  expect(records.map(({ message }) => message).join('\n')).not.toContain('cannot be told');
  await api.close();
});
