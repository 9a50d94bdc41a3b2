/** Marks on an 800 × 800 sheet, origin at the top left. Colours are `#rrggbb`. */

export const rect = (x: number, y: number, width: number, height: number, fill: string, radius = 0): string =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}"${radius ? ` rx="${radius}"` : ''} fill="${fill}"/>`;

export const circle = (x: number, y: number, radius: number, fill: string): string =>
  `<circle cx="${x}" cy="${y}" r="${radius}" fill="${fill}"/>`;

export const ellipse = (x: number, y: number, across: number, down: number, fill: string): string =>
  `<ellipse cx="${x}" cy="${y}" rx="${across}" ry="${down}" fill="${fill}"/>`;

export const path = (d: string, fill: string): string => `<path d="${d}" fill="${fill}"/>`;

/** A line with round ends along `d`. */
export const stroke = (d: string, colour: string, width: number): string =>
  `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;

/** Darkens what lies under `d`: the side turned away from the light. */
export const shade = (d: string): string => `<path d="${d}" fill="#000" fill-opacity=".13"/>`;

/** Lightens what lies under `d`: a reflection. */
export const gleam = (d: string): string => `<path d="${d}" fill="#fff" fill-opacity=".32"/>`;

/** The shadow on the floor that every object stands on, at y = 640. */
export const ground = (halfWidth: number, x = 400): string =>
  `<ellipse cx="${x}" cy="642" rx="${halfWidth}" ry="18" fill="#000" fill-opacity=".14"/>`;

/** Rotates the parts clockwise about the middle of the sheet. */
export const turn = (degrees: number, ...parts: string[]): string =>
  `<g transform="rotate(${degrees} 400 400)">${parts.join('')}</g>`;

/** Repeats a mark once per value. */
export const each = <T>(values: readonly T[], mark: (value: T, index: number) => string): string =>
  values.map(mark).join('');
