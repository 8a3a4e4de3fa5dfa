import { AT, type Row } from './sample-rows.js';

export function user(id: string): Row {
  return {
    id,
    email: `${id}@Example.com`,
    email_key: `${id}@example.com`,
    display_name: id,
    role: 'CUSTOMER',
    status: 'ACTIVE',
    password_hash: '$argon2id$none',
    created_at: AT,
    email_verified_at: null,
  };
}

export function session(id: string): Row {
  return {
    id,
    token_hash: `hash of ${id}`,
    user_id: 'amina',
    created_at: AT,
    expires_at: AT + 1,
    revoked_at: null,
    confirmed_at: AT,
    last_used_at: AT,
    user_agent: 'curl/8.0',
    address: '192.0.2.1',
    second_factor: 'TOTP',
  };
}

export function emailToken(hash: string): Row {
  return {
    token_hash: hash,
    purpose: 'RESET_PASSWORD',
    user_id: 'amina',
    email: 'amina@example.com',
    created_at: AT,
    expires_at: AT + 1,
  };
}

export function outgoingMail(id: string, fields: Row = {}): Row {
  return {
    id,
    kind: 'PASSWORD_CHANGED',
    address: 'amina@example.com',
    user_id: 'amina',
    created_at: AT,
    attempts: 0,
    next_attempt_at: AT,
    ...fields,
  };
}

export function registration(id: string, tokenHash: string): Row {
  return {
    id,
    email: 'New@Example.com',
    email_key: 'new@example.com',
    display_name: 'New',
    password_hash: '$argon2id$none',
    token_hash: tokenHash,
    created_at: AT,
    expires_at: AT + 1,
  };
}

export function externalIdentity(id: string, userId: string): Row {
  return {
    id,
    issuer: 'https://id.example.com',
    subject: `subject of ${id}`,
    user_id: userId,
    email: `${userId}@example.com`,
    linked_at: AT,
    last_used_at: AT,
  };
}

export function externalSignIn(hash: string): Row {
  return {
    token_hash: hash,
    purpose: 'CONFIRM',
    asking_session: 'session',
    return_to: '/',
    created_at: AT,
    expires_at: AT + 1,
  };
}
