import { BARK, CREAM, FLAME, INK, IRON, LEAF, MOSS, PAPER, SLATE, STEEL, WOOD, type Shape } from './palette.ts';
import { circle, each, ellipse, gleam, ground, path, rect, shade, stroke, turn } from './pen.ts';

export const plantPot: Shape = (c) =>
  ground(150) +
  stroke('M400 420v-150', MOSS, 12) +
  path('M400 400q-160 0-170-150 160-10 170 150z', LEAF) +
  path('M400 360q10-160 160-170 10 160-160 170z', MOSS) +
  path('M400 300q-60-70 0-150 60 80 0 150z', LEAF) +
  path('M270 440h260l-34 180a24 24 0 0 1-24 20h-144a24 24 0 0 1-24-20z', c.main) +
  shade('M460 440h70l-34 180a24 24 0 0 1-24 20h-50q30-90 38-200z') +
  rect(250, 396, 300, 60, c.dark, 16);

export const wateringCan: Shape = (c) =>
  ground(190) +
  stroke('M300 360q-150 0-130 130t140 80', c.dark, 24) +
  stroke('M330 340q70-130 170 0', c.dark, 22) +
  path('M510 520l150-230 40 26-160 284z', c.dark) +
  path('M626 280l90 56-6-90-30-20z', STEEL) +
  path('M300 340h220l20 300h-260z', c.main) +
  shade('M450 340h70l20 300h-80z') +
  ellipse(410, 340, 110, 24, c.deep) +
  gleam('M320 380h22l-8 200h-24z');

export const trowel: Shape = (c) =>
  ground(150) +
  turn(
    35,
    rect(372, 110, 56, 220, WOOD, 28),
    rect(372, 130, 56, 30, c.main),
    rect(388, 320, 24, 110, IRON),
    path('M310 420h180v120q-10 110-90 160-80-50-90-160z', STEEL),
    path('M400 420h90v120q-10 110-90 160z', IRON),
  );

export const secateurs: Shape = (c) =>
  ground(150) +
  stroke('M390 380q-90 110-80 240', c.main, 50) +
  stroke('M410 380q100 110 90 240', c.dark, 50) +
  path('M374 400q-60-120 30-240 60 110 26 240z', STEEL) +
  path('M420 400q110-60 90-190-90 10-130 150z', IRON) +
  circle(400, 394, 34, SLATE) +
  circle(400, 394, 13, c.accent) +
  stroke('M356 500q44 30 88 0', IRON, 10);

export const seeds: Shape = (c) =>
  ground(150) +
  rect(260, 180, 280, 460, PAPER, 10) +
  rect(260, 180, 280, 96, c.main, 10) +
  path('M400 520v-100', MOSS) +
  stroke('M400 560v-130', MOSS, 10) +
  each([0, 72, 144, 216, 288], (a) => `<g transform="rotate(${a} 400 400)">${ellipse(400, 350, 28, 44, c.light)}</g>`) +
  circle(400, 400, 30, FLAME) +
  path('M400 540q-60 0-70-50 60 0 70 50zM400 520q60 0 70-50-60 0-70 50z', LEAF) +
  stroke('M330 228h140', PAPER, 14) +
  rect(260, 600, 280, 40, c.pale, 10);

export const birdhouse: Shape = (c) =>
  ground(130) +
  rect(384, 480, 32, 160, BARK) +
  path('M270 300h260v210h-260z', c.main) +
  shade('M460 300h70v210h-70z') +
  path('M400 150l190 170-30 30-160-140-160 140-30-30z', c.dark) +
  path('M400 210l120 106h-240z', c.main) +
  circle(400, 370, 50, INK) +
  rect(392, 440, 16, 44, WOOD, 8) +
  rect(250, 500, 300, 28, c.deep, 8);

export const hose: Shape = (c) =>
  ground(190) +
  each(
    [190, 146, 102],
    (r) => `<circle cx="390" cy="430" r="${r}" fill="none" stroke="${r === 146 ? c.dark : c.main}" stroke-width="40"/>`,
  ) +
  stroke('M580 430v-120q0-70 60-80', c.main, 40) +
  path('M620 190l90-50 30 60-90 50z', c.accent) +
  rect(598, 196, 60, 60, INK, 10) +
  rect(360, 250, 60, 130, SLATE, 12);

export const rake: Shape = (c) =>
  ground(150, 320) +
  turn(
    28,
    rect(384, 90, 32, 430, WOOD, 16),
    rect(380, 90, 40, 110, c.main, 18),
    path('M376 510h48l20 50h-88z', IRON),
    each([-120, -72, -24, 24, 72, 120], (dx) => stroke(`M400 550q${dx * 0.9} 30 ${dx} 84v12`, c.dark, 14)),
    stroke('M300 620q100-30 200 0', IRON, 12),
  );

export const raisedBed: Shape = (c) =>
  ground(260) +
  each([230, 330, 430, 530], (x) =>
    [
      stroke(`M${x + 20} 460v-90`, MOSS, 9),
      path(`M${x + 20} 420q-60-10-60-90 60 10 60 90z`, LEAF),
      path(`M${x + 20} 420q60-10 60-90-60 10-60 90z`, MOSS),
      circle(x + 20, 350, 22, c.accent),
    ].join(''),
  ) +
  rect(160, 430, 480, 40, '#5c4433', 8) +
  rect(150, 456, 500, 170, c.main, 10) +
  stroke('M160 512h480M160 570h480', c.dark, 7) +
  each([150, 612], (x) => rect(x, 440, 38, 200, c.dark, 6));

export const bench: Shape = (c) =>
  ground(270) +
  each([290, 350, 410], (y) => rect(150, y, 500, 40, c.main, 10)) +
  rect(130, 476, 540, 46, c.light, 12) +
  each([190, 580], (x) => rect(x, 270, 30, 210, c.deep, 8)) +
  stroke('M190 520l-20 116M610 520l20 116', c.deep, 26) +
  shade('M130 506h540v4a12 12 0 0 1-12 12h-516a12 12 0 0 1-12-12z');

export const gardenLight: Shape = (c) =>
  ground(110) +
  path('M310 330h180l70 300h-320z', '#fff6d6') +
  path('M386 420h28v210l-14 30-14-30z', SLATE) +
  rect(320, 250, 160, 180, '#fff0bd', 16) +
  circle(400, 340, 40, FLAME) +
  path('M290 254q110-110 220 0z', c.main) +
  rect(280, 246, 240, 26, c.dark, 13) +
  rect(310, 416, 180, 30, c.main, 12);

export const feeder: Shape = (c) =>
  ground(110) +
  stroke('M400 220v-70', SLATE, 10) +
  path('M280 290q120-130 240 0z', c.main) +
  rect(310, 290, 180, 250, PAPER, 12) +
  rect(310, 380, 180, 160, WOOD, 8) +
  each([430, 500], (y) => circle(345, y, 10, BARK) + circle(400, y - 20, 10, CREAM) + circle(450, y + 10, 10, BARK)) +
  rect(256, 536, 288, 40, c.dark, 20) +
  path('M510 536q-10-70 60-80 50 0 50 40l30 6-34 12q-20 40-106 22z', c.accent) +
  circle(590, 484, 7, INK) +
  gleam('M326 310h16v200h-16z');
