import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { v7 as uuidv7 } from 'uuid';
import type { Config } from './config.js';
import { Context } from './graphql/context.js';
import { buildGraphqlSchema } from './graphql/schema.js';
import { buildApolloServer } from './graphql/server.js';
import { graphqlPlugin } from './http/graphql.js';
import { sessionPlugin, sessionToken, transportOf, type MakeContext } from './http/session.js';
import type { Clock } from './ledger/clock.js';
import { openServices, type OpenServices } from './services.js';

/** A wired server that is not listening yet. */
export interface App {
  readonly fastify: FastifyInstance;
  readonly services: OpenServices;
  /** @returns The address, such as `http://127.0.0.1:4000`. */
  listen(): Promise<string>;
  /** Stops listening, answers what was accepted, closes the database. Safe to call more than once. */
  close(): Promise<void>;
}

export interface AppOptions {
  readonly clock?: Clock;
  readonly logger?: FastifyBaseLogger;
  /** A COMMIT failed: the process should close the app and end with a failure. */
  readonly onOutcomeUnknown?: (cause: unknown) => void;
}

/** Wires everything once. The process and every test of the server go through here. */
export async function buildApp(config: Config, options: AppOptions = {}): Promise<App> {
  const fastify = Fastify({
    ...(options.logger && { loggerInstance: options.logger }),
    genReqId: () => uuidv7(),
    trustProxy: config.trustProxy,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
  });
  const services = await openServices({
    databaseUrl: config.databaseUrl,
    rateLimit: config.rateLimit,
    ...(options.clock && { clock: options.clock }),
    ...(options.onOutcomeUnknown && { onOutcomeUnknown: options.onOutcomeUnknown }),
  });
  const { accounts, ledger, reports, storage } = services;
  const makeContext: MakeContext = async (request, reply) => {
    const token = sessionToken(request);
    const viewer = token === undefined ? null : await accounts.viewerOf(token);
    const api = { accounts, ledger, reports, reader: storage.reader };
    return new Context(viewer, api, transportOf(request, reply));
  };

  const schema = buildGraphqlSchema();
  const apollo = buildApolloServer(schema, fastify.log);
  await apollo.start();
  await fastify.register(sessionPlugin);
  await fastify.register(graphqlPlugin, { apollo, makeContext });

  let closing: Promise<void> | undefined;
  return {
    fastify,
    services,
    listen: async () => fastify.listen({ host: config.host, port: config.port }),
    close: async () => {
      closing ??= (async () => {
        await fastify.close();
        await apollo.stop();
        await services.close();
      })();
      return closing;
    },
  };
}
