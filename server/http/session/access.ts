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
    /** The coordinates of the root fields that the route executes: it is for whom they are for. */
    executes?: readonly string[];
    /** The route says nothing but that there is nothing here, or not by this method. */
    refuses?: true;
  }
}

interface Options {
  readonly clock: Clock;
  /** How many reverse proxies stand in front of us. */
  readonly proxies: number;
  readonly accessLog: Pick<AccessLog, 'denied'>;
}

/** @throws AccessError */
type Check = (request: FastifyRequest) => void;

/** Asks the table of rules before any route is answered. A server that has a route without a rule does not start. */
export const accessPlugin = fastifyPlugin<Options>(async (fastify, options) => {
  fastify.addHook('onRoute', (route) => {
    const ask = route.config?.refuses ? refuse : asking(checksOf(route, options), options.accessLog);
    if (ask) route.preHandler = [ask, ...[route.preHandler ?? []].flat()];
  });
  return Promise.resolve();
});

/** What such a route says, it says before. Should it ever not, there is nothing here all the same. */
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
 * All that is asked before a document is executed: its fields ask the rest. Strangers hear that they have to sign in, and
 * everybody else first what is wrong with their request.
 */
const isSignedIn: Check = ({ viewer }) => void requireViewer(viewer);
