import type { Shelf } from './shelf.ts';

export const garden: Shelf = {
  slug: 'garden',
  name: 'Garden',
  description: 'For beds, balconies and one good pot of basil.',
  products: [
    {
      sku: 'GAR-0001',
      slug: 'terracotta-pot-24-cm',
      name: 'Terracotta Pot 24 cm',
      description:
        'Frost-proof clay fired at 1,050 °C, with a drainage hole and a matching saucer. Breathes through its walls, which herbs and olives prefer.',
      price: 1890,
      onHand: 87,
      image: { shape: 'plantPot', hue: 16 },
    },
    {
      sku: 'GAR-0002',
      slug: 'self-watering-planter-18-cm',
      name: 'Self-Watering Planter 18 cm',
      description:
        'A wick draws water from a hidden litre at the foot, enough for a fortnight of holidays. The float shows when to refill. Made from recycled plastic.',
      price: 2290,
      onHand: 61,
      image: { shape: 'plantPot', hue: 205 },
    },
    {
      sku: 'GAR-0003',
      slug: 'galvanised-watering-can-9-l',
      name: 'Galvanised Watering Can 9 L',
      description:
        'Hot-dipped steel with a long neck that reaches the back of the border. The brass rose unscrews for cleaning. Balanced to be carried full with one arm.',
      price: 4490,
      onHand: 32,
      image: { shape: 'wateringCan', hue: 168 },
    },
    {
      sku: 'GAR-0004',
      slug: 'indoor-watering-can-1-l',
      name: 'Indoor Watering Can 1 L',
      description:
        'A slender spout finds its way between leaves without spilling on the sill. Powder-coated steel that is good-looking enough to be left out.',
      price: 2490,
      onHand: 46,
      image: { shape: 'wateringCan', hue: 340 },
    },
    {
      sku: 'GAR-0005',
      slug: 'forged-hand-trowel',
      name: 'Forged Hand Trowel',
      description:
        'One-piece boron steel, ground to a clean edge that slices roots. Depth marks at 5, 10 and 15 cm help with bulbs. The ash handle ends in a leather loop.',
      price: 2190,
      onHand: 64,
      image: { shape: 'trowel', hue: 30 },
    },
    {
      sku: 'GAR-0006',
      slug: 'bypass-secateurs',
      name: 'Bypass Secateurs',
      description:
        'Two curved blades pass like scissors and leave a cut that heals. For green wood up to 22 mm; spring, blade and buffer are sold as spares.',
      price: 3990,
      onHand: 39,
      image: { shape: 'secateurs', hue: 8 },
    },
    {
      sku: 'GAR-0007',
      slug: 'wildflower-meadow-seeds-50-g',
      name: 'Wildflower Meadow Seeds 50 g',
      description:
        'Thirty-two native annuals and perennials for bees, enough for 25 square metres. Sow in April or September on bare soil, rake in lightly and leave them to it.',
      price: 890,
      onHand: 160,
      image: { shape: 'seeds', hue: 345 },
    },
    {
      sku: 'GAR-0008',
      slug: 'heirloom-tomato-seeds',
      name: 'Heirloom Tomato Seeds',
      description:
        'Four old open-pollinated varieties, from yellow cherry to ribbed beef tomato, in separate sachets. About sixty seeds in total, with sowing dates on the back.',
      price: 390,
      onHand: 240,
      image: { shape: 'seeds', hue: 12 },
    },
    {
      sku: 'GAR-0009',
      slug: 'titmouse-nest-box',
      name: 'Titmouse Nest Box',
      description:
        'Untreated larch, 20 mm thick, with a 28 mm entrance that keeps larger birds out. The front swings open for the autumn clean. Hang it two metres up, facing east.',
      price: 2790,
      onHand: 50,
      image: { shape: 'birdhouse', hue: 24 },
    },
    {
      sku: 'GAR-0010',
      slug: 'garden-hose-25-m-with-fittings',
      name: 'Garden Hose 25 m with Fittings',
      description:
        'Five layers of drinking-water-safe material, woven against kinks and good for 20 bar. A spray nozzle and two click couplings are in the box.',
      price: 4990,
      onHand: 27,
      image: { shape: 'hose', hue: 125 },
    },
    {
      sku: 'GAR-0011',
      slug: 'spring-tine-leaf-rake',
      name: 'Spring-Tine Leaf Rake',
      description:
        'Twenty-two flat tines gather leaves and leave the moss and the gravel where they are. The head clicks off its 150 cm ash pole for storage.',
      price: 3290,
      onHand: 41,
      image: { shape: 'rake', hue: 355 },
    },
    {
      sku: 'GAR-0012',
      slug: 'raised-bed-120-60-cm',
      name: 'Raised Bed 120 × 60 cm',
      description:
        'Thick boards of untreated Douglas fir slot together at the corners without screws. 45 cm tall, comfortable for sowing without kneeling. Liner included, soil not.',
      price: 12900,
      onHand: 0,
      image: { shape: 'raisedBed', hue: 28 },
    },
    {
      sku: 'GAR-0013',
      slug: 'acacia-garden-bench',
      name: 'Acacia Garden Bench',
      description:
        'Seats three on a gently curved back. The oiled hardwood may stay outside all year and greys slowly to silver. 150 cm wide, assembled with eight bolts.',
      price: 18900,
      onHand: 6,
      image: { shape: 'bench', hue: 175 },
    },
    {
      sku: 'GAR-0014',
      slug: 'solar-path-lamp',
      name: 'Solar Path Lamp',
      description:
        'Charges by day, glows warmly for up to eight hours, and switches itself on at dusk. Opal glass without visible wiring; the spike goes in by hand.',
      price: 2690,
      onHand: 55,
      image: { shape: 'gardenLight', hue: 130 },
    },
    {
      sku: 'GAR-0015',
      slug: 'hanging-bird-feeder',
      name: 'Hanging Bird Feeder',
      description:
        'A clear tube with two perches and a wide tray that catches what is dropped. Comes apart without tools for washing. Holds 600 g of seed.',
      price: 1990,
      onHand: 73,
      image: { shape: 'feeder', hue: 196 },
    },
  ],
};
