import type { WalletKind } from './wallet.js';

interface TransactionKind {
  /** The operation that makes it, by the name that is stored and fingerprinted. */
  readonly operation: string;
  /** Of which kind the wallet is that pays, and the one that is paid; null for what goes back the way another one came. */
  readonly from: WalletKind | null;
  readonly to: WalletKind | null;
  /** True when it waits for a decision above the amount that the review rule of its currency says. */
  readonly limited: boolean;
  /** True when the customer who pays may void it while it waits. */
  readonly cancellable: boolean;
  /** Told to clients. */
  readonly meaning: string;
}

/** Every type of transaction. What its rule, the proof of the books and the reports need to know of it is told here, once. */
export const TYPE_KINDS = {
  DEPOSIT: {
    operation: 'deposit',
    from: 'TREASURY',
    to: 'CUSTOMER',
    limited: false,
    cancellable: false,
    meaning: 'Cash comes in: from the treasury to a customer’s wallet.',
  },
  TRANSFER: {
    operation: 'transfer',
    from: 'CUSTOMER',
    to: 'CUSTOMER',
    limited: false,
    cancellable: false,
    meaning: 'From one customer’s wallet to another.',
  },
  WITHDRAWAL: {
    operation: 'withdraw',
    from: 'CUSTOMER',
    to: 'TREASURY',
    limited: true,
    cancellable: true,
    meaning: 'Cash goes out: from a customer’s wallet to the treasury.',
  },
  REVERSAL: {
    operation: 'reverse',
    from: null,
    to: null,
    limited: false,
    cancellable: false,
    meaning: 'Undoes a posted transaction, from its destination to its source.',
  },
} as const satisfies Readonly<Record<string, TransactionKind>>;

type Types = typeof TYPE_KINDS;
export type TransactionType = keyof Types;
export const TRANSACTION_TYPES = Object.keys(TYPE_KINDS) as readonly TransactionType[];

/** The operations that make transactions; others settle one that is there. */
export type MakingOperation = Types[TransactionType]['operation'];

/** The operations that move money anew, between the kinds of wallets that their type says. */
export type MovementOperation = {
  [Type in TransactionType]: Types[Type]['from'] extends null ? never : Types[Type]['operation'];
}[TransactionType];

/** The operations that the review rules of their currency hold up. */
export type LimitedOperation = {
  [Type in TransactionType]: Types[Type]['limited'] extends true ? Types[Type]['operation'] : never;
}[TransactionType];

/** The type of what an operation makes. */
export type TypeMadeBy<Operation extends MakingOperation> = {
  [Type in TransactionType]: Types[Type]['operation'] extends Operation ? Type : never;
}[TransactionType];

/** Seen from all customers together: money comes in, goes out, or changes hands among them. */
export type Flow = 'IN' | 'OUT' | 'WITHIN';

/** The types that flow so. What goes back flows against what it undoes, so it is in none of them. */
export function typesFlowing(flow: Flow): TransactionType[] {
  return TRANSACTION_TYPES.filter((type) => {
    const { from, to } = TYPE_KINDS[type];
    if (from === null) return false;
    if ((from === 'CUSTOMER') === (to === 'CUSTOMER')) return flow === 'WITHIN';
    return flow === (to === 'CUSTOMER' ? 'IN' : 'OUT');
  });
}

interface OwnWallet {
  /** The principal's own. */
  readonly walletId: string;
}

/** The fields of a request for each movement, beside how much it is and what for. */
export interface MovementRequests {
  readonly deposit: OwnWallet;
  readonly withdraw: OwnWallet;
  readonly transfer: {
    readonly fromWalletId: string;
    /**
     * A wallet, or a person: then their oldest ACTIVE wallet of the currency at the moment of posting. `ownerId` is null
     * when nobody has the email that was given.
     */
    readonly to: { readonly walletId: string } | { readonly ownerId: string | null };
  };
}

/** The wallets of a stored transaction. */
export interface StoredSides {
  readonly sourceWalletId: string;
  readonly destinationWalletId: string;
  /** Of the destination wallet. */
  readonly destinationOwnerId: string | null;
}

interface MovementKind<Operation extends MovementOperation> {
  /** The name that clients know it by. */
  readonly mutation: string;
  readonly outcome: 'TRANSACTION';
  readonly meaning: string;
  /** The requests that can have made a stored transaction: the fingerprint of its key is proved by one of them. */
  readonly asked: (sides: StoredSides) => readonly MovementRequests[Operation][];
}

export const MOVEMENTS = {
  deposit: {
    mutation: 'deposit',
    outcome: 'TRANSACTION',
    meaning: 'Pays cash in.',
    asked: ({ destinationWalletId: walletId }) => [{ walletId }],
  },
  transfer: {
    mutation: 'transfer',
    outcome: 'TRANSACTION',
    meaning: 'Sends money to another wallet.',
    asked: ({ sourceWalletId: fromWalletId, destinationWalletId: walletId, destinationOwnerId: ownerId }) => [
      { fromWalletId, to: { walletId } },
      { fromWalletId, to: { ownerId } },
    ],
  },
  withdraw: {
    mutation: 'withdraw',
    outcome: 'TRANSACTION',
    meaning: 'Pays cash out.',
    asked: ({ sourceWalletId: walletId }) => [{ walletId }],
  },
} as const satisfies { readonly [Operation in MovementOperation]: MovementKind<Operation> };

/** The name that clients know a movement by. */
export type MovementMutation = (typeof MOVEMENTS)[MovementOperation]['mutation'];
