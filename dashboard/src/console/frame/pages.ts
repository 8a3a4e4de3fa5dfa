/** The pages of the console, each with the key that follows `g` to go there. */
export const PAGES = [
  { to: '/console', label: 'Overview', icon: 'i-lucide-layout-dashboard', key: 'o' },
  { to: '/console/review', label: 'Review', icon: 'i-lucide-list-checks', key: 'q' },
  { to: '/console/risk', label: 'Risk', icon: 'i-lucide-shield-alert', key: 'k' },
  { to: '/console/transactions', label: 'Transactions', icon: 'i-lucide-arrow-left-right', key: 't' },
  { to: '/console/wallets', label: 'Wallets', icon: 'i-lucide-wallet', key: 'w' },
  { to: '/console/users', label: 'Users', icon: 'i-lucide-users', key: 'u' },
  { to: '/console/declines', label: 'Declines', icon: 'i-lucide-ban', key: 'd' },
  { to: '/console/retries', label: 'Retries', icon: 'i-lucide-repeat-2', key: 'i' },
  { to: '/console/audit', label: 'Audit log', icon: 'i-lucide-scroll-text', key: 'a' },
  { to: '/console/batch', label: 'Batch', icon: 'i-lucide-file-spreadsheet', key: 'b' },
] as const;
