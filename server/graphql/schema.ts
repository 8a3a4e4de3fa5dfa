import 'reflect-metadata';
import { lexicographicSortSchema, printSchema, type GraphQLSchema } from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import { AdminSummaryResolver } from './admin-summary.resolver.js';
import { CommandResolver } from './command.resolver.js';
import { DeclineResolver } from './decline.resolver.js';
import { EntryResolver } from './entry.resolver.js';
import { IdempotencyResolver } from './idempotency.resolver.js';
import { DateTimeScalar } from './scalars.js';
import { MonthlyFlowResolver } from './monthly-flow.resolver.js';
import { ServiceResolver } from './service.resolver.js';
import { SessionResolver } from './session.resolver.js';
import { TransactionPartyResolver, TransactionResolver } from './transaction.resolver.js';
import { UserResolver } from './user.resolver.js';
import { WalletResolver } from './wallet.resolver.js';

/** Builds the executable schema from the resolver classes. Input is checked by the parsers, not by class-validator. */
export function buildGraphqlSchema(): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers: [
      AdminSummaryResolver,
      CommandResolver,
      DeclineResolver,
      EntryResolver,
      IdempotencyResolver,
      MonthlyFlowResolver,
      ServiceResolver,
      SessionResolver,
      TransactionPartyResolver,
      TransactionResolver,
      UserResolver,
      WalletResolver,
    ],
    scalarsMap: [{ type: Date, scalar: DateTimeScalar }],
    validate: false,
  });
  return lexicographicSortSchema(schema);
}

/** The schema as `schema.graphql` holds it: sorted, so that a diff shows what changed and nothing else. */
export function printGraphqlSchema(schema: GraphQLSchema): string {
  return `${printSchema(schema)}\n`;
}
