import { createSharedComposable, useDark } from '@vueuse/core';

/** True while the theme is dark. Shared, because each instance makes the browser recompute every style. */
export const useTheme = createSharedComposable(() =>
  useDark({
    // Done below: the library would use a style element, which the content security policy refuses.
    disableTransition: false,
    onChanged: (_dark, change, mode) => atOnce(() => change(mode)),
  }),
);

/** Changes the theme without transitions between the colours. */
function atOnce(change: () => void): void {
  const { documentElement: root } = document;
  root.classList.add('theme-changing');
  change();
  // Forces the browser to apply the new styles before transitions are allowed again.
  getComputedStyle(root).getPropertyValue('opacity');
  root.classList.remove('theme-changing');
}
