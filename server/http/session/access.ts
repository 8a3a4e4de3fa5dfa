import type {
  FastifyRequest,
  preHandlerAsyncHookHandler,
  preHandlerHookHandler,
  RouteOptions,
} from 'fastify';
import { fastifyPlugin } from 'fastify-plugin';
import { isDenial } from '../../graphql/engine/denials.js';
import { answerNotFound } from '../../errors/problem.js';
import { admit, requireViewer } from '../../identity/access/guard.js';
import type { RouteRule } from '../../identity/access/rule.js';
import { ruleOfRoute, rulesOfRoute } from '../../identity/access/table.js';
import type { AccessLog } from '../../identity/access/access-log.js';
import type { Clock } from '../../ledger/model/clock.js';
import { assertNearby } from '../limits/nearby.js';
import { transportOf } from './session.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Coordinates of the root fields that the route executes, whose access rules it has. */
    executes?: readonly string[];
    /** The route only answers that its path, or its method, does not exist. */
    refuses?: true;
  }
}

interface Options {
  readonly clock: Clock;
  /** Number of reverse proxies in front of the server. */
  readonly proxies: number;
  readonly accessLog: Pick<AccessLog, 'denied'>;
}

/** @throws AccessError */
type Check = (request: FastifyRequest) => void;

/** Checks the access rule of every route before it is answered. A server that has a route without a rule does not start. */
export const accessPlugin = fastifyPlugin<Options>(async (fastify, options) => {
  fastify.addHook('onRoute', (route) => {
    const ask = route.config?.refuses ? refuse : asking(checksOf(route, options), options.accessLog);
    if (ask) route.preHandler = [ask, ...[route.preHandler ?? []].flat()];
  });
  return Promise.resolve();
});

/** Fallback for a route that refuses in an earlier hook. Should it ever fail to, the answer is NOT_FOUND all the same. */
const refuse: preHandlerHookHandler = (request, reply) => void answerNotFound(request, reply);

function asking(
  checks: readonly Check[],
  accessLog: Options['accessLog'],
): preHandlerAsyncHookHandler | undefined {
  if (checks.length === 0) return undefined;
  return async (request, reply) => {
    try {
      for (const check of checks) check(request);
    } catch (error) {
      const { viewer, method, routeOptions } = request;
      if (viewer && isDenial(error))
        await accessLog.denied(viewer, `${method} ${routeOptions.url ?? ''}`, transportOf(request, reply));
      throw error;
    }
  };
}

function checksOf({ method, url, config }: RouteOptions, options: Options): Check[] {
  const path = url.replace(/:(\w+)/g, '{$1}');
  return [method].flat().flatMap((each) => {
    const route = `${each === 'HEAD' ? 'GET' : each} ${path}`;
    const rules = rulesOfRoute(route, config?.executes);
    if (rules.every(({ who }) => who === 'ANYONE')) return [];
    const own = ruleOfRoute(route);
    return own ? checkOf(own, options) : isSignedIn;
  });
}

function checkOf({ who, ...rule }: RouteRule, { clock, proxies }: Options): Check {
  if (who === 'NEARBY')
    return (request) => {
      assertNearby(request, proxies);
    };
  return ({ viewer }) => {
    admit({ ...rule, who }, viewer, () => clock.now());
  };
}

/**
 * Checks that somebody is signed in, before a document is executed; its fields check the rest. Strangers hear that they
 * have to sign in, and everybody else first what is wrong with their request.
 */
const isSignedIn: Check = ({ viewer }) => void requireViewer(viewer);
