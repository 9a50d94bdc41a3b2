import type { Shelf } from './shelf.ts';

export const coffee: Shelf = {
  slug: 'coffee-and-tea',
  name: 'Coffee & Tea',
  description: 'Brewers, kettles, cups and what goes into them.',
  products: [
    {
      sku: 'COF-0001',
      slug: 'stoneware-mug-350-ml',
      name: 'Stoneware Mug 350 ml',
      description:
        'A thick-walled mug that keeps coffee warm to the last page of the newspaper. Glazed inside and left raw at the foot; microwave and dishwasher safe.',
      price: 1490,
      onHand: 180,
      image: { shape: 'mug', hue: 16 },
    },
    {
      sku: 'COF-0002',
      slug: 'big-breakfast-mug-500-ml',
      name: 'Big Breakfast Mug 500 ml',
      description:
        'Half a litre of tea needs a handle for four fingers, and this one has it. High-fired porcelain that does not stain, with a white band round the middle.',
      price: 1790,
      onHand: 88,
      image: { shape: 'mug', hue: 205 },
    },
    {
      sku: 'COF-0003',
      slug: 'espresso-cups-set-of-2',
      name: 'Espresso Cups, Set of 2',
      description:
        'Small porcelain cups of 80 ml with egg-shaped interiors that keep the crema together, each on an unglazed saucer. Preheat well because of their thick base.',
      price: 2290,
      onHand: 54,
      image: { shape: 'cups', hue: 45 },
    },
    {
      sku: 'COF-0004',
      slug: 'whistling-stovetop-kettle-1-5-l',
      name: 'Whistling Stovetop Kettle 1.5 L',
      description:
        'Calls from the hob with two clear notes when it boils. Enamelled steel for gas, ceramic and induction, with a wide opening for filling and a wooden lid knob that stays cool.',
      price: 6490,
      onHand: 26,
      image: { shape: 'kettle', hue: 25 },
    },
    {
      sku: 'COF-0005',
      slug: 'electric-kettle-with-thermostat-1-7-l',
      name: 'Electric Kettle with Thermostat 1.7 L',
      description:
        'Choose 60, 80, 90 or 100 °C and it holds that temperature for thirty minutes. Double walls stay cool outside; the limescale filter lifts out for rinsing. 2,200 W.',
      price: 7990,
      onHand: 19,
      image: { shape: 'kettle', hue: 192 },
    },
    {
      sku: 'COF-0006',
      slug: 'glazed-teapot-1-2-l',
      name: 'Glazed Teapot 1.2 L',
      description:
        'Earthenware in the round shape that leaves like best, with a spout that cuts the drip. A fine steel strainer basket sits inside and comes out in one move.',
      price: 4290,
      onHand: 33,
      image: { shape: 'teapot', hue: 338 },
    },
    {
      sku: 'COF-0007',
      slug: 'little-teapot-for-one',
      name: 'Little Teapot for One',
      description:
        'Enough for two small cups, 450 ml in all. The lid locks with a quarter turn so that it stays on while you pour the last drop.',
      price: 2690,
      onHand: 41,
      image: { shape: 'teapot', hue: 130 },
    },
    {
      sku: 'COF-0008',
      slug: 'coffee-press-1-l',
      name: 'Coffee Press 1 L',
      description:
        'Borosilicate glass in a powder-coated frame, with a double mesh that leaves hardly any grounds in the cup. Every part can be replaced separately. Makes about eight small cups.',
      price: 3790,
      onHand: 45,
      image: { shape: 'press', hue: 155 },
    },
    {
      sku: 'COF-0009',
      slug: 'hand-coffee-grinder',
      name: 'Hand Coffee Grinder',
      description:
        'Conical steel burrs on two bearings grind 25 g for filter coffee in about forty seconds. Thirty-six click settings from espresso to coarse press; the beech drawer holds the dose.',
      price: 8900,
      onHand: 14,
      image: { shape: 'grinder', hue: 215 },
    },
    {
      sku: 'COF-0010',
      slug: 'ceramic-pour-over-dripper',
      name: 'Ceramic Pour-Over Dripper',
      description:
        'A ribbed porcelain cone with one large hole that lets you set the speed of the brew yourself. Comes with a 600 ml carafe and forty unbleached papers.',
      price: 2490,
      onHand: 72,
      image: { shape: 'dripper', hue: 268 },
    },
    {
      sku: 'COF-0011',
      slug: 'stovetop-moka-pot-6-cups',
      name: 'Stovetop Moka Pot, 6 Cups',
      description:
        'Strong, syrupy coffee in five minutes, without electronics. Polished aluminium with a safety valve and a handle kept clear of the flame. Spare gaskets are always in stock.',
      price: 3290,
      onHand: 59,
      image: { shape: 'moka', hue: 178 },
    },
    {
      sku: 'COF-0012',
      slug: 'whole-bean-espresso-blend-1-kg',
      name: 'Whole Bean Espresso Blend 1 kg',
      description:
        'A dark, low-acid roast of beans from southern India and Brazil, tasting of cocoa and toasted hazelnut. Roasted on Tuesdays, with the date stamped on the bag.',
      price: 2190,
      onHand: 130,
      image: { shape: 'pouch', hue: 8 },
    },
    {
      sku: 'COF-0013',
      slug: 'washed-highland-filter-coffee-250-g',
      name: 'Washed Highland Filter Coffee 250 g',
      description:
        'Single-estate Ethiopian coffee, roasted light for pour-over. Expect bergamot, apricot and a clean finish. Whole bean only, so that it stays fresh for eight weeks.',
      price: 1150,
      onHand: 95,
      image: { shape: 'pouch', hue: 202 },
    },
    {
      sku: 'COF-0014',
      slug: 'sencha-green-tea-100-g',
      name: 'Sencha Green Tea 100 g',
      description:
        'Steamed spring leaves with a grassy sweetness and very little bitterness when brewed at 70 °C for ninety seconds. The tin has an inner lid.',
      price: 1290,
      onHand: 77,
      image: { shape: 'tin', hue: 140 },
    },
    {
      sku: 'COF-0015',
      slug: 'breakfast-black-tea-125-g',
      name: 'Breakfast Black Tea 125 g',
      description:
        'A brisk blend of Assam and Ceylon leaf that stands up to milk. About fifty cups to the tin, loose, with a measuring scoop inside.',
      price: 990,
      onHand: 110,
      image: { shape: 'tin', hue: 42 },
    },
    {
      sku: 'COF-0016',
      slug: 'insulated-travel-flask-500-ml',
      name: 'Insulated Travel Flask 500 ml',
      description:
        'Tea poured at seven is still hot at lunchtime: a double steel wall holds heat for nine hours and cold for twenty. The lid doubles as a cup and seals against a full bag.',
      price: 2990,
      onHand: 3,
      image: { shape: 'flask', hue: 118 },
    },
  ],
};
