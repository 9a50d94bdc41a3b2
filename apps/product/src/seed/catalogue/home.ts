import type { Shelf } from './shelf.ts';

export const home: Shelf = {
  slug: 'home',
  name: 'Home & Living',
  description: 'Textiles, light wooden furniture and the small things that make a room.',
  products: [
    {
      sku: 'HOM-0001',
      slug: 'corduroy-cushion-45-cm',
      name: 'Corduroy Cushion 45 cm',
      description:
        'Wide-wale cotton corduroy with contrasting corner tassels, filled with recycled fibre that plumps up again overnight. The cover has a hidden zip and washes at 30 °C.',
      price: 2790,
      onHand: 68,
      image: { shape: 'cushion', hue: 105 },
    },
    {
      sku: 'HOM-0002',
      slug: 'velvet-cushion-50-cm',
      name: 'Velvet Cushion 50 cm',
      description:
        'Dense cotton velvet that changes shade as you stroke it. Feather inner included. Piped seams keep the square crisp even after years on the sofa.',
      price: 3490,
      onHand: 42,
      image: { shape: 'cushion', hue: 322 },
    },
    {
      sku: 'HOM-0003',
      slug: 'lambswool-throw',
      name: 'Lambswool Throw',
      description:
        'Woven in a checked twill from pure new lambswool, 130 × 180 cm, with a hand-twisted fringe. Warm enough for the balcony in October, light enough for a nap.',
      price: 8900,
      onHand: 21,
      image: { shape: 'blanket', hue: 268 },
    },
    {
      sku: 'HOM-0004',
      slug: 'waffle-cotton-blanket',
      name: 'Waffle Cotton Blanket',
      description:
        'A honeycomb weave traps air without weight, so it suits summer nights and the foot of the bed. 150 × 200 cm, washable at 60 °C, pre-shrunk.',
      price: 5990,
      onHand: 35,
      image: { shape: 'blanket', hue: 195 },
    },
    {
      sku: 'HOM-0005',
      slug: 'stoneware-vase-28-cm',
      name: 'Stoneware Vase 28 cm',
      description:
        'A bellied vase with a narrow neck that holds even three stems upright. Glazed inside and watertight, with a rough, sandy surface that hides fingerprints.',
      price: 3890,
      onHand: 30,
      image: { shape: 'vase', hue: 42 },
    },
    {
      sku: 'HOM-0006',
      slug: 'bud-vase-14-cm',
      name: 'Bud Vase 14 cm',
      description:
        'Made for a single garden rose, or for a row of five along the table. Slip-cast porcelain with a slightly uneven, finger-drawn line.',
      price: 1590,
      onHand: 83,
      image: { shape: 'vase', hue: 340 },
    },
    {
      sku: 'HOM-0007',
      slug: 'oak-picture-frame-a3',
      name: 'Oak Picture Frame A3',
      description:
        'Solid oak, mitred and splined, with real glass and an acid-free mount for prints of A4 size. Hangs upright or lengthwise.',
      price: 3290,
      onHand: 49,
      image: { shape: 'frame', hue: 28 },
    },
    {
      sku: 'HOM-0008',
      slug: 'flat-woven-wool-rug-140-200',
      name: 'Flat-Woven Wool Rug 140 × 200',
      description:
        'Woven by hand from undyed and plant-dyed wool in a pattern of linked diamonds. The two faces are identical, so turn it now and then for even wear. Needs an underlay on wood.',
      price: 18900,
      onHand: 9,
      image: { shape: 'rug', hue: 6 },
    },
    {
      sku: 'HOM-0009',
      slug: 'cotton-hallway-runner-70-180',
      name: 'Cotton Hallway Runner 70 × 180',
      description:
        'A sturdy runner that goes into an ordinary washing machine at 30 °C. The reversible design forgives muddy shoes; natural latex dots on request.',
      price: 4990,
      onHand: 24,
      image: { shape: 'rug', hue: 210 },
    },
    {
      sku: 'HOM-0010',
      slug: 'oval-wall-mirror-60-80',
      name: 'Oval Wall Mirror 60 × 80',
      description:
        'Clear float glass in a bent beech rim with a brass hanger. Faceted edges catch the light without distorting. Wall fixings for plaster and brick are in the box.',
      price: 11900,
      onHand: 12,
      image: { shape: 'mirror', hue: 36 },
    },
    {
      sku: 'HOM-0011',
      slug: 'turned-ash-stool',
      name: 'Turned Ash Stool',
      description:
        'A seat, a bedside table or a step to the upper shelf: four turned legs wedged into a padded seat. 44 cm high and rated for 120 kg.',
      price: 5490,
      onHand: 27,
      image: { shape: 'stool', hue: 168 },
    },
    {
      sku: 'HOM-0012',
      slug: 'open-bookcase-5-shelves',
      name: 'Open Bookcase 5 Shelves',
      description:
        'Birch plywood, oiled and edge-sanded, 180 cm tall but only 28 cm deep. It goes together with wooden pegs and a single hex key in about half an hour.',
      price: 15900,
      onHand: 7,
      image: { shape: 'shelf', hue: 204 },
    },
    {
      sku: 'HOM-0013',
      slug: 'coat-rack-with-three-hooks',
      name: 'Coat Rack with Three Hooks',
      description:
        'A length of solid ash with three folded steel hooks, each good for a wet winter coat. Screws sit behind brass caps. 60 cm wide.',
      price: 4290,
      onHand: 38,
      image: { shape: 'hooks', hue: 18 },
    },
    {
      sku: 'HOM-0014',
      slug: 'woven-storage-basket',
      name: 'Woven Storage Basket',
      description:
        'Seagrass wound over a wire frame, with leather carrying loops. The 36 cm opening swallows blankets, toys or a week of newspapers.',
      price: 2990,
      onHand: 0,
      image: { shape: 'storageBasket', hue: 345 },
    },
  ],
};
