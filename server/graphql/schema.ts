import 'reflect-metadata';
import { lexicographicSortSchema, printSchema, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import { AccountLinksResolver } from './resolvers/accounts/account-links.resolver.js';
import { AdminSummaryResolver } from './resolvers/operations/admin-summary.resolver.js';
import { ApiTokenResolver, UserApiTokensResolver } from './resolvers/accounts/api-token.resolver.js';
import { AuditResolver } from './resolvers/operations/audit.resolver.js';
import { BalanceHistoryResolver } from './resolvers/wallets/balance-history.resolver.js';
import { CommandResolver } from './resolvers/transactions/command.resolver.js';
import { DeclineResolver } from './resolvers/operations/decline.resolver.js';
import { EntryResolver } from './resolvers/wallets/entry.resolver.js';
import { guarded } from './engine/guarded.js';
import { OneTimeCodeResolver } from './resolvers/accounts/one-time-code.resolver.js';
import { PasskeyResolver } from './resolvers/accounts/passkey.resolver.js';
import { UserFactorsResolver } from './resolvers/accounts/user-factors.resolver.js';
import { IdempotencyResolver } from './resolvers/operations/idempotency.resolver.js';
import { LiveResolver } from './resolvers/live/live.resolver.js';
import { ClosingResolver } from './resolvers/accounts/closing.resolver.js';
import { OwnAccountResolver } from './resolvers/accounts/own-account.resolver.js';
import { PreviewResolver } from './resolvers/transactions/preview.resolver.js';
import { RecipientResolver } from './resolvers/transactions/recipient.resolver.js';
import { ReusedKeyResolver } from './resolvers/operations/reused-key.resolver.js';
import { ReviewRuleResolver } from './resolvers/operations/review-rule.resolver.js';
import { IntegrityResolver, SigningKeyResolver } from './resolvers/operations/integrity.resolver.js';
import { passThrough } from './engine/pass-through.js';
import { ONCE_THE_THING_ITSELF } from './types/payload.types.js';
import { RiskThresholdResolver } from './resolvers/operations/risk-threshold.resolver.js';
import {
  HolderResolver,
  RiskResolver,
  UnusualMovementResolver,
} from './resolvers/operations/risk.resolver.js';
import { DateTimeScalar } from './types/scalars.js';
import { GoalResolver } from './resolvers/wallets/goal.resolver.js';
import { MonthlyFlowResolver } from './resolvers/wallets/monthly-flow.resolver.js';
import { ServiceResolver } from './resolvers/operations/service.resolver.js';
import { SessionResolver } from './resolvers/accounts/session.resolver.js';
import { SettlementResolver } from './resolvers/transactions/settlement.resolver.js';
import { SuspensionResolver } from './resolvers/accounts/suspension.resolver.js';
import { TransferBatchContentResolver } from './resolvers/transactions/transfer-batch.content.resolver.js';
import {
  TransferBatchItemResolver,
  TransferBatchResolver,
} from './resolvers/transactions/transfer-batch.resolver.js';
import { TransferBatchesResolver } from './resolvers/transactions/transfer-batches.resolver.js';
import { SignUpResolver } from './resolvers/accounts/sign-up.resolver.js';
import { StatementResolver } from './resolvers/wallets/statement.resolver.js';
import {
  TransactionPartyResolver,
  TransactionResolver,
} from './resolvers/transactions/transaction.resolver.js';
import { TransactionOriginResolver } from './resolvers/transactions/transaction.origin.resolver.js';
import { UserSessionResolver } from './resolvers/accounts/user-session.resolver.js';
import { UserResolver } from './resolvers/accounts/user.resolver.js';
import { WalletStatusResolver } from './resolvers/wallets/wallet-status.resolver.js';
import { WalletResolver } from './resolvers/wallets/wallet.resolver.js';

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
      GoalResolver,
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
    // Apollo validates the finished schema; type-graphql would execute an introspection query on its own beforehand.
    skipCheck: true,
    // type-graphql asks for one wherever there are subscriptions; ours read the database.
    pubSub: { publish: () => undefined, subscribe: neverSubscribed },
  });
  return lexicographicSortSchema(passThrough(guarded(describeRoots(schema)), ONCE_THE_THING_ITSELF));
}

/** Describes the root types, for which type-graphql has no option. */
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

/** Prints the schema as `schema.graphql` holds it: sorted, so that a diff shows what changed and nothing else. */
export function printGraphqlSchema(schema: GraphQLSchema): string {
  return `${printSchema(schema)}\n`;
}
