import { FitAddon } from '@xterm/addon-fit';
import { Terminal } from '@xterm/xterm';
import terminalStyles from '@xterm/xterm/css/xterm.css?raw';
import { createPaletteFilter } from './palette-colors.ts';
import { themeOf } from './terminal-theme.ts';
import { withSheets } from './with-sheets.ts';

export interface TerminalSize {
  columns: number;
  rows: number;
}

export interface ShellTerminal {
  size(): TerminalSize;
  write(bytes: Uint8Array): void;
  focus(): void;
  close(): void;
}

/** A terminal inside a shadow root, so that its styles are constructed sheets, which the policy allows. */
export function createTerminal(options: {
  root: ShadowRoot;
  label: string;
  onInput(text: string): void;
  onResize(size: TerminalSize): void;
}): ShellTerminal {
  const { root, label, onInput, onResize } = options;
  root.adoptedStyleSheets = [sheetOf(terminalStyles)];
  const host = document.createElement('div');
  host.style.height = '100%';
  root.replaceChildren(host);
  const terminal = new Terminal({
    fontFamily: getComputedStyle(document.documentElement).getPropertyValue('--font-mono'),
    fontSize: 12,
    lineHeight: 1.3,
    cursorBlink: false,
    screenReaderMode: true,
    scrollback: 5000,
    theme: themeOf(document.documentElement),
  });
  const filter = createPaletteFilter();
  const fit = new FitAddon();
  terminal.loadAddon(fit);
  withSheets(document, root, () => terminal.open(host));
  terminal.textarea?.setAttribute('aria-label', label);
  fit.fit();
  terminal.onData(onInput);
  terminal.onResize(({ cols, rows }) => onResize({ columns: cols, rows }));
  const sizes = new ResizeObserver(() => fit.fit());
  sizes.observe(host);
  const scheme = new MutationObserver(() => {
    terminal.options.theme = themeOf(document.documentElement);
  });
  scheme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-mantine-color-scheme'] });
  return {
    size: () => ({ columns: terminal.cols, rows: terminal.rows }),
    write: (bytes) => terminal.write(filter(bytes)),
    focus: () => terminal.focus(),
    close() {
      sizes.disconnect();
      scheme.disconnect();
      terminal.dispose();
    },
  };
}

function sheetOf(text: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
}
