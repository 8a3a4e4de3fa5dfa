/** The sender: a stranger who is not signed in, a customer, or an analyst. */
export type Attacker = 'stranger' | 'customer' | 'analyst';

/** A request that nobody sends who means well. */
export interface HostileInput {
  readonly name: string;
  readonly who: Attacker;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Expected codes; several where the answer depends on which check comes first. */
  readonly codes: readonly string[];
}

/** Targets of the inputs: wallets of the customer, and one of somebody else. */
export interface Victims {
  readonly wallet: string;
  readonly otherWallet: string;
  readonly strangersWallet: string;
}

export const BAD = ['BAD_USER_INPUT'];
export const INVALID = ['GRAPHQL_VALIDATION_FAILED'];
export const TOO_LARGE = ['PAYLOAD_TOO_LARGE'];

export const times = (count: number, make: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => make(index)).join(' ');

/** An object of unknown fields, so many bytes of JSON. */
export function junk(bytes: number): Record<string, number> {
  const fields: Record<string, number> = {};
  for (let index = 0, length = 0; length < bytes; index += 1) {
    const name = `field${String(index)}`;
    fields[name] = 1;
    length += name.length + 5;
  }
  return fields;
}

export function nested(depth: number, inner = '1'): string {
  return `${'{"a":'.repeat(depth)}${inner}${'}'.repeat(depth)}`;
}

export type GraphqlCase = readonly [
  name: string,
  who: Attacker,
  query: string,
  variables: unknown,
  codes: readonly string[],
];

export const LOGIN = 'mutation ($i: LoginInput!) { login(input: $i) { token } }';
export const REGISTER = 'mutation ($i: RegisterInput!) { register(input: $i) { token } }';
export const BATCH =
  'mutation ($i: [TransferInput!]!) { transferBatch(input: $i, mode: EACH, idempotencyKey: "k") { replayed } }';
export const LIKE = 'query ($i: [TransferInput!]!) { transferBatchesLike(input: $i) { id } }';
export const DEPOSIT =
  'mutation ($i: DepositInput!) { deposit(input: $i, idempotencyKey: "k") { replayed } }';
export const FILTER = 'query ($f: TransactionFilter) { transactions(filter: $f) { nodes { id } } }';
