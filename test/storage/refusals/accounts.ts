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
  inserting(
    'sessions',
    { second_factor: 'PASSWORD' },
    "CHECK constraint failed: second_factor in ('TOTP', 'RECOVERY_CODE', 'PASSKEY')",
  ),
  inserting('passkeys', { counter: -1 }, 'CHECK constraint failed: counter >= 0'),
  inserting('passkeys', { backed_up: 2 }, 'CHECK constraint failed: backed_up in (0, 1)'),
  inserting('passkeys', { name: '' }, 'CHECK constraint failed: length(name) between 1 and 80'),
  inserting('passkeys', { credential: '' }, 'CHECK constraint failed: length(credential) between 1 and 1400'),
  inserting('passkeys', { credential: 'passkey' }, 'UNIQUE constraint failed: passkeys.credential'),
  inserting('passkeys', { id: 'passkey' }, 'UNIQUE constraint failed: passkeys.id'),
  inserting(
    'webauthn_challenges',
    { challenge_hash: DIGEST },
    'UNIQUE constraint failed: webauthn_challenges.challenge_hash',
  ),
  inserting('totp_secrets', { sealed_under: 'short' }, 'CHECK constraint failed: length(sealed_under) = 16'),
  inserting('totp_secrets', { enabled_at: 1 }, 'CHECK constraint failed: totp_secrets_step_once_enabled'),
  inserting('totp_secrets', { user_id: 'amina' }, 'UNIQUE constraint failed: totp_secrets.user_id'),
  inserting('recovery_codes', { code_hash: 'short' }, 'CHECK constraint failed: length(code_hash) = 64'),
  inserting('recovery_codes', { code_hash: DIGEST }, 'UNIQUE constraint failed: recovery_codes.code_hash'),
  inserting(
    'webauthn_challenges',
    { challenge_hash: 'short' },
    'CHECK constraint failed: length(challenge_hash) = 64',
  ),
  inserting(
    'webauthn_challenges',
    { purpose: 'PAY', for_session: 'session' },
    "CHECK constraint failed: purpose in ('SIGN_IN', 'REGISTER', 'CONFIRM')",
  ),
  inserting(
    'webauthn_challenges',
    { purpose: 'CONFIRM' },
    'CHECK constraint failed: webauthn_challenges_belong_to_a_session',
  ),
  inserting('webauthn_challenges', { expires_at: 0 }, 'CHECK constraint failed: webauthn_challenges_end'),
];
