import { fastifyPlugin } from 'fastify-plugin';
import { AccessError } from '../../identity/model/errors.js';

/** Header with the id of the only user in whose name the request may be answered. */
const EXPECTED_USER_HEADER = 'nissmart-user';

/**
 * Refuses a request that is meant for another user than the one whose session it carries. All pages of a browser share one
 * cookie, so a page can be older than the session: what its user has asked for must not happen in somebody else's name. It
 * runs before the body is read, and after the rate limit has counted the request.
 */
export const expectedUserPlugin = fastifyPlugin(async (fastify) => {
  fastify.addHook('preParsing', (request, _reply, _payload, done) => {
    const expected = request.headers[EXPECTED_USER_HEADER];
    if (expected === undefined || expected === request.viewer?.userId) done();
    else done(new AccessError('UNAUTHENTICATED', 'This user is not signed in any more'));
  });
  return Promise.resolve();
});
