import fc from 'fast-check';
import type { World } from '../product/world.js';
import { ownData } from '../truth/own-data.js';
import type { Question } from './question.js';

/** Everything that is known of one person, for whoever can sign in. Asking is written down as well, so what the log has of it is left out. */
export function ownDataQuestions(world: World): fc.Arbitrary<Question> {
  const { facts } = world;
  const signingIn = world.people.filter(({ id }) => facts.user(id).status === 'ACTIVE');
  return fc.constantFrom(...signingIn).map((person) => ({
    asked: { export: 'own data', by: person.role, of: person.email },
    expected: ownData(facts, person),
    async answer() {
      const found = JSON.parse(await person.download('/api/me/export')) as {
        auditEvents: readonly { readonly sequence: number }[];
      };
      const events = found.auditEvents.filter(({ sequence }) => sequence <= facts.tables.auditEvents.length);
      return { ...found, auditEvents: events };
    },
  }));
}
