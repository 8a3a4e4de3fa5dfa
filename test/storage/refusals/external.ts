import { DIGEST } from '../sample-rows.js';
import { inserting, type Refusal } from './cases.js';

export const EXTERNAL_REFUSALS: readonly Refusal[] = [
  inserting(
    'external_identities',
    { subject: '' },
    'CHECK constraint failed: length(subject) between 1 and 255',
  ),
  inserting('external_identities', { last_used_at: 0 }, 'CHECK constraint failed: external_identities_used'),
  inserting('external_identities', { id: 'identity' }, 'UNIQUE constraint failed: external_identities.id'),
  inserting(
    'external_identities',
    { subject: 'subject of identity' },
    'UNIQUE constraint failed: external_identities.issuer, external_identities.subject',
  ),
  inserting(
    'external_identities',
    { user_id: 'amina' },
    'UNIQUE constraint failed: external_identities.user_id, external_identities.issuer',
  ),
  inserting('external_sign_ins', { token_hash: 'short' }, 'CHECK constraint failed: length(token_hash) = 64'),
  inserting(
    'external_sign_ins',
    { purpose: 'PAY' },
    "CHECK constraint failed: purpose in ('SIGN_IN', 'CONFIRM', 'LINK')",
  ),
  inserting('external_sign_ins', { expires_at: 0 }, 'CHECK constraint failed: external_sign_ins_end'),
  inserting(
    'external_sign_ins',
    { asking_session: null },
    'CHECK constraint failed: external_sign_ins_session',
  ),
  inserting(
    'external_sign_ins',
    { token_hash: DIGEST },
    'UNIQUE constraint failed: external_sign_ins.token_hash',
  ),
];
