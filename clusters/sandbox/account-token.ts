import type { ObjectKey } from '../objects.ts';

/** Makes a token by which a program in a pod can act as a service account. Throws ApiError where the account is missing. */
export type AccountToken = (account: ObjectKey, wanted: AccountTokenWish) => string;

/** As a pod's volume says it. */
export interface AccountTokenWish {
  /** The token ends with it. */
  pod: { name: string; uid: string };
  /** Whom it is for; absent: the API server. */
  audience?: string | undefined;
  expirationSeconds?: number | undefined;
}
