import { AT, type Row } from './sample-rows.js';

export function passkey(id: string): Row {
  return {
    id,
    user_id: 'amina',
    credential: id,
    public_key: 'key',
    counter: 0,
    transports: '[]',
    name: 'Phone',
    backed_up: 0,
    created_at: AT,
    last_used_at: null,
  };
}

export function totpSecret(userId: string): Row {
  return {
    user_id: userId,
    sealed_under: 'k'.repeat(16),
    sealed: 'sealed',
    created_at: AT,
    enabled_at: null,
    last_step: null,
  };
}

export function recoveryCode(hash: string): Row {
  return { code_hash: hash, user_id: 'amina', created_at: AT };
}

export function challenge(hash: string): Row {
  return { challenge_hash: hash, purpose: 'SIGN_IN', for_session: null, created_at: AT, expires_at: AT + 1 };
}
