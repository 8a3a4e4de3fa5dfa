import type { introspection } from '../graphql/schema-types';

export type TransactionType = introspection['types']['TransactionType']['enumValues'];
type WalletKind = introspection['types']['WalletKind']['enumValues'];

/** Seen from all customers together: money comes in, goes out, changes hands among them, or goes back the way it came. */
type Flow = 'IN' | 'OUT' | 'WITHIN' | 'BACK';

interface TypeKind {
  /** Operation that makes it, by the name of its mutation. */
  readonly operation: introspection['types']['Operation']['enumValues'];
  readonly name: string;
  readonly plural: string;
  readonly flow: Flow;
  /** Title in a saver’s own history; null for what is named after the other side. */
  readonly title: string | null;
  /** Word for what happens to a sum, as in "has been added" and "was not added". */
  readonly happened: string;
  /** Icon; null for an arrow that points the way the money goes. */
  readonly icon: string | null;
  /** Variable of the style sheet with the colour of its bars. */
  readonly color: string;
  /** True when it may wait for a decision. */
  readonly waits: boolean;
  /** True when the saver who pays may cancel it while it waits. */
  readonly cancellable: boolean;
  /** Form that asks for the same again, by its path; null for what a saver does not ask for. */
  readonly again: { readonly label: string; readonly path: string } | null;
}

/**
 * Every type of transaction, in the order in which they are told and offered. What any page needs to know of a type stands
 * here: a type that is added to the schema does not compile without its row.
 */
const TYPE_KINDS = {
  DEPOSIT: {
    operation: 'deposit',
    name: 'Deposit',
    plural: 'Deposits',
    flow: 'IN',
    title: 'Money added',
    happened: 'added',
    icon: null,
    color: '--ui-color-primary-600',
    waits: true,
    cancellable: false,
    again: { label: 'Add the same again', path: '/pay/deposit' },
  },
  TRANSFER: {
    operation: 'transfer',
    name: 'Transfer',
    plural: 'Transfers',
    flow: 'WITHIN',
    title: null,
    happened: 'sent',
    icon: null,
    color: '--ui-color-info-500',
    waits: false,
    cancellable: false,
    again: { label: 'Send again', path: '/pay/transfer' },
  },
  WITHDRAWAL: {
    operation: 'withdraw',
    name: 'Withdrawal',
    plural: 'Withdrawals',
    flow: 'OUT',
    title: 'Withdrawal',
    happened: 'withdrawn',
    icon: null,
    color: '--ui-color-warning-500',
    waits: true,
    cancellable: true,
    again: { label: 'Withdraw the same again', path: '/pay/withdraw' },
  },
  REVERSAL: {
    operation: 'reverseTransaction',
    name: 'Reversal',
    plural: 'Reversals',
    flow: 'BACK',
    title: 'Reversal',
    happened: 'reversed',
    icon: 'i-lucide-undo-2',
    color: '--ui-color-error-500',
    waits: false,
    cancellable: false,
    again: null,
  },
} as const satisfies Readonly<Record<TransactionType, TypeKind>>;

export const TYPES = Object.keys(TYPE_KINDS) as readonly TransactionType[];
export const TYPE_NAMES = ofEachType(({ name }) => name);
export const TYPE_PLURALS = ofEachType(({ plural }) => plural);
/** Names of the operations that make transactions, which are those of what they make. */
export const MAKING_NAMES = Object.fromEntries(
  TYPES.map((type) => [TYPE_KINDS[type].operation, TYPE_KINDS[type].name]),
) as Readonly<Record<(typeof TYPE_KINDS)[TransactionType]['operation'], string>>;

/** Offers nothing: a newer server may have a type that this page does not know. */
const UNKNOWN: Omit<TypeKind, 'operation'> = {
  name: 'Transaction',
  plural: 'Others',
  flow: 'BACK',
  title: 'Transaction',
  happened: 'completed',
  icon: null,
  color: '--ui-text-muted',
  waits: false,
  cancellable: false,
  again: null,
};

export function kindOf(type: TransactionType): typeof UNKNOWN {
  return Object.hasOwn(TYPE_KINDS, type) ? TYPE_KINDS[type] : UNKNOWN;
}

export function typesWhere(isMeant: (kind: TypeKind) => boolean): TransactionType[] {
  return TYPES.filter((type) => isMeant(TYPE_KINDS[type]));
}

/** Makes a table with one thing that is said of each type. */
export function ofEachType<Value>(
  of: (kind: TypeKind, type: TransactionType) => Value,
): Readonly<Record<TransactionType, Value>> {
  const rows = TYPES.map((type) => [type, of(TYPE_KINDS[type], type)] as const);
  return Object.fromEntries(rows) as Record<TransactionType, Value>;
}

/** The customer's end of a transaction with the house; of one between customers, the end that pays. */
export function customerSide<Side extends { readonly kind: WalletKind }>({
  source,
  destination,
}: {
  readonly source: Side;
  readonly destination: Side;
}): Side {
  return source.kind === 'CUSTOMER' ? source : destination;
}
