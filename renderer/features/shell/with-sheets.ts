/**
 * Runs an action that makes <style> elements, and puts their texts into constructed sheets of the shadow root instead: a policy without
 * 'unsafe-inline' refuses the elements. The terminal makes its own while it opens, and takes them from the global document, so that is
 * where they are caught, for the time of that call only.
 */
export function withSheets(page: Document, root: ShadowRoot, action: () => void): void {
  const { createElement } = page;
  page.createElement = ((tag: string, options?: ElementCreationOptions) =>
    tag === 'style'
      ? sheetElement(createElement.call(page, 'template'), root)
      : createElement.call(page, tag, options)) as Document['createElement'];
  try {
    action();
  } finally {
    page.createElement = createElement;
  }
}

/** Stands where a <style> would; its sheet leaves with it. */
function sheetElement(stand: HTMLElement, root: ShadowRoot): HTMLElement {
  const sheet = new CSSStyleSheet();
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  Object.defineProperty(stand, 'textContent', { set: (text: string) => sheet.replaceSync(text) });
  stand.remove = () => {
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((each) => each !== sheet);
    HTMLElement.prototype.remove.call(stand);
  };
  return stand;
}
