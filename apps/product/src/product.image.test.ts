import { describe, expect, it } from '@jest/globals';
import { drawProduct } from './product.image.ts';
import { catalogue } from './seed/catalogue.ts';
import { SHAPES } from './drawing/shapes.ts';

const TOKEN = /<(\/?)([a-z]+)((?: [A-Za-z:-]+="[^"<&]*")*)(\/?)>|((?:[^<>&]|&(?:amp|lt|gt|quot|apos);)+)/y;

/** Reads the subset of XML that drawings use. @throws Error at the first place that is not well formed */
function readXml(xml: string): { elements: string[]; text: string } {
  const open: string[] = [];
  const elements: string[] = [];
  let text = '';
  for (let at = 0; at < xml.length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(xml);
    if (!token || (at > 0 && open.length === 0)) throw new Error(`not XML: ${xml.slice(at, at + 80)}`);
    const [, closing, name, attributes, empty, characters] = token;
    text += characters ?? '';
    if (!name) continue;
    if (closing && open.pop() !== name) throw new Error(`unexpected </${name}>`);
    if (closing) continue;
    const names = [...attributes!.matchAll(/ ([^=]+)=/g)].map(([, attribute]) => attribute);
    if (new Set(names).size !== names.length) throw new Error(`an attribute twice: ${token[0]}`);
    elements.push(name);
    if (!empty) open.push(name);
  }
  if (open.length > 0) throw new Error(`not closed: ${open.join(' ')}`);
  return { elements, text };
}

describe('drawProduct', () => {
  it('can tell well-formed XML from the rest', () => {
    for (const broken of ['<a><b></a>', '<a>', '<a x="1" x="2"/>', '<a>&</a>', '<a/><a/>', '<a x=1/>']) {
      expect(() => readXml(broken)).toThrow();
    }
  });

  it.each([...SHAPES.keys()])('draws %s as a small, well-formed picture', (shape) => {
    const svg = drawProduct({ shape, hue: 210, title: shape });
    const { elements, text } = readXml(svg);
    expect(elements.slice(0, 2)).toEqual(['svg', 'title']);
    expect(elements.length).toBeGreaterThan(7);
    expect(text).toBe(shape);
    expect(svg).not.toMatch(/NaN|undefined|null|Infinity/);
    expect(Buffer.byteLength(svg)).toBeLessThanOrEqual(4096);
  });

  it('draws every product of the catalogue, each in its own way', () => {
    const pictures = catalogue().products.map(({ image }) => drawProduct({ ...image, title: 'the same' }));
    expect(new Set(pictures).size).toBe(pictures.length);
    for (const picture of pictures) readXml(picture);
  });

  it('names the product to those who cannot see it, whatever its name contains', () => {
    const svg = drawProduct({ shape: 'mug', hue: 0, title: `Salt & "Pepper" <Chef's>` });
    expect(svg).toContain('role="img"');
    expect(readXml(svg).text).toBe('Salt &amp; &quot;Pepper&quot; &lt;Chef&apos;s&gt;');
  });

  it.each(['no such shape', '', 'constructor', '__proto__'])('draws a parcel for the unknown shape "%s"', (shape) => {
    expect(drawProduct({ shape, hue: 30, title: 'x' })).toBe(drawProduct({ shape: 'parcel', hue: 30, title: 'x' }));
  });

  it('colours the picture by its hue', () => {
    const red = drawProduct({ shape: 'mug', hue: 0, title: 'x' });
    expect(red).not.toBe(drawProduct({ shape: 'mug', hue: 120, title: 'x' }));
    expect(red).toContain('fill="#f7ebeb"');
  });
});
