export type Row = Readonly<Record<string, string | number | bigint | Uint8Array | null>>;

export const AT = 1_768_467_600_000;
const FINGERPRINT = 'f'.repeat(64);
export const DIGEST = 'd'.repeat(64);
export const OTHER_KEY = 'e'.repeat(64);

export function apiToken(id: string, fields: Row = {}): Row {
  return {
    id,
    user_id: 'amina',
    name: id,
    role: 'CUSTOMER',
    access: 'READ',
    token_hash: FINGERPRINT,
    ending: 'abcd',
    created_at: AT,
    expires_at: AT + 1,
    last_used_at: null,
    revoked_at: null,
    revoked_by_id: null,
    ...fields,
  };
}

export function wallet(id: string, kind: string, posted: number, sequence: number, fields: Row = {}): Row {
  return {
    id,
    owner_id: kind === 'CUSTOMER' ? 'amina' : null,
    kind,
    currency: 'KES',
    name: id,
    status: 'ACTIVE',
    posted,
    held: 0,
    incoming: 0,
    sequence,
    created_at: AT,
    chain_head: DIGEST,
    shard_of: null,
    shard: 0,
    position: 0,
    goal_target: null,
    goal_date: null,
    goal_colour: null,
    goal_emoji: null,
    goal_began_at: null,
    goal_began_after: null,
    goal_reached_at: null,
    locked_until: null,
    lock_wait_hours: null,
    lock_opens_at: null,
    ...fields,
  };
}

/** Columns of a wallet that have something to say once it has a goal and a lock. */
export const GOAL: Row = {
  position: -1,
  goal_target: 1_000,
  goal_date: '2026-06-01',
  goal_colour: 'TEAL',
  goal_emoji: 'SCHOOL',
  goal_began_at: AT,
  goal_began_after: 0,
  goal_reached_at: AT,
  locked_until: AT + 2,
  lock_wait_hours: 48,
  lock_opens_at: AT + 1,
};

export function transaction(
  id: string,
  type: string,
  amount: number,
  source: string,
  destination: string,
  fields: Row = {},
): Row {
  return {
    id,
    type,
    status: 'POSTED',
    amount,
    currency: 'KES',
    source_wallet_id: source,
    destination_wallet_id: destination,
    initiated_by_id: 'amina',
    reference: null,
    description: null,
    metadata: null,
    created_at: AT,
    posted_at: AT,
    reversal_of_id: null,
    expires_at: null,
    voided_at: null,
    ...fields,
  };
}

export function entry(
  id: string,
  walletId: string,
  sequence: number,
  transactionId: string,
  amount: number,
  after: number,
): Row {
  return {
    id,
    wallet_id: walletId,
    sequence,
    transaction_id: transactionId,
    amount,
    balance_after: after,
    created_at: AT,
    hash: DIGEST,
  };
}

export function record(key: string, outcome: Row): Row {
  return {
    principal_id: 'amina',
    key,
    operation: 'deposit',
    fingerprint: FINGERPRINT,
    transaction_id: null,
    wallet_id: null,
    batch_id: null,
    user_id: null,
    audit_sequence: null,
    rejection_code: null,
    rejection_message: null,
    rejection_details: null,
    created_at: AT,
    ...outcome,
  };
}

export function audit(sequence: number, fields: Row = {}): Row {
  return {
    sequence,
    at: AT,
    actor_id: 'amina',
    action: 'WALLET_FROZEN',
    transaction_id: null,
    wallet_id: 'savings',
    user_id: null,
    batch_id: null,
    reason: 'a reason',
    details: null,
    hash: FINGERPRINT,
    ...fields,
  };
}

export function batch(id: string): Row {
  return {
    id,
    mode: 'EACH',
    initiated_by_id: 'amina',
    item_count: 2,
    created_at: AT,
    label: null,
    content_digest: null,
  };
}

export function batchItem(position: number, outcome: Row): Row {
  return {
    batch_id: 'batch',
    position,
    transaction_id: null,
    error_code: null,
    error_message: null,
    error_details: null,
    request: null,
    ...outcome,
  };
}

export function checkpoint(number: number): Row {
  return {
    number,
    created_at: AT,
    tree_size: 4,
    root: DIGEST,
    previous: number === 1 ? null : DIGEST,
    audit_sequence: 0,
    audit_head: null,
    key_id: DIGEST,
    signature: DIGEST + DIGEST,
  };
}

export function verification(id: string): Row {
  const counts = { transactions: 3, problems: 0 };
  return { id, kind: 'FULL', started_at: AT, finished_at: AT, ...counts, problem_list: '[]', marks: null };
}
