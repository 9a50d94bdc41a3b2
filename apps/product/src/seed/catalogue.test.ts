import { describe, expect, it } from '@jest/globals';
import { catalogue } from './catalogue.ts';
import { SHAPES } from '../drawing/shapes.ts';

const { categories, products } = catalogue();

describe('the demo catalogue', () => {
  it('fills a shop: at least 150 products on at least 10 shelves', () => {
    expect(products.length).toBeGreaterThanOrEqual(150);
    expect(categories.length).toBeGreaterThanOrEqual(10);
  });

  it.each(['sku', 'slug', 'name', 'description'] as const)('gives no two products the same %s', (field) => {
    const values = products.map((product) => product[field]);
    expect(values.filter((value, index) => values.indexOf(value) !== index)).toEqual([]);
  });

  it('gives no two categories the same slug', () => {
    expect(new Set(categories.map(({ slug }) => slug)).size).toBe(categories.length);
  });

  it('puts products into every category and into no other', () => {
    expect(new Set(products.map(({ category }) => category))).toEqual(new Set(categories.map(({ slug }) => slug)));
  });

  it('is sorted by SKU, and a category shares one prefix', () => {
    expect(products.map(({ sku }) => sku)).toEqual(products.map(({ sku }) => sku).sort());
    const prefixes = new Set(products.map(({ category, sku }) => `${category} ${sku.slice(0, 3)}`));
    expect(prefixes.size).toBe(categories.length);
  });

  it('says something about every product', () => {
    expect(products.filter(({ description }) => description.length <= 60)).toEqual([]);
  });

  it('has a few products sold out and a few nearly so', () => {
    const soldOut = products.filter(({ onHand }) => onHand === 0).length;
    const nearlySoldOut = products.filter(({ onHand }) => onHand > 0 && onHand <= 5).length;
    expect([soldOut, nearlySoldOut]).toEqual([8, 10]);
  });

  it('pictures every product by a drawing that exists, and no two alike', () => {
    expect(products.filter(({ image }) => !SHAPES.has(image.shape))).toEqual([]);
    expect(new Set(products.map(({ image }) => `${image.shape} ${image.hue}`)).size).toBe(products.length);
  });

  it('has a use for every drawing but the parcel', () => {
    const used = new Set(products.map(({ image }) => image.shape));
    expect([...SHAPES.keys()].filter((name) => !used.has(name))).toEqual(['parcel']);
  });
});
