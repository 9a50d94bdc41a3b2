import type { Shelf } from './shelf.ts';

export const outdoors: Shelf = {
  slug: 'outdoors',
  name: 'Outdoors',
  description: 'Camping and walking gear for a weekend in the hills or a night in the garden.',
  products: [
    {
      sku: 'OUT-0001',
      slug: 'two-person-ridge-tent',
      name: 'Two-Person Ridge Tent',
      description:
        'Pitches in one go in six minutes, inner and outer together, on two upright poles. 3,000 mm flysheet, taped groundsheet, room at the foot for two packs. Weighs 2.6 kg with pegs.',
      price: 24900,
      onHand: 16,
      image: { shape: 'tent', hue: 112 },
    },
    {
      sku: 'OUT-0002',
      slug: 'canvas-tipi-tent-for-four',
      name: 'Canvas Tipi Tent for Four',
      description:
        'Standing height in the middle and a darkened sleeping cabin for children who wake with the sun. Breathable cotton canvas round one steel pole; packs to 75 × 28 cm.',
      price: 32900,
      onHand: 8,
      image: { shape: 'tent', hue: 28 },
    },
    {
      sku: 'OUT-0003',
      slug: 'three-season-sleeping-bag',
      name: 'Three-Season Sleeping Bag',
      description:
        'Mummy-shaped and filled with 550 g of recycled hollow fibre, comfortable down to 2 °C. The two-way zip opens at the feet, and left and right bags couple together.',
      price: 12900,
      onHand: 29,
      image: { shape: 'sleepingBag', hue: 48 },
    },
    {
      sku: 'OUT-0004',
      slug: 'summer-sleeping-bag',
      name: 'Summer Sleeping Bag',
      description:
        'For huts and warm nights from 12 °C. The lining is brushed and quiet, and the whole bag shrinks to the size of a loaf of bread. 720 g.',
      price: 6900,
      onHand: 44,
      image: { shape: 'sleepingBag', hue: 188 },
    },
    {
      sku: 'OUT-0005',
      slug: 'storm-lantern-rechargeable',
      name: 'Storm Lantern, Rechargeable',
      description:
        'Warm light from 10 to 400 lumens, dimmed by turning the base. One charge from any phone plug lasts a long weekend on low; the hook folds away when it stands on a table.',
      price: 4490,
      onHand: 37,
      image: { shape: 'lantern', hue: 152 },
    },
    {
      sku: 'OUT-0006',
      slug: 'canister-gas-stove',
      name: 'Canister Gas Stove',
      description:
        'Boils a litre in under four minutes and folds into its own mug-sized pouch. Wide supports hold a family pot. Fits screw-on cartridges, which are not included.',
      price: 3990,
      onHand: 51,
      image: { shape: 'stove', hue: 270 },
    },
    {
      sku: 'OUT-0007',
      slug: 'double-hammock-with-tree-straps',
      name: 'Double Hammock with Tree Straps',
      description:
        'Parachute nylon, 300 × 200 cm, with wide straps that spare the bark. Holds 200 kg and hangs in two minutes without knots.',
      price: 5990,
      onHand: 33,
      image: { shape: 'hammock', hue: 182 },
    },
    {
      sku: 'OUT-0008',
      slug: 'baseplate-compass',
      name: 'Baseplate Compass',
      description:
        'A liquid-filled capsule that settles in three seconds, on a clear base with centimetre and 1:25,000 scales. Luminous marks and a lanyard.',
      price: 2890,
      onHand: 62,
      image: { shape: 'compass', hue: 222 },
    },
    {
      sku: 'OUT-0009',
      slug: 'headtorch-350-lumens',
      name: 'Headtorch 350 Lumens',
      description:
        'Three white levels and a red one that spares night vision. The tilting head clicks into five positions; the elastic band washes clean. Runs 8 hours on medium.',
      price: 3490,
      onHand: 70,
      image: { shape: 'headtorch', hue: 10 },
    },
    {
      sku: 'OUT-0010',
      slug: 'foam-camping-mat',
      name: 'Foam Camping Mat',
      description:
        'Closed-cell foam, 14 mm thick, cannot be punctured by thorns and insulates down to freezing. Rolls up with two straps. 185 × 55 cm, 410 g.',
      price: 2490,
      onHand: 58,
      image: { shape: 'mat', hue: 340 },
    },
    {
      sku: 'OUT-0011',
      slug: 'hard-sided-cool-box-24-l',
      name: 'Hard-Sided Cool Box 24 L',
      description:
        'Keeps ice for three days with foamed walls and a lid that doubles as a tray. Tall enough for upright bottles of 1.5 litres. The handle locks the lid when raised.',
      price: 7490,
      onHand: 15,
      image: { shape: 'cooler', hue: 24 },
    },
    {
      sku: 'OUT-0012',
      slug: 'steel-water-bottle-750-ml',
      name: 'Steel Water Bottle 750 ml',
      description:
        'A single wall of food-grade stainless steel: light, taste-free and dishwasher safe. The screw cap has a loop for a carabiner.',
      price: 2290,
      onHand: 140,
      image: { shape: 'bottle', hue: 128 },
    },
    {
      sku: 'OUT-0013',
      slug: 'insulated-water-bottle-1-l',
      name: 'Insulated Water Bottle 1 L',
      description:
        'Cold from breakfast until the tent is up again, thanks to a vacuum between two steel walls. Powder coating gives a dry grip. Takes ice cubes through the 50 mm neck.',
      price: 3490,
      onHand: 4,
      image: { shape: 'bottle', hue: 206 },
    },
    {
      sku: 'OUT-0014',
      slug: 'leather-walking-boots',
      name: 'Leather Walking Boots',
      description:
        'Full-grain leather, waxed twice, over a stitched rubber sole that any cobbler can renew. Padded at the ankle and roomy at the toes. Sizes 37 to 47, please choose one up for thick socks.',
      price: 17900,
      onHand: 22,
      image: { shape: 'boots', hue: 26 },
    },
    {
      sku: 'OUT-0015',
      slug: 'folding-pocket-knife',
      name: 'Folding Pocket Knife',
      description:
        'A drop-point blade of 8 cm that locks open with a ring, in a handle of stabilised birch. Legal to carry in most of Europe, but do check locally.',
      price: 4590,
      onHand: 48,
      image: { shape: 'knifeFolding', hue: 200 },
    },
  ],
};
