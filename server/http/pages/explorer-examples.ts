interface Example {
  readonly name: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Example documents in the explorer, one tab each; it opens with the last. The demo data has the names used here. */
export const EXAMPLES: readonly Example[] = [
  {
    name: 'My wallets',
    query: `query MyWallets {
  wallets {
    nodes {
      id
      name
      currency
      balance {
        available {
          amount
        }
      }
      transactions(first: 3) {
        nodes {
          id
          type
          createdAt
          amount {
            amount
          }
          source {
            name
          }
          destination {
            name
          }
        }
      }
    }
  }
}`,
    variables: {},
  },
  {
    name: 'Deposit',
    query: `# Send it twice: the second answer says "replayed", and the money is there once.
mutation Deposit($input: DepositInput!, $key: String!) {
  deposit(input: $input, idempotencyKey: $key) {
    replayed
    transaction {
      id
      status
      entries {
        sequence
        amount {
          amount
        }
        balanceAfter {
          amount
        }
      }
    }
  }
}`,
    variables: {
      input: { walletId: '', amount: '250.00', currency: 'KES', description: 'Market day' },
      key: 'market-day',
    },
  },
  {
    name: 'Send',
    query: `mutation Send($input: TransferInput!, $key: String!) {
  transfer(input: $input, idempotencyKey: $key) {
    replayed
    transaction {
      id
      amount {
        amount
        currency
      }
      destination {
        ownerName
      }
    }
  }
}`,
    variables: {
      input: {
        fromWalletId: '',
        toEmail: 'brian@example.com',
        amount: '40.00',
        currency: 'KES',
        description: 'Lunch',
      },
      key: 'lunch-with-brian',
    },
  },
  {
    name: 'Live',
    query: `# Leave it running, and deposit in the other tab.
subscription Live {
  walletChanges {
    name
    balance {
      available {
        amount
        currency
      }
    }
  }
}`,
    variables: {},
  },
  {
    name: 'Admin summary',
    query: `# For analysts and operators.
query Summary {
  adminSummary {
    asOf
    users {
      total
      active
    }
    positions {
      currency
      customerPosted {
        amount
      }
      treasury {
        amount
      }
      trialBalance {
        amount
      }
    }
    integrity {
      trialBalanced
    }
  }
}`,
    variables: {},
  },
  {
    name: 'Sign in',
    query: `# Signing in sets a cookie, so the other tabs work from now on.
# Clients that keep no cookies send the token: Authorization: Bearer <token>
mutation SignIn($input: LoginInput!) {
  login(input: $input) {
    token
    expiresAt
    user {
      displayName
      role
    }
  }
}`,
    variables: { input: { email: 'amina@example.com', password: '' } },
  },
];
