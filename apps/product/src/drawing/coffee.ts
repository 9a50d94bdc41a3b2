import { BARK, BRASS, CREAM, INK, IRON, LEAF, PAPER, STEEL, WOOD, type Shape } from './palette.ts';
import { circle, each, ellipse, gleam, ground, path, rect, shade, stroke } from './pen.ts';

export const mug: Shape = (c) =>
  ground(170) +
  stroke('M540 380h44a66 66 0 0 1 0 150h-44', c.dark, 34) +
  path('M240 310h310v260a70 70 0 0 1-70 70h-170a70 70 0 0 1-70-70z', c.main) +
  shade('M480 310h70v260a70 70 0 0 1-70 70h-50q50-20 50-70z') +
  ellipse(395, 310, 155, 34, c.dark) +
  ellipse(395, 314, 132, 24, '#5a3a26') +
  rect(240, 470, 310, 40, c.pale) +
  gleam('M266 350h24v110h-24z') +
  stroke('M350 240q-24-30 0-60t0-60M430 240q-24-30 0-60t0-60', PAPER, 12);

export const cups: Shape = (c) =>
  ground(210) +
  stroke('M330 440h30a44 44 0 0 1 0 90h-36', c.main, 22) +
  path('M160 390h176v170a60 60 0 0 1-60 60h-56a60 60 0 0 1-60-60z', c.main) +
  ellipse(248, 390, 88, 20, c.deep) +
  stroke('M604 440h30a44 44 0 0 1 0 90h-36', c.dark, 22) +
  path('M434 390h176v170a60 60 0 0 1-60 60h-56a60 60 0 0 1-60-60z', c.light) +
  ellipse(522, 390, 88, 20, c.deep) +
  rect(130, 618, 240, 22, CREAM, 11) +
  rect(404, 618, 240, 22, CREAM, 11);

export const kettle: Shape = (c) =>
  ground(180) +
  stroke('M300 330q-10-170 110-170t110 170', INK, 28) +
  path('M520 470q70-10 80-130h54q-10 210-140 240z', c.dark) +
  path('M270 350q130-70 260 0l50 240q0 50-50 50h-260q-50 0-50-50z', c.main) +
  shade('M480 330q30 6 50 20l50 240q0 50-50 50h-60q40-140 10-310z') +
  path('M310 332q90-60 180 0z', c.dark) +
  circle(400, 290, 20, WOOD) +
  gleam('M290 400q-20 90-26 170h28q4-90 24-170z');

export const teapot: Shape = (c) =>
  ground(190) +
  stroke('M250 400q-110-20-100 70t120 90', c.dark, 28) +
  path('M530 520q60-20 84-150h56q-10 200-140 240z', c.dark) +
  path('M210 480q0-150 190-150t190 150q0 100-90 160h-200q-90-60-90-160z', c.main) +
  shade('M500 346q90 36 90 134 0 100-90 160h-80q120-120 80-294z') +
  path('M296 346a104 50 0 0 1 208 0z', c.light) +
  circle(400, 286, 24, BRASS) +
  stroke('M244 520q156 60 312 0', c.pale, 12);

export const press: Shape = (c) =>
  ground(150) +
  stroke('M520 350h64a30 30 0 0 1 30 30v150a30 30 0 0 1-30 30h-64', INK, 28) +
  rect(392, 160, 16, 170, IRON) +
  circle(400, 156, 26, c.main) +
  rect(270, 320, 260, 310, PAPER, 20) +
  rect(270, 430, 260, 200, '#6b452d', 16) +
  rect(280, 410, 240, 24, IRON, 6) +
  path('M264 320q136-80 272 0z', STEEL) +
  rect(256, 314, 288, 26, IRON, 13) +
  rect(256, 604, 288, 36, c.main, 14) +
  rect(256, 480, 288, 24, c.main, 8) +
  gleam('M292 350h26v240h-26z');

export const grinder: Shape = (c) =>
  ground(140) +
  stroke('M400 200h150', IRON, 20) +
  rect(526, 150, 56, 64, c.main, 24) +
  rect(384, 190, 32, 60, IRON) +
  path('M310 310q0-80 90-80t90 80z', STEEL) +
  rect(296, 304, 208, 170, c.main, 18) +
  rect(296, 474, 208, 166, WOOD, 18) +
  rect(296, 462, 208, 28, c.dark) +
  stroke('M330 530h140', BARK, 6) +
  gleam('M318 330h22v116h-22z') +
  shade('M450 304h36a18 18 0 0 1 18 18v300a18 18 0 0 1-18 18h-36z');

export const dripper: Shape = (c) =>
  ground(150) +
  path('M220 210h360l-110 200h-140z', c.main) +
  path('M244 210h312l-20-40h-272z', PAPER) +
  shade('M490 210h90l-110 200h-50z') +
  stroke('M576 240q60 0 50 60t-90 50', c.dark, 22) +
  rect(270, 400, 260, 28, c.dark, 14) +
  path('M300 430h200q20 60 50 110 14 100-60 100h-180q-74 0-60-100 30-50 50-110z', PAPER) +
  path('M262 530q70-20 140 0t136 0l12 10q14 100-60 100h-180q-74 0-60-100z', '#6b452d') +
  gleam('M300 470h18l-20 60h-20z');

export const moka: Shape = (c) =>
  ground(130) +
  stroke('M500 270h70q30 0 26 30l-20 130', INK, 28) +
  path('M290 250h220l-36 180h-148z', STEEL) +
  path('M290 250l-50-10 20 60 44 20z', IRON) +
  path('M326 430h148l40 210h-228z', STEEL) +
  shade('M430 250h80l-36 180 40 210h-70z') +
  rect(312, 414, 176, 36, c.main, 10) +
  path('M286 250l114-60 114 60z', IRON) +
  circle(400, 176, 22, c.main) +
  circle(360, 520, 11, BRASS);

export const pouch: Shape = (c) =>
  ground(150) +
  path('M270 200h260l20 440h-300z', c.main) +
  shade('M470 200h60l20 440h-70z') +
  rect(262, 180, 276, 54, c.dark, 6) +
  rect(306, 330, 188, 200, PAPER, 14) +
  `<g transform="rotate(30 400 400)">${ellipse(400, 404, 34, 48, BARK)}${stroke('M400 362q-18 40 0 84', CREAM, 7)}</g>` +
  stroke('M340 490h120', c.dark, 10) +
  circle(400, 274, 12, c.deep);

export const tin: Shape = (c) =>
  ground(140) +
  rect(260, 290, 280, 350, c.main, 18) +
  shade('M460 290h62a18 18 0 0 1 18 18v314a18 18 0 0 1-18 18h-62z') +
  rect(248, 230, 304, 76, c.dark, 18) +
  rect(260, 380, 280, 160, PAPER) +
  path('M400 510q-70-40-30-110 60 30 30 110zM404 510q10-70 76-70-6 66-76 70z', LEAF) +
  gleam('M276 320h20v50h-20z') +
  each([350, 560], (y) => rect(260, y, 280, 8, BRASS));

export const flask: Shape = (c) =>
  ground(110) +
  rect(330, 150, 140, 100, c.deep, 20) +
  rect(318, 236, 164, 32, STEEL, 10) +
  path('M310 268h180q20 40 20 70v262a40 40 0 0 1-40 40h-140a40 40 0 0 1-40-40v-262q0-30 20-70z', c.main) +
  shade('M440 268h50q20 40 20 70v262a40 40 0 0 1-40 40h-30z') +
  rect(290, 480, 220, 28, c.pale) +
  rect(290, 520, 220, 10, c.pale) +
  gleam('M314 330h22v130h-22z');
