import type { Shelf } from './shelf.ts';

export const kitchen: Shelf = {
  slug: 'kitchen',
  name: 'Kitchen',
  description: 'Pans, knives and tools that last, for people who cook most evenings.',
  products: [
    {
      sku: 'KIT-0001',
      slug: 'carbon-steel-frying-pan-28-cm',
      name: 'Carbon Steel Frying Pan 28 cm',
      description:
        'Pressed from 2.5 mm carbon steel with a riveted beech handle. It arrives pre-oiled, works on every hob including induction and becomes naturally non-stick with use. Weighs 1.9 kg.',
      price: 4990,
      onHand: 64,
      image: { shape: 'pan', hue: 22 },
    },
    {
      sku: 'KIT-0002',
      slug: 'enamelled-cast-iron-casserole-5-l',
      name: 'Enamelled Cast Iron Casserole 5 L',
      description:
        'A heavy round casserole for braises, bread and Sunday soup. The matt enamel inside needs no seasoning, and the lid drips moisture back onto the food. Oven safe to 250 °C.',
      price: 12900,
      onHand: 23,
      image: { shape: 'pot', hue: 12 },
    },
    {
      sku: 'KIT-0003',
      slug: 'stockpot-with-lid-8-l',
      name: 'Stockpot with Lid 8 L',
      description:
        'Enamelled steel over a three-layer base that heats evenly from edge to edge. Litre marks are printed inside and the rim pours from any side.',
      price: 5900,
      onHand: 31,
      image: { shape: 'pot', hue: 205 },
    },
    {
      sku: 'KIT-0004',
      slug: 'chefs-knife-20-cm',
      name: "Chef's Knife 20 cm",
      description:
        'The one knife for nine jobs out of ten: a forged blade of hardened stainless steel, 56 HRC, with a gently curved edge for rocking cuts. Full tang, balanced at the bolster. Wash by hand.',
      price: 8450,
      onHand: 40,
      image: { shape: 'knife', hue: 215 },
    },
    {
      sku: 'KIT-0005',
      slug: 'serrated-bread-knife-24-cm',
      name: 'Serrated Bread Knife 24 cm',
      description:
        'Wide, pointed teeth open a hard crust without crushing the crumb, and are deep enough to be resharpened. The handle is oiled walnut with brass rivets.',
      price: 3890,
      onHand: 52,
      image: { shape: 'knife', hue: 30 },
    },
    {
      sku: 'KIT-0006',
      slug: 'end-grain-chopping-board',
      name: 'End-Grain Chopping Board',
      description:
        'Blocks of European oak glued upright so that the grain swallows the cut and spares the blade. 40 × 28 × 4 cm, with rubber feet and a groove for juices.',
      price: 6900,
      onHand: 18,
      image: { shape: 'board', hue: 8 },
    },
    {
      sku: 'KIT-0007',
      slug: 'beech-serving-board-with-handle',
      name: 'Beech Serving Board with Handle',
      description:
        'Carry cheese, bread or a cake straight to the table on a single plank of steamed beech, 45 cm long with the handle. Finished with linseed oil only.',
      price: 2490,
      onHand: 75,
      image: { shape: 'board', hue: 95 },
    },
    {
      sku: 'KIT-0008',
      slug: 'nesting-mixing-bowls-set-of-3',
      name: 'Nesting Mixing Bowls, Set of 3',
      description:
        'Stoneware bowls of 1, 2 and 3.5 litres that stack into the space of one. Thick rims are easy to grip with floury hands. Safe in microwave, freezer and dishwasher.',
      price: 3290,
      onHand: 47,
      image: { shape: 'bowls', hue: 350 },
    },
    {
      sku: 'KIT-0009',
      slug: 'ramen-bowl-with-foot',
      name: 'Ramen Bowl with Foot',
      description:
        'A deep, generous bowl of 900 ml, thrown in the old footed form so that it can be lifted while hot. Reactive glaze: no two are quite alike.',
      price: 1690,
      onHand: 96,
      image: { shape: 'bowl', hue: 190 },
    },
    {
      sku: 'KIT-0010',
      slug: 'balloon-whisk',
      name: 'Balloon Whisk',
      description:
        'Eleven springy wires of stainless steel take air into egg whites and cream in about two minutes. The silicone handle is 30 cm overall and does not slip when wet.',
      price: 1250,
      onHand: 120,
      image: { shape: 'whisk', hue: 345 },
    },
    {
      sku: 'KIT-0011',
      slug: 'mechanical-kitchen-scale',
      name: 'Mechanical Kitchen Scale',
      description:
        'Weighs up to 5 kg in 20 g steps and never asks for a battery. The lacquered steel body has a zero dial at the back and a tray that lifts off for washing.',
      price: 3450,
      onHand: 28,
      image: { shape: 'scale', hue: 150 },
    },
    {
      sku: 'KIT-0012',
      slug: 'storage-jar-with-beech-lid-1-5-l',
      name: 'Storage Jar with Beech Lid 1.5 L',
      description:
        'Thick pressed glass, closed by turned beech and a silicone ring that keeps flour and pasta dry. The wide neck takes a measuring cup. A chalk-friendly label is included.',
      price: 990,
      onHand: 210,
      image: { shape: 'jar', hue: 275 },
    },
    {
      sku: 'KIT-0013',
      slug: 'french-rolling-pin',
      name: 'French Rolling Pin',
      description:
        'Turned from one piece of maple, 48 cm long, with coloured grips at both ends. Heavy enough to do the work for you on short and puff pastry.',
      price: 1790,
      onHand: 58,
      image: { shape: 'rollingPin', hue: 185 },
    },
    {
      sku: 'KIT-0014',
      slug: 'dinner-plate-27-cm',
      name: 'Dinner Plate 27 cm',
      description:
        'Glazed porcelain with a fine hand-painted rim. The plates stack closely, survive the oven to 180 °C and can be bought singly for years to come.',
      price: 1390,
      onHand: 144,
      image: { shape: 'plate', hue: 172 },
    },
    {
      sku: 'KIT-0015',
      slug: 'pepper-mill-18-cm',
      name: 'Pepper Mill 18 cm',
      description:
        'A hardened steel burr, adjustable from dust to coarse, inside a lacquered beech body. The ring at the foot shows the setting, so changes are repeatable.',
      price: 3650,
      onHand: 0,
      image: { shape: 'mill', hue: 222 },
    },
    {
      sku: 'KIT-0016',
      slug: 'four-sided-box-grater',
      name: 'Four-Sided Box Grater',
      description:
        'Coarse, fine, slicing and zesting faces acid-etched rather than punched, so they stay sharp. The base ring keeps it from wandering across the board.',
      price: 2190,
      onHand: 66,
      image: { shape: 'grater', hue: 48 },
    },
    {
      sku: 'KIT-0017',
      slug: 'linen-apron-with-pocket',
      name: 'Linen Apron with Pocket',
      description:
        'Washed linen, 240 g/m², softens further with every wash. Crossed straps take the weight off the neck, and the divided pocket holds a phone and a tea towel. One size, 85 cm long.',
      price: 3990,
      onHand: 37,
      image: { shape: 'apron', hue: 14 },
    },
  ],
};
