import type { EntityManager } from '@mikro-orm/core';
import type { UnitsOfWork } from '../ledger/database/unit-of-work.js';

/** The database to fill. */
export interface DemoTarget {
  readonly units: UnitsOfWork;
  readonly reader: EntityManager;
}

/** Numbers of rows that a fill made or found. */
export interface FillReport {
  readonly customers: number;
  readonly wallets: number;
  readonly currencies: number;
  readonly transactions: number;
  readonly declined: number;
}
