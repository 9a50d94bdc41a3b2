import type { Shelf } from './shelf.ts';

export const bath: Shelf = {
  slug: 'bath-and-wellness',
  name: 'Bath & Wellness',
  description: 'Towels, soap and warmth.',
  products: [
    {
      sku: 'BAT-0001',
      slug: 'bath-towel-70-140-cm',
      name: 'Bath Towel 70 × 140 cm',
      description:
        'Combed cotton terry of 550 g/m²: thick, thirsty and still dry by the next morning. Woven border, hanging loop on the short side. Washes at 60 °C.',
      price: 2990,
      onHand: 90,
      image: { shape: 'towel', hue: 118 },
    },
    {
      sku: 'BAT-0002',
      slug: 'linen-hammam-towel',
      name: 'Linen Hammam Towel',
      description:
        'Flat-woven half-linen, 100 × 180 cm, with knotted fringes. Packs to the size of a paperback and serves as towel, beach cloth or shawl.',
      price: 3490,
      onHand: 48,
      image: { shape: 'towel', hue: 24 },
    },
    {
      sku: 'BAT-0003',
      slug: 'hand-towels-set-of-3',
      name: 'Hand Towels, Set of 3',
      description:
        'Three towels of 50 × 90 cm in neighbouring shades, in the same terry as our bath towel. They become softer after the first two washes.',
      price: 2690,
      onHand: 66,
      image: { shape: 'towelStack', hue: 208 },
    },
    {
      sku: 'BAT-0004',
      slug: 'olive-oil-soap-200-g',
      name: 'Olive Oil Soap 200 g',
      description:
        'Boiled for days in the old way from olive oil, soda and sea salt, then dried for six months. Unscented, suitable for hands, hair and wool.',
      price: 690,
      onHand: 230,
      image: { shape: 'soap', hue: 58 },
    },
    {
      sku: 'BAT-0005',
      slug: 'lavender-soap-with-dish',
      name: 'Lavender Soap with Dish',
      description:
        'A milled bar with essential oil of lavender and a little oatmeal, on a slatted beech dish that lets it dry between uses.',
      price: 1590,
      onHand: 71,
      image: { shape: 'soap', hue: 266 },
    },
    {
      sku: 'BAT-0006',
      slug: 'beeswax-and-cedar-candle',
      name: 'Beeswax and Cedar Candle',
      description:
        'Burns for forty-five hours with a steady flame and a scent of resin and honey. Cotton wick; the glass is a good tumbler afterwards.',
      price: 2490,
      onHand: 58,
      image: { shape: 'candle', hue: 32 },
    },
    {
      sku: 'BAT-0007',
      slug: 'fig-leaf-scented-candle',
      name: 'Fig Leaf Scented Candle',
      description:
        'Green, milky and a little bitter, like a garden wall in July. Rapeseed and soy wax in a glazed ceramic cup, 180 g.',
      price: 2690,
      onHand: 5,
      image: { shape: 'candle', hue: 140 },
    },
    {
      sku: 'BAT-0008',
      slug: 'hand-wash-orange-and-sage-500-ml',
      name: 'Hand Wash, Orange and Sage 500 ml',
      description:
        'A mild wash based on coconut surfactants, free of dyes. The glass bottle is meant to be kept: refills come in card pouches of one litre.',
      price: 1190,
      onHand: 118,
      image: { shape: 'dispenser', hue: 26 },
    },
    {
      sku: 'BAT-0009',
      slug: 'unscented-body-lotion-400-ml',
      name: 'Unscented Body Lotion 400 ml',
      description:
        'Light enough for summer, rich enough for radiators. Oat oil and glycerine, no perfume, tested on sensitive skin. Pump bottle made from recycled plastic.',
      price: 1690,
      onHand: 64,
      image: { shape: 'dispenser', hue: 196 },
    },
    {
      sku: 'BAT-0010',
      slug: 'hand-cream-with-sea-buckthorn-75-ml',
      name: 'Hand Cream with Sea Buckthorn 75 ml',
      description:
        'Sinks in within a minute and leaves no shine. Sea buckthorn, shea butter and a trace of mandarin, in an aluminium tube.',
      price: 990,
      onHand: 102,
      image: { shape: 'tube', hue: 20 },
    },
    {
      sku: 'BAT-0011',
      slug: 'long-handled-bath-brush',
      name: 'Long-Handled Bath Brush',
      description:
        'Oiled beech with plant bristles, firm when dry and gentler when wet. The head comes off and has a strap of its own. 42 cm.',
      price: 2190,
      onHand: 43,
      image: { shape: 'brush', hue: 38 },
    },
    {
      sku: 'BAT-0012',
      slug: 'waffle-bathrobe',
      name: 'Waffle Bathrobe',
      description:
        'Light cotton waffle with a shawl collar, two pockets and a belt that is sewn on at the back, so it is never lost. Sizes S to XXL.',
      price: 6990,
      onHand: 25,
      image: { shape: 'robe', hue: 344 },
    },
    {
      sku: 'BAT-0013',
      slug: 'cotton-bath-mat-50-80-cm',
      name: 'Cotton Bath Mat 50 × 80 cm',
      description:
        'A wave pattern of deep and shallow loops that feels good under bare feet. 1,200 g/m², with no rubber backing, so it can be boiled.',
      price: 2790,
      onHand: 54,
      image: { shape: 'bathMat', hue: 222 },
    },
    {
      sku: 'BAT-0014',
      slug: 'natural-rubber-hot-water-bottle-2-l',
      name: 'Natural Rubber Hot Water Bottle 2 L',
      description:
        'Ribbed on one side for quick warmth and smooth on the other for slow. Wide funnel neck, safety thread, and a knitted cover that comes off.',
      price: 2190,
      onHand: 0,
      image: { shape: 'hotWaterBottle', hue: 162 },
    },
    {
      sku: 'BAT-0015',
      slug: 'reed-diffuser-pine-forest',
      name: 'Reed Diffuser, Pine Forest',
      description:
        'Eight rattan reeds lift the scent of pine needles and moss for about three months. Turn them once a week. 150 ml in apothecary glass.',
      price: 2890,
      onHand: 37,
      image: { shape: 'diffuser', hue: 12 },
    },
    {
      sku: 'BAT-0016',
      slug: 'bamboo-toothbrushes-set-of-4',
      name: 'Bamboo Toothbrushes, Set of 4',
      description:
        'Medium bristles on handles of heat-treated bamboo, numbered by dots so the family does not argue. Packed in card. The cup is not included.',
      price: 1290,
      onHand: 133,
      image: { shape: 'toothbrush', hue: 258 },
    },
  ],
};
