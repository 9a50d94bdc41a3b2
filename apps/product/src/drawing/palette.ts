/** The colours of one picture: tints of the product's own hue beside the materials that every picture shares. */
export interface Palette {
  backdrop: string;
  disc: string;
  pale: string;
  light: string;
  main: string;
  dark: string;
  deep: string;
  /** Across the colour circle from the hue, for the one detail that should catch the eye. */
  accent: string;
}

/** Draws one kind of product in the given colours, as SVG elements. */
export type Shape = (colours: Palette) => string;

export const PAPER = '#fdfaf4';
export const CREAM = '#f0e6d4';
export const INK = '#2f323a';
export const SLATE = '#5b616e';
export const STEEL = '#cfd4dc';
export const IRON = '#98a0ad';
export const WOOD = '#d0a374';
export const BARK = '#a97a4c';
export const LEAF = '#6fa063';
export const MOSS = '#4a7a45';
export const BRASS = '#d9a93f';
export const FLAME = '#f6b73c';

/** @param hue degrees on the colour circle, 0–359. */
export const paletteOf = (hue: number): Palette => ({
  backdrop: hex(hue, 0.4, 0.945),
  disc: hex(hue, 0.44, 0.885),
  pale: hex(hue, 0.44, 0.8),
  light: hex(hue, 0.44, 0.66),
  main: hex(hue, 0.43, 0.5),
  dark: hex(hue, 0.43, 0.37),
  deep: hex(hue, 0.36, 0.24),
  accent: hex((hue + 165) % 360, 0.58, 0.58),
});

/** HSL to `#rrggbb`, which every SVG renderer knows. Formula of CSS Color 4, section 7.1. */
function hex(hue: number, saturation: number, lightness: number): string {
  const amplitude = saturation * Math.min(lightness, 1 - lightness);
  const channel = (offset: number): string => {
    const k = (offset + hue / 30) % 12;
    const value = lightness - amplitude * Math.max(-1, Math.min(k - 3, 9 - k, 1));
    return Math.round(value * 255)
      .toString(16)
      .padStart(2, '0');
  };
  return `#${channel(0)}${channel(8)}${channel(4)}`;
}
