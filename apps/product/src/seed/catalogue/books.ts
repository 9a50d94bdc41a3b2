import type { Shelf } from './shelf.ts';

export const books: Shelf = {
  slug: 'books',
  name: 'Books',
  description: 'New fiction, practical handbooks and picture books, chosen by people who read them.',
  products: [
    {
      sku: 'BOK-0001',
      slug: 'the-lighthouse-keepers-winter',
      name: "The Lighthouse Keeper's Winter",
      description:
        'A novel. On an island in the Baltic the last keeper is told to automate his light, and finds in the logbooks a storm that was never reported. 312 pages, hardback.',
      price: 1690,
      onHand: 85,
      image: { shape: 'novel', hue: 214 },
    },
    {
      sku: 'BOK-0002',
      slug: 'a-train-to-trieste',
      name: 'A Train to Trieste',
      description:
        'Two strangers share a night compartment in 1938 and agree to tell each other nothing true. A slim, suspenseful love story in paperback, 224 pages.',
      price: 1290,
      onHand: 97,
      image: { shape: 'novel', hue: 350 },
    },
    {
      sku: 'BOK-0003',
      slug: 'the-cartographer-of-small-places',
      name: 'The Cartographer of Small Places',
      description:
        "Every village asks her for a map, and every map leaves something out on purpose. Winner of two readers' prizes; 388 pages, cloth-bound.",
      price: 1890,
      onHand: 40,
      image: { shape: 'novel', hue: 168 },
    },
    {
      sku: 'BOK-0004',
      slug: 'weeknight-vegetables',
      name: 'Weeknight Vegetables',
      description:
        'One hundred and twenty dinners that need half an hour and no special shop. Arranged by vegetable, with a calendar of seasons and photographs of every dish. 288 pages.',
      price: 2690,
      onHand: 56,
      image: { shape: 'cookbook', hue: 110 },
    },
    {
      sku: 'BOK-0005',
      slug: 'bread-slowly',
      name: 'Bread, Slowly',
      description:
        'Sourdough explained with a thermometer and patience rather than mystery. Forty loaves from country rye to brioche, and a chapter on what went wrong. 256 pages.',
      price: 2990,
      onHand: 44,
      image: { shape: 'cookbook', hue: 34 },
    },
    {
      sku: 'BOK-0006',
      slug: 'soups-of-seven-coasts',
      name: 'Soups of Seven Coasts',
      description:
        'From Galician caldo to Estonian fish broth: eighty recipes collected in harbour kitchens, with the stories of those who cook them. Hardback with ribbon.',
      price: 2490,
      onHand: 3,
      image: { shape: 'cookbook', hue: 190 },
    },
    {
      sku: 'BOK-0007',
      slug: 'hedgerow-and-meadow',
      name: 'Hedgerow and Meadow',
      description:
        'A field guide to 400 wild plants of Central Europe, keyed by colour and month. Every species is painted, not photographed. Water-resistant cover, pocket format.',
      price: 2290,
      onHand: 38,
      image: { shape: 'natureBook', hue: 130 },
    },
    {
      sku: 'BOK-0008',
      slug: 'the-patient-gardener',
      name: 'The Patient Gardener',
      description:
        'Twelve months on a north-facing plot, told by someone who has killed most things once. Practical lists close each chapter. 240 pages, illustrated.',
      price: 1990,
      onHand: 47,
      image: { shape: 'natureBook', hue: 88 },
    },
    {
      sku: 'BOK-0009',
      slug: 'atlas-of-european-rivers',
      name: 'Atlas of European Rivers',
      description:
        'Sixty rivers from spring to mouth on fold-out maps, with notes on bridges, ferries and floods. Large format, 30 × 37 cm, sewn binding that lies flat.',
      price: 4900,
      onHand: 17,
      image: { shape: 'atlas', hue: 204 },
    },
    {
      sku: 'BOK-0010',
      slug: 'night-trains-a-travellers-atlas',
      name: "Night Trains: A Traveller's Atlas",
      description:
        'All the sleeper routes of the continent with timings, junctions and what to see at dawn. Includes hand-drawn plans of 24 stations. 192 pages.',
      price: 3400,
      onHand: 26,
      image: { shape: 'atlas', hue: 260 },
    },
    {
      sku: 'BOK-0011',
      slug: 'the-bear-who-could-not-sleep',
      name: 'The Bear Who Could Not Sleep',
      description:
        'Picture book for ages 3 to 6. Winter has come, everyone is snoring, and one small bear goes to ask the owl for advice. 32 thick pages, read aloud in nine minutes.',
      price: 1490,
      onHand: 112,
      image: { shape: 'childrensBook', hue: 340 },
    },
    {
      sku: 'BOK-0012',
      slug: 'repair-almost-anything',
      name: 'Repair Almost Anything',
      description:
        'Zips, taps, chairs, lamps and bicycle brakes: seventy repairs in clear step-by-step drawings, each with a list of tools and an honest degree of difficulty.',
      price: 2390,
      onHand: 52,
      image: { shape: 'handbook', hue: 18 },
    },
    {
      sku: 'BOK-0013',
      slug: 'plain-accounts-for-small-shops',
      name: 'Plain Accounts for Small Shops',
      description:
        'Bookkeeping, stock and tax for people who would rather be serving customers. Worked examples follow one invented bakery through its first three years. 208 pages.',
      price: 2790,
      onHand: 19,
      image: { shape: 'handbook', hue: 280 },
    },
    {
      sku: 'BOK-0014',
      slug: 'harbour-light-selected-poems',
      name: 'Harbour Light: Selected Poems',
      description:
        'Ninety short poems about weather, ferries and waiting, in a bilingual edition with the originals facing. Paperback with flaps, 160 pages.',
      price: 1390,
      onHand: 31,
      image: { shape: 'poetry', hue: 182 },
    },
    {
      sku: 'BOK-0015',
      slug: 'the-long-road-north-trilogy-boxed-set',
      name: 'The Long Road North, Trilogy Boxed Set',
      description:
        'Three volumes of the family saga that follows a reindeer trail through two centuries. Paperbacks in a card slipcase with a foldout family tree. 1,340 pages in all.',
      price: 4490,
      onHand: 23,
      image: { shape: 'bookStack', hue: 156 },
    },
    {
      sku: 'BOK-0016',
      slug: 'the-illustrated-night-sky',
      name: 'The Illustrated Night Sky',
      description:
        'A large book to open on the lawn: monthly star charts on black, with myths on one side and binocular targets on the other. Printed in red-light-friendly ink.',
      price: 3290,
      onHand: 0,
      image: { shape: 'openBook', hue: 232 },
    },
  ],
};
