import { audio } from './catalogue/audio.ts';
import { bags } from './catalogue/bags.ts';
import { bath } from './catalogue/bath.ts';
import { books } from './catalogue/books.ts';
import { coffee } from './catalogue/coffee.ts';
import { cycling } from './catalogue/cycling.ts';
import { garden } from './catalogue/garden.ts';
import { home } from './catalogue/home.ts';
import { kitchen } from './catalogue/kitchen.ts';
import { office } from './catalogue/office.ts';
import { outdoors } from './catalogue/outdoors.ts';
import { shelf, type Shelf } from './catalogue/shelf.ts';
import { toys } from './catalogue/toys.ts';

const SHELVES = [kitchen, coffee, home, outdoors, cycling, garden, books, office, audio, toys, bath, bags];

export type SeedCategory = Omit<Shelf, 'products'>;

/** `category` is the slug of its category. */
export type SeedProduct = Shelf['products'][number] & { category: string };

export interface Catalogue {
  categories: SeedCategory[];
  /** Sorted by SKU. */
  products: SeedProduct[];
}

/** The goods of the demo shop. @throws ZodError when a shelf breaks its schema */
export function catalogue(): Catalogue {
  const shelves = SHELVES.map((each) => shelf.parse(each));
  return {
    categories: shelves.map(({ slug, name, description }) => ({ slug, name, description })),
    products: shelves
      .flatMap(({ slug, products }) => products.map((product) => ({ ...product, category: slug })))
      .sort((a, b) => (a.sku < b.sku ? -1 : 1)),
  };
}
