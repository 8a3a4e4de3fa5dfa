import { DIGEST } from '../sample-rows.js';
import { inserting, type Refusal } from './cases.js';

export const ACCOUNT_REFUSALS: readonly Refusal[] = [
  inserting(
    'sessions',
    { user_agent: 'x'.repeat(401) },
    'CHECK constraint failed: length(user_agent) <= 400',
  ),
  inserting('email_tokens', { token_hash: 'short' }, 'CHECK constraint failed: length(token_hash) = 64'),
  inserting(
    'email_tokens',
    { purpose: 'PAY' },
    "CHECK constraint failed: purpose in ('RESET_PASSWORD', 'VERIFY_EMAIL', 'CHANGE_EMAIL')",
  ),
  inserting('email_tokens', { expires_at: 0 }, 'CHECK constraint failed: email_tokens_end'),
  inserting('email_tokens', { token_hash: DIGEST }, 'UNIQUE constraint failed: email_tokens.token_hash'),
  inserting('outgoing_mails', { kind: '' }, 'CHECK constraint failed: outgoing_mails_kind'),
  inserting('outgoing_mails', { attempts: -1 }, 'CHECK constraint failed: attempts >= 0'),
  inserting('outgoing_mails', { user_id: null }, 'CHECK constraint failed: outgoing_mails_name_a_user'),
  inserting(
    'pending_registrations',
    { token_hash: 'short' },
    'CHECK constraint failed: length(token_hash) = 64',
  ),
  inserting(
    'pending_registrations',
    { token_hash: DIGEST },
    'UNIQUE constraint failed: pending_registrations.token_hash',
  ),
  inserting('pending_registrations', { expires_at: 0 }, 'CHECK constraint failed: pending_registrations_end'),
  inserting(
    'pending_registrations',
    { id: 'registration', token_hash: null },
    'UNIQUE constraint failed: pending_registrations.id',
  ),
  inserting('outgoing_mails', { id: 'mail' }, 'UNIQUE constraint failed: outgoing_mails.id'),
];
