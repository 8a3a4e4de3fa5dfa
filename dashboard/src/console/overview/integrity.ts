import type { Summary } from './query/overview';
import { formatAgo } from '../shared/time/moments';

export interface Verdict {
  /** `unproved` when the books were not verified: then nobody knows. */
  readonly state: 'proved' | 'unproved' | 'wrong';
  readonly title: string;
  readonly details: string;
}

const UNSIGNED = {
  KEY_MISSING: 'The signing key is missing.',
  KEY_UNKNOWN: 'The signing key is not the one that signed before.',
} as const;

/** Judges the books by the last verification. Claims no more than it found, and says when that was. */
export function integrityOf(integrity: Summary['integrity'], now: Date): Verdict {
  const verdict = booksOf(integrity, now);
  const { signing } = integrity;
  if (signing === 'READY' || verdict.state === 'wrong') return verdict;
  return {
    state: 'wrong',
    title: UNSIGNED[signing],
    details: `Nothing is signed until that is mended on the server. ${verdict.title} ${verdict.details}`,
  };
}

function booksOf(integrity: Summary['integrity'], now: Date): Verdict {
  const { trialBalanced, lastVerifiedAt, lastVerifiedTransactions, problems } = integrity;
  const balance = trialBalanced
    ? 'Every currency adds up to zero now.'
    : 'The wallets do not add up to zero now.';
  if (lastVerifiedAt === null) {
    return {
      state: trialBalanced ? 'unproved' : 'wrong',
      title: trialBalanced ? 'Never verified.' : 'The books do not balance.',
      details: `${balance} No verification of all entries has run yet.`,
    };
  }
  const found = problems ?? 0;
  const ago = formatAgo(lastVerifiedAt, now);
  const checked = `${(lastVerifiedTransactions ?? 0).toLocaleString()} transactions`;
  if (!trialBalanced || found > 0) {
    const counted = found === 1 ? '1 problem' : `${found.toLocaleString()} problems`;
    return {
      state: 'wrong',
      title: trialBalanced ? `${counted} in the books.` : 'The books do not balance.',
      details: `${balance} The last verification, ${ago}, found ${counted} in ${checked}.`,
    };
  }
  return { state: 'proved', title: 'Books verified', details: `${ago}: ${checked}, no problems. ${balance}` };
}
