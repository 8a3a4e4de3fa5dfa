import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { AuditAction, AuditDetails, AuditEvent } from '../../ledger/model/audit-event.js';
import { connectionType } from './connection.js';
import { FILTER, SEARCH } from './id.filter.js';
import { listBySequence, orderedArgs, orderEnum } from './page-args.js';
import { DateTimeScalar, enumOf, JsonObjectScalar } from './scalars.js';

const AuditActionEnum = enumOf<AuditAction>('AuditAction', 'What was done. Actions may be added.', {
  TRANSACTION_POSTED: 'A pending transaction was posted.',
  TRANSACTION_VOIDED: 'A pending transaction was voided by somebody.',
  TRANSACTION_EXPIRED: 'A pending transaction was voided because its time was over.',
  TRANSACTION_REVERSED: 'A posted transaction was undone; the details have the `reversalId`.',
  WALLET_FROZEN: 'A wallet was frozen.',
  WALLET_UNFROZEN: 'A frozen wallet was made active again.',
  WALLET_CLOSED: 'A wallet was closed.',
  WALLET_RENAMED: 'A wallet was given another name; `personal` has both.',
  GOAL_SET:
    'A wallet was given a goal, or its goal was changed; the details say which and until when it is locked.',
  GOAL_REMOVED: 'A wallet has no goal any more.',
  LOCK_BREAK_STARTED: 'Somebody began to break the lock of a wallet of theirs; the reason is null.',
  LOCK_BREAK_WITHDRAWN: 'Somebody chose to keep the lock of a wallet that they had begun to break.',
  USER_SUSPENDED: 'A user was suspended.',
  USER_REACTIVATED: 'A suspended user was let in again.',
  REVIEW_RULE_SET:
    'A review rule was set or taken away; the details have `currency`, `withdrawalsAbove` and what it was `before`.',
  RISK_THRESHOLD_SET: 'A risk threshold was set or removed; the details say which.',
  API_TOKEN_CREATED: 'An API token was made.',
  API_TOKEN_REVOKED: 'An API token was revoked.',
  TRANSFER_BATCH_SENT: 'A batch of transfers was sent, by an operator or a customer.',
  PASSWORD_CHANGED: 'A user changed their password, which ended their other sessions.',
  PASSWORD_RESET_ASKED: 'Somebody asked for a link to set a new password, and it went to the user’s email.',
  PASSWORD_RESET: 'A user set a new password by a link, which ended all of their sessions.',
  NAME_CHANGED: 'A user changed what they are called; `personal` has both names.',
  EMAIL_CHANGE_ASKED: 'A user asked for another email; nothing changes before they prove to have it.',
  EMAIL_CHANGED: 'A user has another email; `personal` has both.',
  EMAIL_VERIFIED: 'A user proved to have their email.',
  ROLE_CHANGED: 'The issuer that a user signs in with gave them another role; the details say which.',
  IDENTITY_LINKED: 'A user can sign in with an issuer, too; the details say which.',
  SESSIONS_ENDED: 'A user ended sessions of theirs; the details say how many.',
  ACCOUNT_CLOSED:
    'An account was closed for good, by its owner or on the command line; the details count what went with it.',
  SIGNED_IN: 'A user signed in; the details have the `method`.',
  SIGNED_OUT: 'A user signed out.',
  SIGN_IN_FAILED:
    'Somebody was not let in; the details have the `reason`, and the user is whose account it was, if anybody’s.',
  ACCESS_DENIED:
    'A user asked for what they may not have; the details say for `what`, and by which `credential`. Once in ten minutes for each.',
  EXPORT_TAKEN: 'An export or a statement was downloaded; the details have its `name` and `format`.',
  OWN_DATA_EXPORTED: 'Everything that is known of a user was exported, by the user or on the command line.',
  PASSKEY_ADDED: 'A user added a passkey; the details have its `passkeyId` and `name`.',
  PASSKEY_RENAMED: 'A user gave a passkey another name; the details have both.',
  PASSKEY_REMOVED: 'A passkey was removed, by its user or from the command line.',
  TOTP_ENABLED: 'A user began to sign in with codes from an app.',
  TOTP_DISABLED: 'Codes from an app were switched off, by their user or from the command line.',
  RECOVERY_CODES_CREATED: 'A user was given recovery codes; those from before are worthless.',
  RECOVERY_CODE_USED: 'A recovery code was used; the details say how many are `left`.',
});

@ObjectType('AuditEvent', {
  simpleResolvers: true,
  description:
    'One act that changed what was there already, or a sign-in, a denial, an export. The log is append-only, and each event is chained to the last.',
})
export class AuditEventType {
  @Field(() => Int, { description: 'Counts all events from 1, without a gap.' })
  sequence!: number;

  @Field(() => DateTimeScalar, { description: 'When it was done.' })
  at!: Date;

  @Field(() => AuditActionEnum, { description: 'What was done.' })
  action!: AuditAction;

  @Field(() => String, {
    nullable: true,
    description: 'Why, in the words of whoever acted; null when they did not say.',
  })
  reason!: string | null;

  @Field(() => JsonObjectScalar, {
    nullable: true,
    description:
      'Figures of the act; null where there are none. `personalDigest` is the digest of what is in `personal`.',
  })
  details!: AuditDetails | null;

  @Field(() => String, { description: 'SHA-256 over the event before it and this one, in hexadecimal.' })
  hash!: string;
}

export const AuditEventConnectionType = connectionType(
  'AuditEvent',
  () => AuditEventType,
  'Null with a filter: counting would not be cheap.',
);
export const auditEventList = listBySequence<AuditEvent>('audit event', 'NEWEST_FIRST');
const AuditEventOrder = orderEnum('AuditEvent', 'the sequence of events');
export const AuditEventListArgs = orderedArgs(AuditEventOrder, auditEventList.usual);

@InputType('AuditEventFilter', { description: FILTER })
export class AuditEventFilterInput {
  @Field(() => [AuditActionEnum], { nullable: true, description: 'Any of these actions.' })
  action?: AuditAction[] | null;

  @Field(() => ID, { nullable: true, description: 'Who acted.' })
  actorId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Which transaction it was done to.' })
  transactionId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Which wallet it was done to.' })
  walletId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Whom it was done to.' })
  userId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The batch of transfers that was sent.' })
  batchId?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'At or after.' })
  from?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Before.' })
  to?: Date | null;

  @Field(() => String, {
    nullable: true,
    description: `A part of the reason, or the id or a part of the name or email of who acted or whom it was done to. ${SEARCH}`,
  })
  search?: string | null;
}
