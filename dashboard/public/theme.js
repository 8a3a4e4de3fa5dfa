// The same choice that the dashboard makes once it has started, only earlier.
(() => {
  const chosen = localStorage.getItem('vueuse-color-scheme') ?? 'auto';
  const dark = chosen === 'dark' || (chosen === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.classList.toggle('dark', dark);
})();
