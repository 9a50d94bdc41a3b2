import type { Shelf } from './shelf.ts';

export const office: Shelf = {
  slug: 'home-office',
  name: 'Home Office',
  description: 'Furniture, stationery and quiet equipment for working well at home.',
  products: [
    {
      sku: 'OFF-0001',
      slug: 'articulated-desk-lamp',
      name: 'Articulated Desk Lamp',
      description:
        'Sprung arms hold any position over the page. The warm LED, 800 lumens, dims without flicker and can be replaced when it is spent. Clamp and base are both supplied.',
      price: 7990,
      onHand: 29,
      image: { shape: 'lamp', hue: 262 },
    },
    {
      sku: 'OFF-0002',
      slug: 'reading-lamp-with-brass-joint',
      name: 'Reading Lamp with Brass Joint',
      description:
        'A weighted foot, one joint and a spun shade that keeps light off the screen. Takes a common E14 bulb; textile cable of two metres.',
      price: 9900,
      onHand: 11,
      image: { shape: 'lamp', hue: 36 },
    },
    {
      sku: 'OFF-0003',
      slug: 'dotted-notebook-a5',
      name: 'Dotted Notebook A5',
      description:
        '192 numbered pages of 100 g/m² paper that takes fountain pen ink without bleeding. Thread-sewn, with an index, two ribbons and a pocket at the back.',
      price: 1690,
      onHand: 150,
      image: { shape: 'notebook', hue: 22 },
    },
    {
      sku: 'OFF-0004',
      slug: 'hardcover-sketchbook-a4',
      name: 'Hardcover Sketchbook A4',
      description:
        'Ninety-six sheets of toothy 140 g paper for pencil, ink and light washes. Opens completely flat, even in the middle. Elastic closure.',
      price: 2190,
      onHand: 63,
      image: { shape: 'notebook', hue: 170 },
    },
    {
      sku: 'OFF-0005',
      slug: 'fountain-pen-medium-nib',
      name: 'Fountain Pen, Medium Nib',
      description:
        'A steel nib that writes at once after weeks in a drawer. Brass barrel under dark lacquer, 24 g, posted or not. Converter and one cartridge included.',
      price: 4890,
      onHand: 35,
      image: { shape: 'pen', hue: 186 },
    },
    {
      sku: 'OFF-0006',
      slug: 'calligraphy-pen-broad-nib',
      name: 'Calligraphy Pen, Broad Nib',
      description:
        'A chiselled 1.5 mm nib turns ordinary handwriting into an invitation. Lacquered barrel with a brass clip; six cartridges and a folded sheet of model alphabets come with it.',
      price: 1490,
      onHand: 81,
      image: { shape: 'pen', hue: 338 },
    },
    {
      sku: 'OFF-0007',
      slug: 'compact-mechanical-keyboard',
      name: 'Compact Mechanical Keyboard',
      description:
        'Quiet tactile switches under dye-printed caps that never wear shiny. Wired or wireless for three devices, battery for two months. ISO layout, hot-swappable.',
      price: 10900,
      onHand: 24,
      image: { shape: 'keyboard', hue: 205 },
    },
    {
      sku: 'OFF-0008',
      slug: 'low-noise-mouse',
      name: 'Low-Noise Mouse',
      description:
        'Clicks you can feel but the meeting cannot hear. The symmetrical body suits both hands, and the sensor works on glass. Charges in an hour for six weeks.',
      price: 3490,
      onHand: 57,
      image: { shape: 'mouse', hue: 218 },
    },
    {
      sku: 'OFF-0009',
      slug: 'ergonomic-task-chair',
      name: 'Ergonomic Task Chair',
      description:
        'Seat depth, lumbar support and armrests adjust separately, and the mesh back keeps cool. Castors for hard floors; tested for eight hours a day and 130 kg. Ten years of spare parts.',
      price: 38900,
      onHand: 10,
      image: { shape: 'chair', hue: 14 },
    },
    {
      sku: 'OFF-0010',
      slug: 'sit-stand-desk-140-70',
      name: 'Sit-Stand Desk 140 × 70',
      description:
        'Two quiet motors travel from 65 to 128 cm and remember four heights. Solid birch top with a cable tray and a small drawer. The crossbar-free frame leaves room for knees.',
      price: 52900,
      onHand: 6,
      image: { shape: 'desk', hue: 155 },
    },
    {
      sku: 'OFF-0011',
      slug: 'ceramic-pen-cup',
      name: 'Ceramic Pen Cup',
      description: 'Heavy enough not to tip with twenty pencils in it. Speckled glaze, cork underneath, 11 cm tall.',
      price: 1590,
      onHand: 76,
      image: { shape: 'penCup', hue: 12 },
    },
    {
      sku: 'OFF-0012',
      slug: 'silent-wall-clock-30-cm',
      name: 'Silent Wall Clock 30 cm',
      description:
        'A sweeping movement without any tick, behind real glass in a lacquered rim. Clear numerals can be read from across the room. Runs one year on an AA cell.',
      price: 3690,
      onHand: 34,
      image: { shape: 'clock', hue: 202 },
    },
    {
      sku: 'OFF-0013',
      slug: 'folding-laptop-stand',
      name: 'Folding Laptop Stand',
      description:
        'Raises the screen by 18 cm so that you look ahead and not down. Six steps, silicone pads, folds flat to the thickness of a magazine. For 11 to 17 inches.',
      price: 3990,
      onHand: 49,
      image: { shape: 'laptopStand', hue: 120 },
    },
    {
      sku: 'OFF-0014',
      slug: 'letter-tray-three-tiers',
      name: 'Letter Tray, Three Tiers',
      description:
        'In, out and some day: bent steel shelves for A4, open on the long side. They stack in place with a click and may be bought further.',
      price: 2990,
      onHand: 26,
      image: { shape: 'tray', hue: 158 },
    },
    {
      sku: 'OFF-0015',
      slug: 'undated-wall-planner',
      name: 'Undated Wall Planner',
      description:
        'A year on one page and a month on each of twelve others, without printed dates, so it starts whenever you do. Tear-off pad, 42 × 30 cm, uncoated paper.',
      price: 1890,
      onHand: 4,
      image: { shape: 'planner', hue: 206 },
    },
    {
      sku: 'OFF-0016',
      slug: 'felt-desk-mat-80-40-cm',
      name: 'Felt Desk Mat 80 × 40 cm',
      description:
        'Wool felt 4 mm thick warms the wrists and hushes the keyboard. The stitched edge does not curl; cork on the underside keeps it in place.',
      price: 3290,
      onHand: 37,
      image: { shape: 'deskMat', hue: 342 },
    },
  ],
};
