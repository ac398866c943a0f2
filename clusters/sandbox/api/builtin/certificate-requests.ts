import type { CertificateSigningRequest } from 'kubernetes-types/certificates/v1.d.ts';
import type { StatusCause } from '../../../api-error.ts';
import { requiredValue } from '../causes.ts';
import { isJsonObject, typed } from '../json.ts';
import type { Strategy } from '../resource.ts';

/** Stored and approved by hand; nothing in the sandbox signs. */
export const certificateRequestStrategy: Strategy = {
  sign(body, { name, uid, groups, extra }) {
    const spec = isJsonObject(body['spec']) ? body['spec'] : {};
    return { ...body, spec: { ...spec, username: name, ...(uid && { uid }), groups, ...(extra && { extra }) } };
  },
  prepareCreate(object) {
    typed<CertificateSigningRequest>(object).status = {};
  },
  prepareUpdate(object, previous) {
    typed<CertificateSigningRequest>(object).spec = typed<CertificateSigningRequest>(previous).spec;
  },
  validate(object) {
    const { spec } = typed<CertificateSigningRequest>(object);
    const causes: StatusCause[] = [];
    if (!spec?.usages?.length) causes.push(requiredValue('spec.usages'));
    if (!spec?.signerName) causes.push(requiredValue('spec.signerName'));
    return causes;
  },
};
