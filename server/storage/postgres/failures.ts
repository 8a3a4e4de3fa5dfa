import { CONNECTION_LOST } from '../../ledger/database/failures.js';

/**
 * Codes of a connection that is gone, could not be made, or leads to a server that takes no writes any more: PostgreSQL's
 * classes 08 and 57P, too many connections, a standby, a transaction that was idle for too long, and the operating system's.
 */
const LOST_CODES =
  /^(08...|57P0[1-5]|53300|25006|25P03|ECONN\w+|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/;
/** `pg` gives these no code. */
const LOST_MESSAGES =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|Query read timeout|Client was closed)/;

/** Tells if an error means that the connection is gone, whatever was asked of it. */
export function isLostConnection(error: unknown): boolean {
  // By its shape and not by its class: errors of the network belong to another realm than those of a test.
  if (typeof error !== 'object' || error === null) return false;
  const code = 'code' in error ? String(error.code) : '';
  const message = 'message' in error ? String(error.message) : '';
  return code === CONNECTION_LOST || LOST_CODES.test(code) || LOST_MESSAGES.test(message);
}

/** Gives the errors of a connection that is gone one code. */
export async function lostOr<Result>(answer: Promise<Result>): Promise<Result> {
  try {
    return await answer;
  } catch (error) {
    throw isLostConnection(error) ? lostConnection(error) : error;
  }
}

/** Makes the error of a connection that is gone. */
export function lostConnection(cause?: unknown): Error {
  return Object.assign(new Error('The connection to the database is lost', { cause }), {
    code: CONNECTION_LOST,
  });
}
