import type { Metadata } from '../../ledger/model/transaction.js';
import type { Intent, PersonDay } from '../intent.js';
import { countryOf } from '../person.js';

type Channel = Required<Pick<Intent, 'reference'>> & { readonly metadata: Metadata };

const RECEIPT = 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789';

/** A payment by phone, with the provider's receipt number. */
export function byPhone({ person, random }: PersonDay): Channel {
  const provider = random.pick(countryOf(person).mobileMoney);
  return { reference: random.text(RECEIPT, 10), metadata: { channel: 'mobile money', provider } };
}

/** A payment through a bank, with the number of the transfer. */
export function byBank({ person, day, random }: PersonDay): Channel {
  const provider = random.pick(countryOf(person).banks);
  const reference = `FT${day.date.slice(2).replaceAll('-', '')}${random.text('0123456789', 5)}`;
  return { reference, metadata: { channel: 'bank transfer', provider } };
}

/** Cash at an agent's counter. */
export function atAgent({ random }: PersonDay): Channel {
  return {
    reference: `AG-${random.text('0123456789', 6)}`,
    metadata: { channel: 'agent', till: random.text('0123456789', 5) },
  };
}
