import { defineEntity, p } from '@mikro-orm/core';
import type { JsonValue } from './transaction.js';

export type AuditAction =
  | 'TRANSACTION_POSTED'
  | 'TRANSACTION_VOIDED'
  | 'TRANSACTION_EXPIRED'
  | 'TRANSACTION_REVERSED'
  | 'WALLET_FROZEN'
  | 'WALLET_UNFROZEN'
  | 'WALLET_CLOSED'
  | 'WALLET_RENAMED'
  | 'GOAL_SET'
  | 'GOAL_REMOVED'
  | 'LOCK_BREAK_STARTED'
  | 'LOCK_BREAK_WITHDRAWN'
  | 'USER_SUSPENDED'
  | 'USER_REACTIVATED'
  | 'REVIEW_RULE_SET'
  | 'RISK_THRESHOLD_SET'
  | 'API_TOKEN_CREATED'
  | 'API_TOKEN_REVOKED'
  | 'TRANSFER_BATCH_SENT'
  | 'PASSWORD_CHANGED'
  | 'PASSWORD_RESET_ASKED'
  | 'PASSWORD_RESET'
  | 'NAME_CHANGED'
  | 'EMAIL_CHANGE_ASKED'
  | 'EMAIL_CHANGED'
  | 'EMAIL_VERIFIED'
  | 'ROLE_CHANGED'
  | 'IDENTITY_LINKED'
  | 'SESSIONS_ENDED'
  | 'OWN_DATA_EXPORTED'
  | 'ACCOUNT_CLOSED'
  | 'PASSKEY_ADDED'
  | 'PASSKEY_RENAMED'
  | 'PASSKEY_REMOVED'
  | 'TOTP_ENABLED'
  | 'TOTP_DISABLED'
  | 'RECOVERY_CODES_CREATED'
  | 'RECOVERY_CODE_USED'
  | AccessAction;

/** Actions that record access, such as sign-ins, and change nothing. */
export const ACCESS_ACTIONS = [
  'SIGNED_IN',
  'SIGNED_OUT',
  'SIGN_IN_FAILED',
  'ACCESS_DENIED',
  'EXPORT_TAKEN',
] as const;
export type AccessAction = (typeof ACCESS_ACTIONS)[number];

export type AuditDetails = Readonly<Record<string, JsonValue>>;

export const AuditEventSchema = defineEntity({
  name: 'AuditEvent',
  tableName: 'audit_events',
  properties: {
    /** Counts all events from 1, without a gap: their one order. */
    sequence: p.integer().primary(),
    at: p.datetime(),
    /** User who acted; null when the system did, as when a hold expires. */
    actorId: p.uuid().nullable(),
    action: p.string().$type<AuditAction>(),
    /** Objects of the act. */
    transactionId: p.uuid().nullable(),
    walletId: p.uuid().nullable(),
    userId: p.uuid().nullable(),
    batchId: p.uuid().nullable(),
    reason: p.string().nullable(),
    details: p.json<AuditDetails>().nullable(),
    /** Chains each event to the one before it, see `audit-log.ts`. */
    hash: p.string(),
  },
});

/** One act that changed existing data, or one access: the user, the act, its time and its reason. Append-only. */
export class AuditEvent extends AuditEventSchema.class {}
AuditEventSchema.setClass(AuditEvent);
