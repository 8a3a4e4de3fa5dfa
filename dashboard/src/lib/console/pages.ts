/** The pages of the console, each with the key that follows `g` to go there. */
export const PAGES = [
  { to: '/console', label: 'Overview', icon: 'i-lucide-layout-dashboard', key: 'o' },
  { to: '/console/transactions', label: 'Transactions', icon: 'i-lucide-arrow-left-right', key: 't' },
  { to: '/console/wallets', label: 'Wallets', icon: 'i-lucide-wallet', key: 'w' },
  { to: '/console/users', label: 'Users', icon: 'i-lucide-users', key: 'u' },
  { to: '/console/declines', label: 'Declines', icon: 'i-lucide-ban', key: 'd' },
] as const;
