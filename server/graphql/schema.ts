import 'reflect-metadata';
import { lexicographicSortSchema, printSchema, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import { AccountLinksResolver } from './account-links.resolver.js';
import { AdminSummaryResolver } from './admin-summary.resolver.js';
import { ApiTokenResolver, UserApiTokensResolver } from './api-token.resolver.js';
import { AuditResolver } from './audit.resolver.js';
import { BalanceHistoryResolver } from './balance-history.resolver.js';
import { CommandResolver } from './command.resolver.js';
import { DeclineResolver } from './decline.resolver.js';
import { EntryResolver } from './entry.resolver.js';
import { guarded } from './engine/guarded.js';
import { OneTimeCodeResolver } from './factors/one-time-code.resolver.js';
import { PasskeyResolver } from './factors/passkey.resolver.js';
import { UserFactorsResolver } from './factors/user-factors.resolver.js';
import { IdempotencyResolver } from './idempotency.resolver.js';
import { LiveResolver } from './live.resolver.js';
import { ClosingResolver } from './closing.resolver.js';
import { OwnAccountResolver } from './own-account.resolver.js';
import { PreviewResolver } from './preview.resolver.js';
import { RecipientResolver } from './recipient.resolver.js';
import { ReusedKeyResolver } from './reused-key.resolver.js';
import { ReviewRuleResolver } from './review-rule.resolver.js';
import { IntegrityResolver, SigningKeyResolver } from './integrity.resolver.js';
import { passThrough } from './engine/pass-through.js';
import { ONCE_THE_THING_ITSELF } from './types/payload.types.js';
import { RiskThresholdResolver } from './risk-threshold.resolver.js';
import { HolderResolver, RiskResolver, UnusualMovementResolver } from './risk.resolver.js';
import { DateTimeScalar } from './types/scalars.js';
import { MonthlyFlowResolver } from './monthly-flow.resolver.js';
import { ServiceResolver } from './service.resolver.js';
import { SessionResolver } from './session.resolver.js';
import { SettlementResolver } from './settlement.resolver.js';
import { SuspensionResolver } from './suspension.resolver.js';
import { TransferBatchContentResolver } from './transfer-batch.content.resolver.js';
import { TransferBatchItemResolver, TransferBatchResolver } from './transfer-batch.resolver.js';
import { TransferBatchesResolver } from './transfer-batches.resolver.js';
import { SignUpResolver } from './sign-up/sign-up.resolver.js';
import { StatementResolver } from './statement.resolver.js';
import { TransactionPartyResolver, TransactionResolver } from './transaction.resolver.js';
import { TransactionOriginResolver } from './transaction.origin.resolver.js';
import { UserSessionResolver } from './user-session.resolver.js';
import { UserResolver } from './user.resolver.js';
import { WalletStatusResolver } from './wallet-status.resolver.js';
import { WalletResolver } from './wallet.resolver.js';

/** Builds the executable schema from the resolver classes. Input is checked by the parsers, not by class-validator. */
export function buildGraphqlSchema(): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers: [
      AccountLinksResolver,
      AdminSummaryResolver,
      ApiTokenResolver,
      AuditResolver,
      BalanceHistoryResolver,
      CommandResolver,
      DeclineResolver,
      EntryResolver,
      HolderResolver,
      IdempotencyResolver,
      LiveResolver,
      IntegrityResolver,
      SigningKeyResolver,
      MonthlyFlowResolver,
      OneTimeCodeResolver,
      OwnAccountResolver,
      ClosingResolver,
      PasskeyResolver,
      PreviewResolver,
      RecipientResolver,
      ReusedKeyResolver,
      ReviewRuleResolver,
      RiskResolver,
      RiskThresholdResolver,
      ServiceResolver,
      SessionResolver,
      SettlementResolver,
      SignUpResolver,
      StatementResolver,
      SuspensionResolver,
      TransactionOriginResolver,
      TransactionPartyResolver,
      TransactionResolver,
      TransferBatchItemResolver,
      TransferBatchContentResolver,
      TransferBatchResolver,
      TransferBatchesResolver,
      UnusualMovementResolver,
      UserApiTokensResolver,
      UserFactorsResolver,
      UserResolver,
      UserSessionResolver,
      WalletResolver,
      WalletStatusResolver,
    ],
    scalarsMap: [{ type: Date, scalar: DateTimeScalar }],
    validate: false,
    // type-graphql asks for one wherever there are subscriptions; ours read the database.
    pubSub: { publish: () => undefined, subscribe: neverSubscribed },
  });
  return lexicographicSortSchema(passThrough(guarded(describeRoots(schema)), ONCE_THE_THING_ITSELF));
}

/** type-graphql has no place for what the root types say of themselves. */
function describeRoots(schema: GraphQLSchema): GraphQLSchema {
  const roots: [GraphQLObjectType | null | undefined, string][] = [
    [schema.getQueryType(), 'What can be read. Nothing here changes anything.'],
    [
      schema.getMutationType(),
      'What can be changed. Each takes an idempotency key, but those about credentials and one’s own account.',
    ],
    [schema.getSubscriptionType(), 'What can be followed, at `/graphql/stream`.'],
  ];
  for (const [type, description] of roots) if (type) type.description = description;
  return schema;
}

function neverSubscribed(): never {
  throw new Error('No subscription takes its events from type-graphql');
}

/** The schema as `schema.graphql` holds it: sorted, so that a diff shows what changed and nothing else. */
export function printGraphqlSchema(schema: GraphQLSchema): string {
  return `${printSchema(schema)}\n`;
}
