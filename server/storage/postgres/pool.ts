import { Pool, type PoolConfig } from 'pg';
import { ledgerTypes } from './values.js';

/**
 * Time after which an answer is no longer waited for, in milliseconds: a connection that is cut off without a word would
 * hold up whoever uses it for ever. Longer than any limit that the database keeps itself.
 */
const ANSWER_TIMEOUT_MS = 10_000;
const CONNECT_TIMEOUT_MS = 3_000;

export interface PoolOptions {
  /** Maximum number of connections. */
  readonly max: number;
  /** Name of the connections in the database's own lists. */
  readonly name: string;
  readonly answerTimeoutMs?: number;
}

/** Opens connections to a database as they are needed. */
export function openPool(url: string, { max, name, answerTimeoutMs }: PoolOptions): Pool {
  const pool = new Pool({ ...connectionOptions(url, answerTimeoutMs), application_name: name, max });
  // A connection that breaks while nobody uses it is replaced; without a listener it would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

export function connectionOptions(url: string, answerTimeoutMs = ANSWER_TIMEOUT_MS): PoolConfig {
  return {
    connectionString: url,
    types: ledgerTypes(),
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    // No limit where a report reads for long.
    ...(Number.isFinite(answerTimeoutMs) && { query_timeout: answerTimeoutMs }),
  };
}
