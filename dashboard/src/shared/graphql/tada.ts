import { initGraphQLTada } from 'gql.tada';
import type { introspection } from './schema-types';

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

/** Types an operation by the server's schema. Money stays the string that came over the wire. */
export const graphql = initGraphQLTada<{
  disableMasking: true;
  introspection: introspection;
  scalars: {
    DateTime: string;
    Decimal: string;
    LocalDate: string;
    JSONObject: Record<string, JsonValue>;
  };
}>();

export type { ResultOf, VariablesOf } from 'gql.tada';
