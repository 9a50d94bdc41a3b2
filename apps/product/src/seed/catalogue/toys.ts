import type { Shelf } from './shelf.ts';

export const toys: Shelf = {
  slug: 'toys-and-games',
  name: 'Toys & Games',
  description: 'For rainy afternoons, from the first grip to the family tournament.',
  products: [
    {
      sku: 'TOY-0001',
      slug: 'jigsaw-puzzle-harbour-town-1000-pieces',
      name: 'Jigsaw Puzzle: Harbour Town, 1000 Pieces',
      description:
        'A painted harbour full of small stories to discover. Thick, linen-finished board that does not shine under the lamp, and pieces cut to click. 68 × 48 cm finished.',
      price: 1890,
      onHand: 69,
      image: { shape: 'puzzle', hue: 206 },
    },
    {
      sku: 'TOY-0002',
      slug: 'wooden-floor-puzzle-24-pieces',
      name: 'Wooden Floor Puzzle, 24 Pieces',
      description:
        'Big pieces for small hands show a farm through the four seasons. Birch plywood with rounded edges and water-based inks. From 3 years.',
      price: 2490,
      onHand: 36,
      image: { shape: 'puzzle', hue: 22 },
    },
    {
      sku: 'TOY-0003',
      slug: 'beech-building-blocks-60-pieces',
      name: 'Beech Building Blocks, 60 Pieces',
      description:
        'Cubes, arches, pillars and roofs, all in one measure so that everything fits on everything. Half are left natural. Delivered in a cotton sack.',
      price: 3990,
      onHand: 45,
      image: { shape: 'blocks', hue: 266 },
    },
    {
      sku: 'TOY-0004',
      slug: 'alphabet-blocks',
      name: 'Alphabet Blocks',
      description:
        'Twenty-eight lime-wood cubes carry letters, numbers and animals, printed deep enough to be felt. From 18 months.',
      price: 2790,
      onHand: 39,
      image: { shape: 'blocks', hue: 14 },
    },
    {
      sku: 'TOY-0005',
      slug: 'teddy-bear-35-cm',
      name: 'Teddy Bear 35 cm',
      description:
        'Soft mohair-look plush, jointed arms and legs, and a bow that may be lost without harm. Stuffed with wool and recycled fibre; washable by hand.',
      price: 3490,
      onHand: 51,
      image: { shape: 'teddy', hue: 30 },
    },
    {
      sku: 'TOY-0006',
      slug: 'little-bear-companion-22-cm',
      name: 'Little Bear Companion 22 cm',
      description:
        'Small enough for a coat pocket and brave enough for the first day at nursery. Embroidered eyes, safe from birth, machine washable at 30 °C.',
      price: 1990,
      onHand: 82,
      image: { shape: 'teddy', hue: 338 },
    },
    {
      sku: 'TOY-0007',
      slug: 'chess-and-draughts-set',
      name: 'Chess and Draughts Set',
      description:
        'A folding board of inlaid maple and walnut, 38 cm square, with weighted pieces on felt. Draughts stones lie in the drawer beneath.',
      price: 4590,
      onHand: 28,
      image: { shape: 'boardGame', hue: 18 },
    },
    {
      sku: 'TOY-0008',
      slug: 'trading-game-amber-road',
      name: 'Trading Game: Amber Road',
      description:
        'Move salt, cloth and amber between nine towns while the rivers freeze and thaw. For 2 to 5 merchants from 10 years; a game lasts about an hour.',
      price: 3990,
      onHand: 4,
      image: { shape: 'boardGame', hue: 168 },
    },
    {
      sku: 'TOY-0009',
      slug: 'wooden-dice-set',
      name: 'Wooden Dice Set',
      description:
        'Five large beech dice with burned pips, a leather cup-bag and a booklet of twelve games. Rolls true and quietly on a wooden table.',
      price: 990,
      onHand: 125,
      image: { shape: 'dice', hue: 24 },
    },
    {
      sku: 'TOY-0010',
      slug: 'family-playing-cards',
      name: 'Family Playing Cards',
      description:
        'Two decks of 55 linen-finish cards with large corner signs and newly drawn court figures. Plastic-coated, they shuffle well from the first deal.',
      price: 890,
      onHand: 170,
      image: { shape: 'cards', hue: 222 },
    },
    {
      sku: 'TOY-0011',
      slug: 'wooden-freight-train',
      name: 'Wooden Freight Train',
      description:
        'A steam engine with a tender cab and turning wheels, joined by magnets to anything that follows. Solid beech, 26 cm long. From 2 years.',
      price: 3690,
      onHand: 32,
      image: { shape: 'train', hue: 262 },
    },
    {
      sku: 'TOY-0012',
      slug: 'single-line-diamond-kite',
      name: 'Single-Line Diamond Kite',
      description:
        'Flies in a breeze of 2 Beaufort and forgives a hard landing. Ripstop sail, glass-fibre spars, 30 m of line on a winder. 90 cm across.',
      price: 2290,
      onHand: 47,
      image: { shape: 'kite', hue: 12 },
    },
    {
      sku: 'TOY-0013',
      slug: 'beach-ball-natural-rubber',
      name: 'Beach Ball, Natural Rubber',
      description:
        'Bounces like a proper ball and still floats. Made from natural rubber without plasticisers, 22 cm across, with a spare plug.',
      price: 1490,
      onHand: 93,
      image: { shape: 'ball', hue: 8 },
    },
    {
      sku: 'TOY-0014',
      slug: 'humming-top',
      name: 'Humming Top',
      description:
        'Pump the handle three times and the tin top sings in a chord until it tumbles. Printed with a dancing circle of animals. From 18 months.',
      price: 1790,
      onHand: 0,
      image: { shape: 'spinningTop', hue: 158 },
    },
    {
      sku: 'TOY-0015',
      slug: 'rainbow-stacking-rings',
      name: 'Rainbow Stacking Rings',
      description:
        'Five lacquered rings on a post with a rounded ball at the tip. The base rocks slightly, which makes it more interesting. From 10 months.',
      price: 1990,
      onHand: 60,
      image: { shape: 'stackingRings', hue: 346 },
    },
    {
      sku: 'TOY-0016',
      slug: 'rag-doll-greta',
      name: 'Rag Doll Greta',
      description:
        'Sewn from cotton and filled with wool, 34 cm tall, with a dress that buttons at the back. Clothes and shoes come off; hair can be plaited.',
      price: 2990,
      onHand: 34,
      image: { shape: 'doll', hue: 184 },
    },
  ],
};
