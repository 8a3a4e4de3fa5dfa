import { jest } from '@jest/globals';
import type { Storage } from '../../server/storage/orm.js';

/** Reads the database's plan for each statement that some work runs on the reading connection, step by step. */
export async function plansOf(
  { reader }: Pick<Storage, 'reader'>,
  work: () => Promise<unknown>,
): Promise<string[][]> {
  const connection = reader.getConnection();
  // The first statement of a connection comes with one of the driver's own.
  await connection.execute('select 1');
  const executed = jest.spyOn(connection, 'execute');
  await work();
  const statements = executed.mock.calls.map(([sql, params]) => ({ sql, params }));
  executed.mockRestore();

  const plans: string[][] = [];
  for (const { sql, params } of statements) {
    const steps = (await connection.execute(`explain query plan ${sql}`, params)) as {
      detail: string;
    }[];
    plans.push(steps.map(({ detail }) => detail));
  }
  return plans;
}
