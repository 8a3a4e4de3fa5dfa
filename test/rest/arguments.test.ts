import { describe, expect, test } from '@jest/globals';
import {
  getNamedType,
  isInputObjectType,
  isObjectType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLField,
} from 'graphql';
import { buildGraphqlSchema } from '../../server/graphql/schema.js';
import { DOCUMENTS } from '../../server/rest/routes/documents.js';
import { endpointsOf } from '../../server/rest/routes/endpoint.js';

const schema = buildGraphqlSchema();

interface AskedField {
  readonly field: GraphQLField<unknown, unknown>;
  /** The names of the arguments that it is given. */
  readonly given: readonly string[];
  /** The names in the answer of what is asked of it. */
  readonly selected: readonly string[];
}

/** Every field that a stored document asks for. */
function fieldsIn(ast: DocumentNode): AskedField[] {
  const typeInfo = new TypeInfo(schema);
  const found: AskedField[] = [];
  visit(
    ast,
    visitWithTypeInfo(typeInfo, {
      Field({ arguments: given = [], selectionSet }) {
        const field = typeInfo.getFieldDef();
        if (!field) return;
        const selected = (selectionSet?.selections ?? []).flatMap((node) =>
          node.kind === Kind.FIELD ? [(node.alias ?? node.name).value] : [],
        );
        found.push({ field, given: given.map(({ name }) => name.value), selected });
      },
    }),
  );
  return found;
}

function isConnection({ type }: GraphQLField<unknown, unknown>): boolean {
  const named = getNamedType(type);
  return isObjectType(named) && named.name.endsWith('Connection');
}

describe('REST', () => {
  test('passes on every argument that a field takes, so that REST can ask for what GraphQL can', () => {
    const missing = [...DOCUMENTS].flatMap(([name, { ast }]) =>
      fieldsIn(ast).flatMap(({ field, given }) =>
        field.args
          .filter((argument) => !argument.deprecationReason && !given.includes(argument.name))
          .map((argument) => `${name}: ${field.name}(${argument.name})`),
      ),
    );
    // A batch comes whole, so that there is nothing to skip.
    expect([...new Set(missing)]).toEqual(
      ['transferBatch', 'findTransferBatch', 'idempotencyKey'].map((name) => `${name}: items(offset)`),
    );
  });

  test('takes for each list what its pages and its filter take, and says how many there are', () => {
    const lists = endpointsOf(schema).flatMap((endpoint) => {
      if ('stream' in endpoint) return [];
      const list = fieldsIn(endpoint.document.ast).find(({ field }) => isConnection(field));
      return list ? [{ ...list, path: endpoint.route.path, parameters: endpoint.parameters }] : [];
    });
    expect(lists.map(({ path }) => path).sort()).toEqual([
      '/audit-events',
      '/declines',
      '/reused-keys',
      '/sessions',
      '/tokens',
      '/transactions',
      '/transfer-batches',
      '/users',
      '/wallets',
      '/wallets/{id}/entries',
      '/wallets/{id}/statement',
      '/wallets/{id}/transactions',
    ]);
    for (const { path, field, selected, parameters } of lists) {
      const inQuery = new Set(parameters.filter((one) => one.in === 'query').map(({ name }) => name));
      const due = field.args
        .filter(({ deprecationReason }) => !deprecationReason)
        .flatMap(({ name, type }) => {
          const named = getNamedType(type);
          return isInputObjectType(named) ? Object.keys(named.getFields()) : [name];
        });
      expect([path, due.filter((name) => !inQuery.has(name))]).toEqual([path, []]);
      expect([path, selected]).toEqual([path, ['data', 'pageInfo', 'totalCount']]);
    }
  });
});
