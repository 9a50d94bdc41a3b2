import type { Shelf } from './shelf.ts';

export const audio: Shelf = {
  slug: 'audio',
  name: 'Audio',
  description: 'Things to listen with, built to be repaired.',
  products: [
    {
      sku: 'AUD-0001',
      slug: 'over-ear-headphones-closed',
      name: 'Over-Ear Headphones, Closed',
      description:
        'Forty-millimetre drivers with an even, unhurried sound, and enough seal for a train. Cable and pads unclip for replacement. 260 g, 32 ohm.',
      price: 14900,
      onHand: 27,
      image: { shape: 'headphones', hue: 208 },
    },
    {
      sku: 'AUD-0002',
      slug: 'wireless-headphones-with-noise-cancelling',
      name: 'Wireless Headphones with Noise Cancelling',
      description:
        'Thirty-five hours on a charge, physical buttons that work in rain, and a battery you can change with a coin. Folds into a hard case. Cable for flights included.',
      price: 22900,
      onHand: 18,
      image: { shape: 'headphones', hue: 28 },
    },
    {
      sku: 'AUD-0003',
      slug: 'true-wireless-earbuds',
      name: 'True Wireless Earbuds',
      description:
        'Seven hours in the ear and three more charges in the case. Four sizes of silicone tips; rain and sweat do no harm. Either bud works alone.',
      price: 8990,
      onHand: 42,
      image: { shape: 'earbuds', hue: 266 },
    },
    {
      sku: 'AUD-0004',
      slug: 'bookshelf-speakers-pair',
      name: 'Bookshelf Speakers, Pair',
      description:
        'A silk dome and a 13 cm paper cone in a braced birch cabinet with real veneer. Happy on a shelf close to the wall. Sensitivity 87 dB, 6 ohm.',
      price: 34900,
      onHand: 9,
      image: { shape: 'speaker', hue: 24 },
    },
    {
      sku: 'AUD-0005',
      slug: 'active-monitor-speaker',
      name: 'Active Monitor Speaker',
      description:
        'Amplifier built in, balanced and unbalanced inputs, and switches at the back for placement near a wall. Sold singly for studios that need one, three or five.',
      price: 18900,
      onHand: 14,
      image: { shape: 'speaker', hue: 158 },
    },
    {
      sku: 'AUD-0006',
      slug: 'portable-party-speaker',
      name: 'Portable Party Speaker',
      description:
        'Loud enough for a courtyard and tight enough to float. Fourteen hours of music, a carrying strap, and two can be joined for stereo.',
      price: 9900,
      onHand: 31,
      image: { shape: 'portableSpeaker', hue: 346 },
    },
    {
      sku: 'AUD-0007',
      slug: 'waterproof-pocket-speaker',
      name: 'Waterproof Pocket Speaker',
      description:
        'Small enough for a coat and fully waterproof, with a loop for the shower tap and large keys for wet fingers. Ten hours of play.',
      price: 3990,
      onHand: 0,
      image: { shape: 'portableSpeaker', hue: 188 },
    },
    {
      sku: 'AUD-0008',
      slug: 'belt-drive-turntable',
      name: 'Belt-Drive Turntable',
      description:
        'A heavy platter, a straight aluminium arm and a cartridge already aligned: level it and play. The phono stage can be switched off. 33 and 45 rpm.',
      price: 29900,
      onHand: 12,
      image: { shape: 'turntable', hue: 352 },
    },
    {
      sku: 'AUD-0009',
      slug: 'kitchen-radio',
      name: 'Kitchen Radio',
      description:
        'FM and digital stations with five favourites on real buttons, a timer for eggs and a knob that turns. Beech-coloured handle, mains or battery.',
      price: 8490,
      onHand: 33,
      image: { shape: 'radio', hue: 176 },
    },
    {
      sku: 'AUD-0010',
      slug: 'studio-condenser-microphone',
      name: 'Studio Condenser Microphone',
      description:
        'A large capsule with cardioid pick-up for voice and acoustic guitar. Connects by XLR; shock mount, pop shield and pouch are included.',
      price: 12900,
      onHand: 20,
      image: { shape: 'microphone', hue: 226 },
    },
    {
      sku: 'AUD-0011',
      slug: 'podcast-microphone',
      name: 'Podcast Microphone',
      description:
        'Plug it into any computer and talk: headphone monitoring without delay, a mute key with a light and a foot that swallows knocks from the desk.',
      price: 7990,
      onHand: 3,
      image: { shape: 'microphone', hue: 12 },
    },
    {
      sku: 'AUD-0012',
      slug: 'braided-audio-cable-3-m',
      name: 'Braided Audio Cable 3 m',
      description:
        'Copper of high purity with a double shield, in a cotton braid that does not tangle. Gold-plated 6.3 and 3.5 mm plugs screw into each other.',
      price: 1890,
      onHand: 104,
      image: { shape: 'cable', hue: 44 },
    },
    {
      sku: 'AUD-0013',
      slug: 'record-crate-in-beech',
      name: 'Record Crate in Beech',
      description:
        'Holds eighty records upright with their spines in sight. Dovetailed corners, hand holes and felt below. Stacks two high.',
      price: 5490,
      onHand: 22,
      image: { shape: 'recordCrate', hue: 330 },
    },
    {
      sku: 'AUD-0014',
      slug: 'soundbar-with-subwoofer-out',
      name: 'Soundbar with Subwoofer Out',
      description:
        'Clear dialogue first: a centre channel of its own and a night mode that tames explosions. Fits below most televisions at 6 cm. Optical and analogue inputs.',
      price: 24900,
      onHand: 11,
      image: { shape: 'soundbar', hue: 210 },
    },
    {
      sku: 'AUD-0015',
      slug: 'stereo-integrated-amplifier',
      name: 'Stereo Integrated Amplifier',
      description:
        'Sixty watts per channel, a phono input and a headphone socket with its own stage. Solid controls, no menus. The case opens with four screws.',
      price: 39900,
      onHand: 8,
      image: { shape: 'amplifier', hue: 20 },
    },
  ],
};
