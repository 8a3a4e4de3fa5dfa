import type { Logger } from 'pino';
import { buildApp, type App } from '../app.js';
import type { Config } from '../config.js';
import { createLogger } from '../http/logging.js';
import type { OpenServices } from '../services.js';
import { ensureDemoData } from './demo-data.js';
import { Ending } from './ending.js';
import { startHousekeeping } from './housekeeping.js';
import { assertCanListen, ListenError } from './listening.js';
import { signInTable } from './sign-in-table.js';

/**
 * Runs the server until it is told to stop.
 *
 * @returns The exit code: 0 after a signal, 1 when nobody knew any more what a COMMIT had stored.
 * @throws ListenError; errors of the database when it cannot be opened.
 */
export async function serve(config: Config): Promise<number> {
  const log = createLogger(config.logLevel);
  const ending = new Ending(log);
  await assertCanListen(config);
  const app = await buildApp(config, {
    logger: log,
    onOutcomeUnknown: (cause) => {
      log.fatal({ err: cause }, 'a COMMIT failed, nobody knows what is stored; ending');
      ending.begin(1);
    },
  });
  try {
    await serveUntilTheEnd(app, config, ending, log);
  } catch (error) {
    // Work that was left because the process is to end has not failed.
    if (!ending.signal.aborted) throw error;
  } finally {
    await app.close();
  }
  return ending.begun;
}

async function serveUntilTheEnd(app: App, config: Config, ending: Ending, log: Logger): Promise<void> {
  const { services } = app;
  await ensureOperator(services, config);
  const demo = config.demo && (await ensureDemoData(services, ending.signal));
  ending.signal.throwIfAborted();

  const address = await listen(app, config);
  // Written whatever LOG_LEVEL says: who started the process waits for it.
  process.stdout.write(`listening on ${address}\n`);
  if (demo) process.stdout.write(`\n${signInTable()}\n\n`);
  const stopHousekeeping = startHousekeeping(services, log);
  await ending.begun;
  stopHousekeeping();
  await app.drain();
}

async function ensureOperator({ accounts }: OpenServices, { operator }: Config): Promise<void> {
  if (!operator || (await accounts.hasOperator())) return;
  const { email, password } = operator;
  await accounts.create({ email, displayName: 'Operator', password }, 'OPERATOR');
  process.stdout.write(`${email} is the operator now\n`);
}

async function listen(app: App, config: Config): Promise<string> {
  try {
    return await app.listen();
  } catch (error) {
    throw error instanceof Error && 'syscall' in error ? new ListenError(config, error) : error;
  }
}
