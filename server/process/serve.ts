import type { Logger } from 'pino';
import { buildApp, type App } from '../app/app.js';
import type { Config } from '../config/config.js';
import { AccessError } from '../identity/model/errors.js';
import { assertGoodPassword } from '../identity/passwords/password-policy.js';
import { createLogger, terminalLog } from '../http/observability/logging.js';
import type { OpenServices } from '../app/services.js';
import { assertNoDemoSignIns } from './demo-sign-ins.js';
import { ensureDemoData } from './demo-data.js';
import { startBackgroundJobs } from './background-jobs.js';
import { Shutdown } from './shutdown.js';
import { ExitError } from '../config/exit-error.js';
import { startMailing } from './mailing.js';
import { startHousekeeping } from './housekeeping.js';
import { assertCanListen, listening } from './listening.js';
import { opening } from './opening.js';
import { signInTable } from './sign-in-table.js';
import { warnOfMail, warnOfSealing, warnOfSigning, warnOfSettlement } from './warnings.js';
import { startVerifying } from './verifying.js';

/**
 * Runs the server until it is told to stop.
 *
 * @returns The exit code: 0 after a signal, 1 after a COMMIT whose outcome is unknown, or when the connection that writes is lost.
 * @throws ExitError when it cannot listen or cannot open its database.
 */
export async function serve(config: Config): Promise<number> {
  const log = createLogger(config.logLevel, await terminalLog());
  const ending = new Shutdown(log);
  await assertGoodOperator(config);
  await assertCanListen(config);
  const onOutcomeUnknown = (cause: unknown) => {
    log.fatal(
      { err: cause },
      'nothing more can be written, and what was being committed may or may not be stored',
    );
    ending.begin(1);
  };
  const app = await opening(config.databaseUrl, async () =>
    buildApp(config, { logger: log, onOutcomeUnknown }),
  );
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

async function serveUntilTheEnd(app: App, config: Config, ending: Shutdown, log: Logger): Promise<void> {
  const { services } = app;
  warnOfSigning(app.signingState, log);
  warnOfSealing(services.sealing, log);
  warnOfSettlement(config, log);
  if (config.production) await assertNoDemoSignIns(services);
  warnOfMail(config, log);
  await ensureOperator(services, config);
  const demo = config.demo && (await ensureDemoData(services, ending.signal));
  ending.signal.throwIfAborted();

  const address = await listening(config, async () => app.listen());
  // Written whatever LOG_LEVEL says: whoever started the process waits for it.
  process.stdout.write(`listening on ${address}\n`);
  if (demo) process.stdout.write(`\n${signInTable()}\n\n`);
  const stopHousekeeping = startHousekeeping(services, log);
  const signing = { 'signing a checkpoint': async () => app.checkpoints.write() };
  const stopSigning = startBackgroundJobs(signing, config.checkpointSeconds * 1000, log);
  const stopMailing = startMailing(services, log);
  const stopVerifying = startVerifying(services, config, app.signingState, log);
  const exitCode = await ending.begun;
  stopHousekeeping();
  stopSigning();
  stopMailing();
  stopVerifying();
  // A server that can no longer write is replaced the sooner the better.
  if (exitCode === 0) await app.drain();
}

/** @throws ExitError when the password for the first operator is one that is guessed soon. */
async function assertGoodOperator({ operator }: Config): Promise<void> {
  if (!operator) return;
  try {
    await assertGoodPassword(operator.password, { email: operator.email, role: 'OPERATOR' });
  } catch (error) {
    if (!(error instanceof AccessError)) throw error;
    throw new ExitError(`NISSMART_OPERATOR_PASSWORD: ${error.message}`, 2);
  }
}

async function ensureOperator({ accounts }: OpenServices, { operator }: Config): Promise<void> {
  if (!operator || (await accounts.hasOperator())) return;
  const { email, password } = operator;
  if (await accounts.findByEmail(email)) {
    throw new ExitError(
      `NISSMART_OPERATOR_EMAIL is ${email}, who has an account already and is not an operator`,
    );
  }
  await accounts.create({ email, displayName: 'Operator', password }, 'OPERATOR');
  process.stdout.write(`${email} is the operator now\n`);
}
