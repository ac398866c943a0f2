import type { ITheme } from '@xterm/xterm';

// Colours that can be read on the page's surface, in light and in dark; what has none of its own is as bright as the text.
const colors: Record<keyof Omit<ITheme, 'extendedAnsi'>, string> = {
  background: '--surface-panel',
  foreground: '--text',
  cursor: '--accent',
  cursorAccent: '--surface-panel',
  selectionBackground: '--accent-soft',
  selectionForeground: '--text',
  selectionInactiveBackground: '--surface-inset',
  scrollbarSliderBackground: '--line',
  scrollbarSliderHoverBackground: '--line-strong',
  scrollbarSliderActiveBackground: '--line-strong',
  overviewRulerBorder: '--line',
  black: '--text-dim',
  red: '--failed',
  green: '--ready',
  yellow: '--degraded',
  blue: '--accent',
  magenta: '--progressing',
  cyan: '--accent',
  white: '--text',
  brightBlack: '--text-dim',
  brightRed: '--failed',
  brightGreen: '--ready',
  brightYellow: '--degraded',
  brightBlue: '--accent',
  brightMagenta: '--progressing',
  brightCyan: '--accent',
  brightWhite: '--text',
};

/** The page's palette as a terminal's. */
export function themeOf(element: HTMLElement): ITheme {
  const styles = getComputedStyle(element);
  return Object.fromEntries(Object.entries(colors).map(([name, variable]) => [name, styles.getPropertyValue(variable).trim()]));
}
