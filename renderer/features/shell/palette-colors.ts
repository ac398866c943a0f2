const introducer = String.fromCharCode(0x1b);
const colorSequence = new RegExp(`${introducer}\\[([\\d;:]*)m`, 'g');
const unfinished = new RegExp(`${introducer}(\\[[\\d;:]*)?$`);

/**
 * Turns colours of 24 bits into the nearest of the palette's 256, as output comes: the terminal draws those by classes, where it would
 * write others into `style` attributes, which the policy refuses. A sequence that is cut between two pieces is held until its rest comes.
 */
export function createPaletteFilter(): (bytes: Uint8Array) => Uint8Array {
  let held = '';
  return (bytes) => {
    // One character a byte, so that no letter of several bytes is cut.
    const text = held + Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
    const cut = unfinished.exec(text)?.index ?? text.length;
    held = text.slice(cut);
    const filtered = text.slice(0, cut).replace(colorSequence, (_, parameters: string) => `${introducer}[${toPalette(parameters)}m`);
    return Uint8Array.from(filtered, (character) => character.charCodeAt(0));
  };
}

/** `38;2;R;G;B` (or with colons) as `38;5;N`, wherever it is among the parameters. */
export function toPalette(parameters: string): string {
  return parameters.replace(/\b([34]8)[;:]2[;:](?:\d*:)?(\d+)[;:](\d+)[;:](\d+)/g, (_, ground: string, ...color: string[]) => {
    const [red = 0, green = 0, blue = 0] = color.slice(0, 3).map((part) => Math.round((Math.min(255, Number(part)) / 255) * 5));
    return `${ground};5;${16 + 36 * red + 6 * green + blue}`;
  });
}
