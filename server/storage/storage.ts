import type { EntityManager } from '@mikro-orm/core';
import type { Changes } from '../ledger/database/changes.js';
import type { SchemaObject } from '../ledger/verify/scope.js';
import type { Backup } from './sqlite-backup.js';

export interface OpenOptions {
  /** True for whoever fills the database at this moment, which nobody else may open before it is whole. */
  readonly unfinished?: boolean;
}

/** An open database: one connection that writes, and three that read. */
export interface Storage {
  /** The kind of database. */
  readonly engine: 'sqlite' | 'postgres';
  /** Fork it for each unit of work. Only `UnitsOfWork` writes with it. */
  readonly writer: EntityManager;
  /** Fork it for each request. It sees what is committed and never waits for the writer. */
  readonly reader: EntityManager;
  /** The same, in a thread, for reads that may take long: they hold up each other and nobody else. */
  readonly longReads: EntityManager;
  /** For what reads for long in the background, which must not hold up requests. It sees what is committed. */
  readonly background: EntityManager;
  /** The database as messages name it. */
  readonly name: string;
  /** Path of the database file; on PostgreSQL the one beside which keys lie, where nothing is. */
  readonly path: string;
  /** Resolves, with the cause, when the thread of a connection has ended although nobody has closed it. */
  readonly lost: Promise<Error>;
  /** Tells other nodes on this database what is published, and publishes what they tell; nothing where there are none. */
  relay(changes: Changes): void;
  /** Copies the database, consistently and while it is in use, to a new file. */
  backup(destination: string): Promise<Backup>;
  /** Reads what a database consists of on which all migrations have run. */
  expectedSchema(): Promise<SchemaObject[]>;
  close(): Promise<void>;
}
