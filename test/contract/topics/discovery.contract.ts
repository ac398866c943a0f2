import { expect } from 'vitest';
import { eventually } from '../../helpers/eventually.ts';
import type { ContractTopic } from '../contract.ts';
import { widgets } from '../objects.ts';

export const discoveryContract: ContractTopic = {
  name: 'discovery',
  declare(context) {
    const { it } = context;

    it('discovers built-in and custom kinds', async () => {
      const kinds = await eventually(async () => {
        const found = await context.cluster.discover();
        return found.some(({ kind }) => kind === 'Widget') && found;
      });
      expect(kinds).toContainEqual({ group: 'apps', version: 'v1', kind: 'Deployment', plural: 'deployments', namespaced: true });
      expect(kinds).toContainEqual({ ...widgets });
    });
  },
};
