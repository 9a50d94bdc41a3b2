import type { Shelf } from './shelf.ts';

export const bags: Shelf = {
  slug: 'bags',
  name: 'Bags & Travel',
  description: 'Bags for the office, the market and three weeks away.',
  products: [
    {
      sku: 'BAG-0001',
      slug: 'roll-top-city-backpack-22-l',
      name: 'Roll-Top City Backpack 22 L',
      description:
        'Waxed canvas outside, a padded sleeve for 15 inches inside, and a side zip that reaches the bottom without unrolling the top. Cotton webbing, steel hooks.',
      price: 8900,
      onHand: 38,
      image: { shape: 'backpack', hue: 184 },
    },
    {
      sku: 'BAG-0002',
      slug: 'hiking-daypack-28-l',
      name: 'Hiking Daypack 28 L',
      description:
        'A ventilated back, hip fins with pockets and a rain cover in its own compartment. Loops for poles, room for a 3-litre bladder. 980 g.',
      price: 9990,
      onHand: 24,
      image: { shape: 'backpack', hue: 14 },
    },
    {
      sku: 'BAG-0003',
      slug: 'childrens-backpack-10-l',
      name: "Children's Backpack 10 L",
      description:
        'A chest strap that small fingers can close, a reflective strip, and a name field inside where strangers cannot read it. For ages 3 to 6.',
      price: 3990,
      onHand: 46,
      image: { shape: 'backpack', hue: 340 },
    },
    {
      sku: 'BAG-0004',
      slug: 'organic-cotton-tote',
      name: 'Organic Cotton Tote',
      description:
        'Heavy 380 g canvas with a flat base and long handles that fit over a winter coat. Carries 12 kg; fold it into its own inside pocket.',
      price: 1490,
      onHand: 190,
      image: { shape: 'tote', hue: 128 },
    },
    {
      sku: 'BAG-0005',
      slug: 'market-shopper-with-lining',
      name: 'Market Shopper with Lining',
      description:
        'Stands up by itself while you fill it. Jute outside, wipe-clean lining within, and six loops for bottles. Leather-wrapped handles.',
      price: 3290,
      onHand: 52,
      image: { shape: 'tote', hue: 38 },
    },
    {
      sku: 'BAG-0006',
      slug: 'cabin-suitcase-38-l',
      name: 'Cabin Suitcase 38 L',
      description:
        'A ribbed shell on four quiet double wheels, 55 × 40 × 20 cm, within the limits of most airlines. Wheels, handle and lock can be replaced at home with a screwdriver.',
      price: 14900,
      onHand: 17,
      image: { shape: 'suitcase', hue: 262 },
    },
    {
      sku: 'BAG-0007',
      slug: 'large-suitcase-92-l',
      name: 'Large Suitcase 92 L',
      description:
        'For a fortnight of winter clothes or a family week. Compression straps on both halves, a weighing handle that shows kilograms, and a lock that customs can open.',
      price: 21900,
      onHand: 9,
      image: { shape: 'suitcase', hue: 178 },
    },
    {
      sku: 'BAG-0008',
      slug: 'slim-leather-wallet',
      name: 'Slim Leather Wallet',
      description:
        'Six cards, folded notes and a coin pocket in vegetable-tanned leather of 1.2 mm. Stitched with linen thread. Darkens beautifully in a year.',
      price: 4990,
      onHand: 61,
      image: { shape: 'wallet', hue: 24 },
    },
    {
      sku: 'BAG-0009',
      slug: 'travel-wallet',
      name: 'Travel Wallet',
      description:
        'Holds two passports, boarding cards and three currencies apart. Waxed cotton with a wrist loop; the inner sleeve blocks radio readers.',
      price: 3890,
      onHand: 33,
      image: { shape: 'wallet', hue: 206 },
    },
    {
      sku: 'BAG-0010',
      slug: 'messenger-bag-14-l',
      name: 'Messenger Bag 14 L',
      description:
        'A broad flap that keeps rain out, and buckles with hidden snaps so that it opens with one hand. The strap pads swap sides for left shoulders.',
      price: 9490,
      onHand: 21,
      image: { shape: 'messenger', hue: 350 },
    },
    {
      sku: 'BAG-0011',
      slug: 'weekender-duffel-40-l',
      name: 'Weekender Duffel 40 L',
      description:
        'Two nights, one pair of shoes in their own tunnel, and still under the seat of a train. Heavy canvas with bridle-leather grips and a shoulder strap.',
      price: 11900,
      onHand: 15,
      image: { shape: 'duffel', hue: 204 },
    },
    {
      sku: 'BAG-0012',
      slug: 'hanging-wash-bag',
      name: 'Hanging Wash Bag',
      description:
        'Opens into three tiers with a hook, so nothing has to stand on a hotel sink. The lowest pocket comes off and is clear for airport trays.',
      price: 3490,
      onHand: 44,
      image: { shape: 'washBag', hue: 172 },
    },
    {
      sku: 'BAG-0013',
      slug: 'belt-bag-2-l',
      name: 'Belt Bag 2 L',
      description:
        'Round the waist or across the chest: two zips, a hidden pocket against the back and a clip for keys. Made from sailcloth offcuts.',
      price: 2990,
      onHand: 3,
      image: { shape: 'beltBag', hue: 18 },
    },
    {
      sku: 'BAG-0014',
      slug: 'windproof-umbrella',
      name: 'Windproof Umbrella',
      description:
        'Eight glass-fibre ribs turn inside out and back again without breaking. Opens to 112 cm, closes with a button; the handle is bent ash.',
      price: 3990,
      onHand: 57,
      image: { shape: 'umbrella', hue: 222 },
    },
    {
      sku: 'BAG-0015',
      slug: 'felt-laptop-sleeve-14-inch',
      name: 'Felt Laptop Sleeve 14 Inch',
      description:
        'Dense wool felt, 5 mm, with a leather patch and a zip that stops short of the screen. A slim pocket outside takes the charger.',
      price: 3290,
      onHand: 40,
      image: { shape: 'laptopSleeve', hue: 156 },
    },
    {
      sku: 'BAG-0016',
      slug: 'kiss-lock-coin-purse',
      name: 'Kiss-Lock Coin Purse',
      description:
        'A brass frame that closes with the right click, on soft goat leather lined with printed cotton. Large enough for coins, a key and a lipstick.',
      price: 1890,
      onHand: 0,
      image: { shape: 'purse', hue: 44 },
    },
  ],
};
