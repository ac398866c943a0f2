import { expect } from 'vitest';
import { serviceAccounts } from '../../../clusters/kinds.ts';
import { eventually } from '../../helpers/eventually.ts';
import type { ContractTopic } from '../contract.ts';

interface TokenRequest {
  spec: { expirationSeconds: number; audiences: string[] };
  status: { token: string; expirationTimestamp: string };
}

/** Questions that are answered and not kept: who someone is, and what they may do. */
export const reviewsContract: ContractTopic = {
  name: 'reviews',
  overHttpOnly: true,
  declare(context) {
    const { itOverHttp } = context;
    const ask = (group: string, kind: string, spec: object | undefined, namespace?: string) => {
      const place = namespace ? `namespaces/${namespace}/` : '';
      const path = `/apis/${group}.k8s.io/v1/${place}${kind.toLowerCase()}s`;
      return context.raw({ method: 'POST', path, body: { apiVersion: `${group}.k8s.io/v1`, kind, ...(spec && { spec }) } });
    };
    const pods = { resourceAttributes: { verb: 'get', resource: 'pods' } };
    const somebody = { user: 'jane', groups: ['system:masters'] };

    itOverHttp('says what the asking user may do', async () => {
      const answer = await ask('authorization', 'SelfSubjectAccessReview', pods);
      expect(answer.code).toBe(201);
      // Somebody who is no master is told by which rule, too.
      expect(answer.json()).toMatchObject({ kind: 'SelfSubjectAccessReview', spec: pods, status: { allowed: true } });
    });

    itOverHttp('lists what the asking user may do', async () => {
      const answer = await ask('authorization', 'SelfSubjectRulesReview', { namespace: context.namespace });
      const { status } = answer.json<{ status: { resourceRules: object[]; incomplete: boolean } }>();
      expect(status.resourceRules).toContainEqual({ verbs: ['*'], apiGroups: ['*'], resources: ['*'] });
      expect(status.incomplete).toBe(false);
    });

    itOverHttp('says what somebody else may do, anywhere and in one namespace', async () => {
      const anywhere = await ask('authorization', 'SubjectAccessReview', { ...somebody, ...pods });
      expect([anywhere.code, anywhere.json()['status']]).toEqual([201, { allowed: true }]);
      const attributes = { ...pods.resourceAttributes, namespace: context.namespace };
      const here = await ask(
        'authorization',
        'LocalSubjectAccessReview',
        { ...somebody, resourceAttributes: attributes },
        context.namespace,
      );
      expect([here.code, here.json()['status']]).toEqual([201, { allowed: true }]);
    });

    itOverHttp('refuses questions about nothing, about nobody, and about another namespace', async () => {
      const nothing = await ask('authorization', 'SelfSubjectAccessReview', {});
      expect([nothing.code, nothing.json()['message']]).toEqual([
        422,
        '.authorization.k8s.io "" is invalid: spec.resourceAttributes: Invalid value: null: exactly one of nonResourceAttributes or resourceAttributes must be specified',
      ]);
      const nobody = await ask('authorization', 'SubjectAccessReview', pods);
      expect([nobody.code, nobody.json<{ details: { causes: object[] } }>().details.causes]).toEqual([
        422,
        [
          {
            reason: 'FieldValueInvalid',
            message: 'Invalid value: "": at least one of user or group must be specified',
            field: 'spec.user',
          },
        ],
      ]);
      const attributes = { ...pods.resourceAttributes, namespace: 'elsewhere' };
      const elsewhere = await ask(
        'authorization',
        'LocalSubjectAccessReview',
        { ...somebody, resourceAttributes: attributes },
        context.namespace,
      );
      expect(elsewhere.json()['message']).toContain('Invalid value: "elsewhere": must match metadata.namespace');
    });

    itOverHttp('says who the asking user is', async () => {
      const { status } = (await ask('authentication', 'SelfSubjectReview', undefined)).json<{
        status: { userInfo: { groups: string[]; extra: object } };
      }>();
      expect(status.userInfo.groups).toEqual(expect.arrayContaining(['system:authenticated']));
      expect(Object.keys(status.userInfo.extra)).toEqual(['authentication.kubernetes.io/credential-id']);
    });

    itOverHttp('gives a service account a token by which it is known, until the account is gone', async () => {
      const { namespace } = context;
      const { metadata } = await context.cluster.create(serviceAccounts, { metadata: { name: 'robot', namespace } });
      const path = `/api/v1/namespaces/${namespace}/serviceaccounts/robot/token`;
      const issued = await context.raw({ method: 'POST', path, body: { spec: { expirationSeconds: 900 } } });
      const { spec, status } = issued.json<TokenRequest>();
      expect([issued.code, spec.expirationSeconds]).toEqual([201, 900]);

      const { status: review } = (await ask('authentication', 'TokenReview', { token: status.token })).json<{ status: object }>();
      expect(review).toMatchObject({
        authenticated: true,
        user: {
          username: `system:serviceaccount:${namespace}:robot`,
          uid: metadata.uid,
          groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'],
        },
        audiences: spec.audiences,
      });

      await context.cluster.delete(serviceAccounts, { namespace, name: 'robot' });
      // A real server remembers for a while whose token it was.
      await eventually(
        async () => {
          const after = await ask('authentication', 'TokenReview', { token: status.token });
          return !('authenticated' in after.json<{ status: object }>().status);
        },
        { timeoutMs: 30_000 },
      );
    });

    itOverHttp('refuses a token for too short a time, and for nobody', async () => {
      const path = `/api/v1/namespaces/${context.namespace}/serviceaccounts`;
      await context.cluster.create(serviceAccounts, { metadata: { name: 'brief', namespace: context.namespace } });
      const short = await context.raw({ method: 'POST', path: `${path}/brief/token`, body: { spec: { expirationSeconds: 10 } } });
      expect([short.code, short.json()['message']]).toEqual([
        422,
        'TokenRequest.authentication.k8s.io "" is invalid: spec.expirationSeconds: Invalid value: 10: may not specify a duration less than 10 minutes',
      ]);
      expect((await context.raw({ method: 'POST', path: `${path}/nobody/token`, body: {} })).code).toBe(404);
    });

    itOverHttp('knows no token that it did not give', async () => {
      const { status } = (await ask('authentication', 'TokenReview', { token: 'made-up' })).json<{ status: object }>();
      expect(status).toMatchObject({ user: {}, error: expect.stringContaining('invalid bearer token') });
      expect((await ask('authentication', 'TokenReview', {})).code).toBe(400);
    });
  },
};
