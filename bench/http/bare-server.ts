import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * A server whose cost is known, to check the ruler by: `/busy` takes the processor for so many milliseconds, `/slow` waits,
 * one in fifty longer.
 */
export const BUSY_MS = 1;
export const SLOW_MS = 50;
export const SLOWER_MS = 200;
export const SLOWER_ONE_IN = 50;

if (process.send) {
  let asked = 0;
  const server = createServer((request, response) => {
    const answer = (): void => {
      response.setHeader('content-type', 'application/json');
      response.end('{"data":{"__typename":"Query"}}');
    };
    if (request.url === '/slow') {
      asked += 1;
      void sleep(asked % SLOWER_ONE_IN === 0 ? SLOWER_MS : SLOW_MS).then(answer);
      return;
    }
    const endsAt = performance.now() + (request.url === '/busy' ? BUSY_MS : 0);
    while (performance.now() < endsAt);
    answer();
  });
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    if (address !== null && typeof address === 'object') process.send?.(address.port);
  });
  process.on('disconnect', () => {
    server.closeAllConnections();
    server.close();
  });
}
