import type { Shelf } from './shelf.ts';

export const cycling: Shelf = {
  slug: 'cycling',
  name: 'Cycling',
  description: 'Parts, tools and bags for people who go by bicycle every day.',
  products: [
    {
      sku: 'CYC-0001',
      slug: 'brass-voiced-bicycle-bell',
      name: 'Brass-Voiced Bicycle Bell',
      description:
        'One stroke of the spring hammer rings for four seconds, friendly but impossible to miss. Fits handlebars of 22 to 31.8 mm and comes with both clamps.',
      price: 1890,
      onHand: 92,
      image: { shape: 'bicycleBell', hue: 178 },
    },
    {
      sku: 'CYC-0002',
      slug: 'little-ping-bell',
      name: 'Little Ping Bell',
      description:
        'No larger than a walnut, for bars that are already crowded. Spun aluminium dome, turned by thumb. Weighs 28 g.',
      price: 1190,
      onHand: 115,
      image: { shape: 'bicycleBell', hue: 355 },
    },
    {
      sku: 'CYC-0003',
      slug: 'commuter-helmet',
      name: 'Commuter Helmet',
      description:
        'In-mould shell with eleven vents, a dial at the nape and a magnetic buckle that closes with gloves on. A peak and a rear light mount are included. 54–61 cm, 310 g.',
      price: 6990,
      onHand: 34,
      image: { shape: 'helmet', hue: 150 },
    },
    {
      sku: 'CYC-0004',
      slug: 'childrens-helmet',
      name: "Children's Helmet",
      description:
        'Grows from 48 to 54 cm with a turn of the wheel. Deeper at the temples than adult helmets, with insect mesh in front and reflectors all round.',
      price: 3990,
      onHand: 28,
      image: { shape: 'helmet', hue: 322 },
    },
    {
      sku: 'CYC-0005',
      slug: 'front-light-60-lux',
      name: 'Front Light 60 Lux',
      description:
        'A cut-off beam that lights the road and not the eyes of others. The battery lasts five hours at full power and charges from any phone plug. Tool-free bracket.',
      price: 4990,
      onHand: 43,
      image: { shape: 'bikeLight', hue: 14 },
    },
    {
      sku: 'CYC-0006',
      slug: 'floor-pump-with-gauge',
      name: 'Floor Pump with Gauge',
      description:
        'Steel barrel, wooden-feel grip and a head that accepts all common valves without swapping parts. Readable dial to 11 bar, and a wide foot that does not rock.',
      price: 4490,
      onHand: 36,
      image: { shape: 'pump', hue: 120 },
    },
    {
      sku: 'CYC-0007',
      slug: 'hardened-u-lock',
      name: 'Hardened U-Lock',
      description:
        'A 14 mm shackle of hardened steel, bolted on both sides, with a disc cylinder that resists picking. Three keys and a frame bracket. 230 mm long inside.',
      price: 5990,
      onHand: 25,
      image: { shape: 'lock', hue: 348 },
    },
    {
      sku: 'CYC-0008',
      slug: 'sprung-leather-saddle',
      name: 'Sprung Leather Saddle',
      description:
        'Thick leather that slowly takes your own shape, on two coil springs for upright riding. Includes a tensioning key and a tin of conditioner.',
      price: 9490,
      onHand: 13,
      image: { shape: 'saddle', hue: 26 },
    },
    {
      sku: 'CYC-0009',
      slug: 'roll-top-pannier-20-l',
      name: 'Roll-Top Pannier 20 L',
      description:
        'Welded seams keep a laptop dry through a real downpour. Hooks lock onto any rack from 8 to 16 mm and come off with one hand. Sold singly.',
      price: 7990,
      onHand: 30,
      image: { shape: 'pannier', hue: 262 },
    },
    {
      sku: 'CYC-0010',
      slug: 'cycle-multi-tool-14-functions',
      name: 'Cycle Multi-Tool, 14 Functions',
      description:
        'Hex keys from 2 to 8 mm, screwdrivers, a star key and a chain breaker in 168 g. Forged steel bits, and a body rounded so that it does not wear holes in pockets.',
      price: 2990,
      onHand: 67,
      image: { shape: 'multitool', hue: 46 },
    },
    {
      sku: 'CYC-0011',
      slug: 'padded-cycling-gloves',
      name: 'Padded Cycling Gloves',
      description:
        'Full-finger gloves for spring and autumn with gel under the palm and a terry thumb for runny noses. Fingertips work on touch screens.',
      price: 2690,
      onHand: 53,
      image: { shape: 'gloves', hue: 204 },
    },
    {
      sku: 'CYC-0012',
      slug: 'willow-handlebar-basket',
      name: 'Willow Handlebar Basket',
      description:
        'Peeled willow woven round a steel hoop, lined with removable cotton. Carries 5 kg of market shopping and lifts off by its handle.',
      price: 4290,
      onHand: 20,
      image: { shape: 'basket', hue: 220 },
    },
    {
      sku: 'CYC-0013',
      slug: 'city-bicycle-7-gears',
      name: 'City Bicycle, 7 Gears',
      description:
        'An upright steel frame with hub gears, hub dynamo and a full chain case, so ordinary clothes stay clean. Mudguards, stand and rack are fitted. For riders from 158 to 182 cm.',
      price: 64900,
      onHand: 5,
      image: { shape: 'bicycle', hue: 24 },
    },
    {
      sku: 'CYC-0014',
      slug: 'gravel-bicycle-11-gears',
      name: 'Gravel Bicycle, 11 Gears',
      description:
        'Butted steel with a carbon fork, hydraulic discs and clearance for 45 mm tyres. Mounts for racks, mudguards and three bottles turn it into a touring bike.',
      price: 139000,
      onHand: 2,
      image: { shape: 'bicycle', hue: 190 },
    },
    {
      sku: 'CYC-0015',
      slug: 'puncture-resistant-tyre-40-622',
      name: 'Puncture-Resistant Tyre 40–622',
      description:
        'A 3 mm rubber belt below the tread stops glass and flints, and a reflective band makes the wheel visible from the side. Wire bead, 820 g.',
      price: 3290,
      onHand: 78,
      image: { shape: 'tyre', hue: 18 },
    },
  ],
};
