import type { JsonObject } from './json.js';
import { API, ROUTES } from '../routes/routes.js';

/** Answer of `GET /api`: links for a person or a program that has only the address. */
export const START: JsonObject = {
  name: 'Nissmart',
  documentation: `${API}/docs`,
  openapi: `${API}/openapi.json`,
  errors: `${API}/errors/{code}`,
  graphql: '/graphql',
  explorer: '/explorer',
  collections: Object.fromEntries(
    ROUTES.filter(({ method, path }) => method === 'GET' && !path.includes('{')).map(
      ({ path, summary }) => [path.slice(1), { href: API + path, summary }] as const,
    ),
  ),
};

const link: JsonObject = { type: 'string', format: 'uri-reference' };

export const START_OPERATION: JsonObject = {
  operationId: 'start',
  tags: ['Start'],
  summary: 'Where everything is',
  security: [],
};

export const START_RESPONSES: JsonObject = {
  200: {
    description: 'Done.',
    content: {
      'application/json': {
        schema: {
          type: 'object',
          required: Object.keys(START),
          properties: {
            name: { type: 'string' },
            documentation: link,
            openapi: link,
            errors: { type: 'string', description: 'With a code in place of `{code}`, what it means.' },
            graphql: link,
            explorer: link,
            collections: {
              type: 'object',
              description: 'What can be read without knowing an id.',
              additionalProperties: {
                type: 'object',
                required: ['href', 'summary'],
                properties: { href: link, summary: { type: 'string' } },
              },
            },
          },
        },
      },
    },
  },
};
