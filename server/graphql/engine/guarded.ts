import {
  defaultFieldResolver,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { admit } from '../../identity/access/guard.js';
import type { AccessRule } from '../../identity/access/rule.js';
import { ruleOfField } from '../../identity/access/table.js';
import { abandonment } from '../../ledger/model/caller.js';
import { AccessError } from '../../identity/model/errors.js';
import type { Context } from '../context/context.js';

type Resolver = GraphQLFieldResolver<unknown, Context>;

/**
 * Wraps every root field in the check of its access rule. It is done here once and not in each resolver, so that nobody can
 * forget it; and only for root fields, so that it costs nothing for each of the many others.
 *
 * @throws Error when a root field has no rule.
 */
export function guarded(schema: GraphQLSchema): GraphQLSchema {
  for (const type of [schema.getQueryType(), schema.getMutationType()]) {
    for (const { field, rule } of rootFieldsOf(type))
      field.resolve = behind(rule, field.resolve ?? defaultFieldResolver);
  }
  for (const { field, rule } of rootFieldsOf(schema.getSubscriptionType())) {
    if (!field.subscribe) throw new Error(`Subscription.${field.name} cannot be followed`);
    field.subscribe = behind(rule, field.subscribe);
  }
  return schema;
}

function rootFieldsOf(type: GraphQLObjectType<unknown, Context> | null | undefined) {
  return Object.values(type?.getFields() ?? {}).map((field) => ({
    field,
    rule: ruleOfField(`${type?.name ?? ''}.${field.name}`),
  }));
}

function behind(rule: AccessRule, within: Resolver): Resolver {
  return (source, args, context, info) => {
    // Mutations run one after the other, and a client may hang up in between.
    if (context.transport.caller.aborted) throw abandonment();
    try {
      admit(rule, context.viewer, () => context.services.clock.now());
    } catch (error) {
      if (rule.refused === 'NULL' && error instanceof AccessError) return null;
      throw error;
    }
    return within(source, args, context, info);
  };
}
