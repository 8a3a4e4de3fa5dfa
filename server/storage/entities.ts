import { AuditEventSchema } from '../ledger/model/audit-event.js';
import { AuditPersonalDetailsSchema } from '../ledger/chain/audit-personal.js';
import { ApiTokenSchema } from '../identity/model/api-token.js';
import { EmailTokenSchema } from '../identity/mails/email-token.js';
import { OutgoingMailSchema } from '../identity/mails/outgoing-mail.js';
import { ExternalIdentitySchema } from '../identity/model/external-identity.js';
import { ExternalSignInSchema } from '../identity/oidc/external-sign-in.js';
import { PendingRegistrationSchema } from '../identity/model/pending-registration.js';
import { ChallengeSchema } from '../identity/factors/challenge.js';
import { PasskeySchema } from '../identity/model/passkey.js';
import { RecoveryCodeSchema } from '../identity/model/recovery-code.js';
import { TotpSecretSchema } from '../identity/model/totp-secret.js';
import { SessionSchema } from '../identity/model/session.js';
import { KnownOriginSchema } from '../identity/model/known-origin.js';
import { SignInFailuresSchema } from '../identity/throttles/sign-in-failures.js';
import { UserSchema } from '../identity/model/user.js';
import { EntrySchema } from '../ledger/model/entry.js';
import { IdempotencyRecordSchema } from '../ledger/model/idempotency-record.js';
import { TransactionSchema } from '../ledger/model/transaction.js';
import { ReviewRuleSchema } from '../ledger/model/review-rule.js';
import { RiskThresholdSchema } from '../ledger/model/risk-threshold.js';
import { RiskAlertSchema } from '../reports/risk/alert.js';
import { TransferBatchItemSchema, TransferBatchSchema } from '../ledger/model/transfer-batch.js';
import { WalletSchema } from '../ledger/model/wallet.js';

/** All tables that MikroORM knows, of whichever database. */
export const ENTITIES = [
  UserSchema,
  SessionSchema,
  EmailTokenSchema,
  OutgoingMailSchema,
  PendingRegistrationSchema,
  ExternalIdentitySchema,
  ExternalSignInSchema,
  ApiTokenSchema,
  SignInFailuresSchema,
  KnownOriginSchema,
  PasskeySchema,
  TotpSecretSchema,
  RecoveryCodeSchema,
  ChallengeSchema,
  WalletSchema,
  TransactionSchema,
  EntrySchema,
  IdempotencyRecordSchema,
  TransferBatchSchema,
  TransferBatchItemSchema,
  ReviewRuleSchema,
  RiskThresholdSchema,
  RiskAlertSchema,
  AuditEventSchema,
  AuditPersonalDetailsSchema,
];
