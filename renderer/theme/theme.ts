import {
  ActionIcon,
  Button,
  createTheme,
  defaultVariantColorsResolver,
  localStorageColorSchemeManager,
  NumberInput,
  SegmentedControl,
  Select,
  TextInput,
  Tooltip,
} from '@mantine/core';

/** Sizes and defaults of Mantine's parts; colours are in tokens.css. */
export const theme = createTheme({
  primaryColor: 'blue',
  respectReducedMotion: true,
  // In the dark the accent is light, so white would not be readable on it.
  variantColorResolver(input) {
    const colors = defaultVariantColorsResolver(input);
    return input.variant === 'filled' ? { ...colors, color: 'var(--accent-text)' } : colors;
  },
  components: {
    Button: Button.extend({ defaultProps: { size: 'xs' } }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', color: 'gray', size: 28 } }),
    TextInput: TextInput.extend({ defaultProps: { size: 'xs' } }),
    NumberInput: NumberInput.extend({ defaultProps: { size: 'xs' } }),
    Select: Select.extend({ defaultProps: { size: 'xs', allowDeselect: false } }),
    SegmentedControl: SegmentedControl.extend({ defaultProps: { size: 'xs' } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 300, withinPortal: true, transitionProps: { duration: 120 } } }),
  },
});

/** Where the choice of light, dark or auto is kept; `public/color-scheme.js` reads the same key. */
export const colorSchemeManager = localStorageColorSchemeManager({ key: 'slipway-color-scheme' });
