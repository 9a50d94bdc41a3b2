import { parcel } from './drawing/parcel.ts';
import { paletteOf } from './drawing/palette.ts';
import { SHAPES } from './drawing/shapes.ts';

export interface ProductImage {
  /** A name in `SHAPES`; any other is drawn as a parcel. */
  shape: string;
  /** Degrees on the colour circle, 0–359. */
  hue: number;
}

/** Draws a product as an SVG document of 800 × 800, at most 4 KB: the same input gives the same bytes. */
export function drawProduct({ shape, hue, title }: ProductImage & { title: string }): string {
  const colours = paletteOf(hue);
  const draw = SHAPES.get(shape) ?? parcel;
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 800" width="800" height="800" role="img">',
    `<title>${escapeXml(title)}</title>`,
    `<rect width="800" height="800" fill="${colours.backdrop}"/>`,
    `<circle cx="400" cy="400" r="330" fill="${colours.disc}"/>`,
    draw(colours),
    '</svg>',
  ].join('');
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

const escapeXml = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
