import { describe, expect, test } from '@jest/globals';
import { assertEnumType, validate } from 'graphql';
import { buildGraphqlSchema } from '../../server/graphql/schema.js';
import { DOCUMENTS } from '../../server/rest/routes/documents.js';
import { endpointsOf, fieldsOf } from '../../server/rest/routes/endpoint.js';
import { buildOpenApi } from '../../server/rest/openapi/openapi.js';
import { ROUTES } from '../../server/rest/routes/routes.js';

const schema = buildGraphqlSchema();

describe('The table of routes', () => {
  test.each([...DOCUMENTS])('the stored document %s is valid for the schema', (_name, { ast }) => {
    expect(validate(schema, ast)).toEqual([]);
  });

  test('uses every stored document once', () => {
    const used = ROUTES.flatMap((route) =>
      'stream' in route ? [] : [route.operation, ...(route.preview ? [route.preview] : [])],
    );
    expect(used.sort()).toEqual([...DOCUMENTS.keys()].sort());
  });

  test('executes the mutation of every operation of the ledger', () => {
    const mutations = endpointsOf(schema).flatMap((endpoint) =>
      'document' in endpoint ? fieldsOf(endpoint) : [],
    );
    const operations = assertEnumType(schema.getType('Operation')).getValues();
    expect(mutations).toEqual(expect.arrayContaining(operations.map(({ name }) => `Mutation.${name}`)));
  });

  test('reads with GET and writes with any other method', () => {
    for (const endpoint of endpointsOf(schema)) {
      const { operation } = 'stream' in endpoint ? endpoint.stream : endpoint.document;
      const { path, method } = endpoint.route;
      expect([path, operation.operation]).toEqual([path, method === 'GET' ? 'query' : 'mutation']);
    }
  });

  test('has a key for every route that moves money', () => {
    const keys = endpointsOf(schema).flatMap(({ route, parameters }) =>
      parameters.filter((one) => one.in === 'header').map(({ required }) => [route.path, required]),
    );
    expect(Object.fromEntries(keys)).toEqual({
      '/deposits': true,
      '/transfers': true,
      '/withdrawals': true,
      '/transfer-batches': true,
      '/transactions/{id}/post': true,
      '/transactions/{id}/void': true,
      '/transactions/{id}/reverse': true,
      '/wallets': false,
      '/wallets/{id}/freeze': false,
      '/wallets/{id}/lock/break': false,
      '/wallets/{id}/unfreeze': false,
      '/wallets/{id}/close': false,
      '/users/{id}/suspend': false,
      '/users/{id}/reactivate': false,
      '/settlement-terms/review-rules': false,
      '/risk/thresholds': false,
    });
  });
});

describe('The OpenAPI document', () => {
  const document = buildOpenApi(schema);

  test('describes every row of the table, and nothing else but the index and the error codes', () => {
    const described = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const rows = ROUTES.map(({ method, path }) => `${method} /api${path}`);
    expect(described.sort()).toEqual([...rows, 'GET /api', 'GET /api/errors/{code}'].sort());
  });

  test('takes types, nullability, enums and descriptions from the schema', () => {
    expect(document).toMatchObject({
      components: {
        schemas: {
          WalletStatus: { type: 'string', enum: ['ACTIVE', 'CLOSED', 'FROZEN'] },
          Wallet: {
            description: 'An account in one currency.',
            required: ['id', 'name', 'currency', 'kind', 'status', 'createdAt', 'balance', 'owner', 'goal'],
            properties: {
              name: { type: 'string' },
              status: { $ref: '#/components/schemas/WalletStatus' },
              createdAt: { type: 'string', format: 'date-time' },
              owner: { anyOf: [{ $ref: '#/components/schemas/User' }, { type: 'null' }] },
            },
          },
          Transaction: {
            properties: {
              reference: { type: ['string', 'null'] },
              metadata: { type: ['object', 'null'] },
              entries: { type: 'array', items: { $ref: '#/components/schemas/Entry' } },
            },
          },
          DepositInput: {
            additionalProperties: false,
            required: ['amount', 'currency', 'walletId'],
            properties: { amount: { type: 'string', pattern: expect.any(String) } },
          },
        },
      },
    });
  });

  test('says where a key and a body may be left out', () => {
    expect(document).toMatchObject({
      components: {
        parameters: {
          Key: { required: true },
          KeyUnlessPreview: { required: false, description: expect.stringContaining('preview=true') },
          OptionalKey: { required: false },
        },
      },
    });
    const of = (path: string) => document.paths[`/api${path}`]?.post;
    const key = (name: string) => expect.arrayContaining([{ $ref: `#/components/parameters/${name}` }]);
    for (const path of ['/deposits', '/transfers', '/withdrawals']) {
      expect(of(path)).toMatchObject({
        parameters: key('KeyUnlessPreview'),
        requestBody: { required: true },
      });
    }
    expect(of('/transfer-batches')).toMatchObject({
      parameters: key('Key'),
      requestBody: { required: true },
    });
    expect(of('/transactions/{id}/post')).toMatchObject({
      parameters: key('Key'),
      requestBody: { required: false },
    });
    expect(of('/wallets/{id}/close')).toMatchObject({
      parameters: key('OptionalKey'),
      requestBody: { required: false },
    });
  });

  test('describes paging, and filters as query parameters that may be repeated where they are lists', () => {
    expect(document).toMatchObject({
      paths: {
        '/api/transactions': {
          get: {
            parameters: expect.arrayContaining([
              expect.objectContaining({
                name: 'first',
                in: 'query',
                schema: expect.objectContaining({ default: 20 }),
              }),
              expect.objectContaining({ name: 'after', in: 'query', schema: { type: 'string' } }),
              expect.objectContaining({
                name: 'type',
                in: 'query',
                schema: { type: 'array', items: { $ref: '#/components/schemas/TransactionType' } },
              }),
            ]),
          },
        },
      },
    });
  });
});
