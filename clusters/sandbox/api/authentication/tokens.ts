import { createHash, timingSafeEqual } from 'node:crypto';
import type { AccountTokens } from './account-tokens.ts';
import type { User } from './user.ts';

/** The bearer tokens that are accepted. */
export interface Tokens {
  accounts: AccountTokens;
  userOf(token: string): User | undefined;
}

/** Known tokens and whose they are, and those of service accounts. */
export function createTokens(known: ReadonlyMap<string, User>, accounts: AccountTokens): Tokens {
  return {
    accounts,
    userOf(token) {
      for (const [text, user] of known) if (sameSecret(text, token)) return user;
      return accounts.verify(token)?.user;
    },
  };
}

/** Compares digests, so that the time taken says nothing about how much was right. */
function sameSecret(left: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}
